"""The middle of a history: what need not be read again with the next turn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.decide.hits import joined
from gateway.extract import middle
from gateway.extract.api import Body, WireFormat
from gateway.extract.budget import MAX_LEAVES
from gateway.extract.middle import Cut
from gateway.extract.registry import formats
from gateway.model import Extracted, OpaqueBody, OpaqueReason

JSON = "application/json"
NAMES = ["openai_chat", "anthropic_messages", "ollama_chat", "cohere_chat"]

WORDS = st.sampled_from(
    ["Dobrý den.", "1. bod", "rodné číslo:", "715319/", "2743", "a@", "b.cz", "", " ", "\u2028", '}, {"role": "user"}', "\\u0031"]
)
SAID = st.one_of(WORDS, st.lists(st.fixed_dictionaries({"type": st.just("text"), "text": WORDS}), min_size=1, max_size=3))
MESSAGE = st.fixed_dictionaries({"role": st.sampled_from(["user", "assistant", "user", "assistant", "system"]), "content": SAID})
BEGUN, MORE = st.lists(MESSAGE, min_size=1, max_size=9), st.lists(MESSAGE, max_size=9)


def chat(*said: str) -> list[dict[str, Any]]:
    """A dialogue that the user begins."""
    return [{"role": ("user", "assistant")[at % 2], "content": text} for at, text in enumerate(said)]


def texts(extracted: Extracted) -> set[str]:
    """All that detection sees."""
    return {segment.text for segment in extracted.segments} | {joined(join, extracted.segments) for join in extracted.joins}


def turns(wire_format: WireFormat, bodies: list[bytes]) -> Iterator[tuple[Extracted, Extracted, Cut | None]]:
    """Of each body that begins with the last known history: all of it, what is read without the middle, and what was cut."""
    cut: Cut | None = None
    upto = b""
    for content in bodies:
        whole = Body(content, JSON)
        if cut is not None and not content.startswith(upto):
            cut = None
        read = cut.without(whole) if cut else whole
        extracted = wire_format.segments(read)
        yield wire_format.segments(whole), extracted, cut
        found = middle.find(read.content, extracted.middle, cut) if extracted.middle else None
        cut = found or cut
        upto = content[: cut.upto] if cut else b""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": "), (" ,\n", " :\t")])
def test_it_is_as_long_as_the_history(name: str, separators: tuple[str, str]) -> None:
    """Of fifty turns the first message is read again, the last answer, and what is new; nothing between."""
    every = chat(*(f"Zpráva číslo {at}ž." for at in range(99)))
    bodies = [
        json.dumps({"model": "m", "messages": every[: 2 * turn + 1]}, ensure_ascii=False, separators=separators).encode()
        for turn in range(50)
    ]
    seen = list(turns(formats()[name], bodies))
    for turn, (whole, short, cut) in enumerate(seen):
        assert (cut is not None) == (turn > 2)
        read = [segment.text for segment in short.segments if segment.text.startswith("Zpráva")]
        assert len(read) == (5 if cut else 2 * turn + 1)
        assert short.conversation.key == whole.conversation.key
        assert short.conversation.turn + (cut.turns if cut else 0) == whole.conversation.turn
        assert short.streaming == whole.streaming


@pytest.mark.parametrize("name", NAMES)
@example(first=chat("a@"), second=chat("Dobrý den.", "Dobrý den."), third=chat("1. bod"), ascii_only=False, behind=False)
@given(first=BEGUN, second=MORE, third=MORE, ascii_only=st.booleans(), behind=st.booleans())
def test_nothing_is_lost(name: str, first: list[Any], second: list[Any], third: list[Any], *, ascii_only: bool, behind: bool) -> None:
    """Every text of a body is one of its body without the middle, or was one of the bodies before: in runs, lines and by itself."""
    bodies = []
    for messages in (first, first + second, first + second + third):
        more = {"model": "m", "tools": [{"name": "a"}, {"name": "b"}], "stream": True}
        document = {"messages": messages, **more} if behind else {**more, "messages": messages}
        bodies.append(json.dumps(document, ensure_ascii=ascii_only).encode())
    before: set[str] = set()
    for whole, short, cut in turns(formats()[name], bodies):
        if cut is not None and (short.middle is None or not short.middle.parted):
            break  # what is known does not hold here, and the body is read whole
        assert texts(whole) <= texts(short) | before
        assert short.conversation.key == whole.conversation.key
        before |= texts(short)


ONE = chat("Jedna.", "Dvě.", "Tři.", "Čtyři.", "Pět.")
TWICE = b'{"messages": [{"role": "user", "content": "a"}], ' + json.dumps({"messages": ONE}).encode()[1:]


@pytest.mark.parametrize(
    ("why", "content"),
    [
        ("two lists of messages, which readers merge", TWICE),
        ("too short for a middle", json.dumps({"messages": ONE[:2]}).encode()),
        ("nobody speaks as the user", json.dumps({"messages": [{"role": "assistant", "content": text} for text in "abcde"]}).encode()),
        ("one run from the first to the last", json.dumps({"messages": [{"role": "user", "content": text} for text in "abcde"]}).encode()),
        ("a number may go on in each message", json.dumps({"messages": chat("1", "2", "3", "4", "5")}).encode()),
    ],
)
def test_no_middle(why: str, content: bytes) -> None:
    """A history in which something may belong together over all of it has no middle."""
    assert formats()["openai_chat"].segments(Body(content, JSON)).middle is None, why


def test_the_budget_goes_on() -> None:
    """What was spent on the middle counts: a body is not read further without it than with it."""
    every = chat(*("x" for _ in range(9)))
    wire_format = formats()["openai_chat"]
    content = json.dumps({"messages": every}).encode()
    extracted = wire_format.segments(Body(content, JSON))
    assert extracted.middle is not None
    cut = middle.find(content, extracted.middle)
    assert cut is not None
    assert 30 < cut.cost < 100
    assert cut.without(Body(content, JSON)).spent == cut.cost
    with pytest.raises(OpaqueBody) as caught:
        wire_format.segments(Body(content, JSON, spent=MAX_LEAVES - 30))
    assert caught.value.reason is OpaqueReason.TOO_MANY_LEAVES


def test_a_body_of_another_shape_has_no_cut() -> None:
    """Where the bytes do not show as many messages as were read, nothing is cut."""
    extracted = formats()["openai_chat"].segments(Body(json.dumps({"messages": ONE}).encode(), JSON))
    assert extracted.middle is not None
    for content in (b"", b"[]", b"{}", b'{"messages": []}', b'{"messages": [1, 2]}', b"\xff", b'{"messages": ' + b"[" * 5000):
        assert middle.find(content, extracted.middle) is None
