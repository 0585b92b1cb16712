"""The memory of histories in which nothing was found: bounded, keyed, without a text."""

from __future__ import annotations

import gc

from gateway.extract.middle import Cut
from gateway.proxy.settled import ENDS, Settled

TEXT = b'{"messages": [{"a": "Jan"},{"b": "Eva"},{"c": "x"}]}'
UPTO = TEXT.index(b"},") + 1


def put(settled: Settled, content: bytes, upto: int, context: bytes = b"") -> Cut:
    cut = Cut(1, 2, upto, 0, 0)
    hashed = settled.begun(context)
    hashed.update(content[:upto])
    settled.put(hashed.digest(), cut)
    return cut


def test_it_knows_what_begins_with_the_very_same_bytes() -> None:
    """One byte more, less or changed before the end of what is known, another context or another process: not known."""
    settled = Settled(least=1)
    cut = put(settled, TEXT, UPTO)
    found = settled.find(TEXT, settled.begun(b""))
    assert found is not None
    assert found[1] == cut
    assert settled.find(TEXT[:UPTO] + b',{"d": "more"}]}', settled.begun(b"")) is not None, "what comes behind does not matter"
    for content in (TEXT[1:], b" " + TEXT, TEXT.replace(b"Jan", b"Jen"), TEXT[:UPTO], TEXT[: UPTO - 1], b""):
        assert settled.find(content, settled.begun(b"")) is None
    assert settled.find(TEXT, settled.begun(b"another")) is None
    assert Settled(least=1).find(TEXT, settled.begun(b"")) is None


def test_the_longest_counts() -> None:
    """Of two histories one of which goes on from the other, the longer is found, and its hash goes on from there."""
    settled = Settled(least=1)
    put(settled, TEXT, UPTO)
    longer = put(settled, TEXT, TEXT.rindex(b"},") + 1)
    found = settled.find(TEXT, settled.begun(b""))
    assert found is not None
    digest, cut, hashed = found
    assert (cut, hashed.digest()) == (longer, digest)
    settled.drop(digest)
    found = settled.find(TEXT, settled.begun(b""))
    assert found is not None
    assert found[1].upto == UPTO


def test_it_is_bounded() -> None:
    """The least recently used goes first, and nothing is left of what was forgotten."""
    settled = Settled(most=2, least=1)
    bodies = [b'{"%d": 1},' % at for at in (1, 22, 333)]
    put(settled, bodies[0], len(bodies[0]) - 1)
    put(settled, bodies[1], len(bodies[1]) - 1)
    assert settled.find(bodies[0], settled.begun(b"")) is not None
    put(settled, bodies[2], len(bodies[2]) - 1)
    assert settled.histories == 2
    assert settled.find(bodies[1], settled.begun(b"")) is None
    assert settled.find(bodies[0], settled.begun(b"")) is not None
    assert len(settled._lengths) == 2
    assert Settled(least=len(TEXT)).find(TEXT, settled.begun(b"")) is None


def test_few_ends_are_looked_at() -> None:
    """A body of a great many objects costs no more than some hundred of them."""
    settled = Settled(least=1)
    put(settled, TEXT, UPTO)
    assert settled.find(TEXT[:UPTO] + b",{}" * (ENDS - 2) + b",{}", settled.begun(b"")) is not None
    assert settled.find(TEXT[:UPTO] + b",{}" * ENDS * 2, settled.begun(b"")) is None


def test_no_text_is_kept() -> None:
    """Nothing that is reachable from it holds a byte of a body."""
    settled = Settled(least=1)
    put(settled, TEXT, UPTO)
    seen: set[int] = set()
    waiting: list[object] = [settled.__dict__]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, type) or callable(one):
            continue
        seen.add(id(one))
        assert not (isinstance(one, bytes) and (b"Jan" in one or b"messages" in one))
        waiting += gc.get_referents(one)
