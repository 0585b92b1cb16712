"""Answers of Google's pages in chunks with their length."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.answer_chunks import GUARD, ChunksAnswer, chunk
from gateway.extract.answer_json import MAX_ANSWER
from support.pages import TOKEN, VALUE, Restoring
from support.wire import cut, unchanged

INNER = [None, ["c_1", "r_1"], None, None, [["rc_1", [f"Dobrý den, {TOKEN} 😀 \u2028"]]]]
ENTRIES = [["wrb.fr", None, json.dumps(INNER, ensure_ascii=False)], ["di", 5], ["af.httprm", 5, "-31", 4]]
ANSWER = (
    GUARD
    + chunk(json.dumps(ENTRIES, ensure_ascii=False, separators=(",", ":")))
    + chunk('[["wrb.fr","x",null,null,null,[7]]]')
    + chunk('[["e",4,null,null,131]]')
).encode()


def through(transform, pieces):
    answer = ChunksAnswer(transform)
    return b"".join([*(answer.feed(piece) for piece in pieces), answer.close()])


def chunks(answer: bytes) -> list:
    """As a browser reads it: the length counts UTF-16 units from right behind its digits."""
    text = answer.decode().removeprefix(GUARD).encode("utf-16-le").decode("utf-16-le")
    units = text.encode("utf-16-le")
    found = []
    while units:
        digits = units[: 2 * 12].decode("utf-16-le", "ignore").split("\n")[0]
        size = int(digits)
        found.append(json.loads(units[2 * len(digits) : 2 * (len(digits) + size)].decode("utf-16-le")))
        units = units[2 * (len(digits) + size) :]
    return found


def test_lengths_of_ours_are_right():
    """A chunk counts what stands behind its digits, both line feeds included, as recorded answers do."""
    assert chunk('[["e",4,null,null,139]]') == '25\n[["e",4,null,null,139]]\n'
    assert chunk('"😀"') == '6\n"😀"\n'


@given(st.lists(st.integers(0, len(ANSWER))))
def test_identity(at):
    """Without a change the bytes are the same, wherever they are cut."""
    assert through(unchanged, cut(ANSWER, at)) == ANSWER


@given(st.lists(st.integers(0, len(ANSWER))))
def test_restored(at):
    """A text inside the inner JSON is changed there, and the length follows; wherever the bytes are cut."""
    out = through(Restoring(), cut(ANSWER, at))
    first, second, last = chunks(out)
    assert json.loads(first[0][2])[4][0][1][0] == f"Dobrý den, {VALUE} 😀 \u2028"
    assert first[1:] == ENTRIES[1:]
    assert second[0][:2] == ["wrb.fr", "x"]
    assert last == [["e", 4, None, None, 131]]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b")]}'",
        b'{"error": 1}',
        b")]}'\n\nno length\n",
        b")]}'\n\n9\n[1",
        b")]}'\n\n5\nnope\n3\n[]\n",
        b")]}'\n\n\xff\xfe",
        "žluť".encode()[:-1],
        b')]}\'\r\n\r\n007\n["a"]\n',
    ],
)
def test_what_is_no_chunk_passes(answer):
    """An answer of another shape is never broken."""
    changed = lambda _key, _text, _last: "changed"  # noqa: E731
    assert through(changed, [answer]) == answer
    assert through(changed, [answer[at : at + 1] for at in range(len(answer))]) == answer


def test_an_endless_chunk_passes():
    """A chunk over the limit goes on as it is."""
    answer = ChunksAnswer(lambda *_: "changed")
    big = b")]}'\n\n999999999\n" + b"a" * MAX_ANSWER
    assert answer.feed(big) + answer.feed(b"bc") + answer.close() == big + b"bc"
