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
from support.histories import LISTS, SETTLING, body, chat, message

JSON = "application/json"

WORDS = st.sampled_from(
    ["Dobrý den.", "1. bod", "rodné číslo:", "715319/", "2743", "a@", "b.cz", "", " ", "\u2028", '}, {"role": "user"}', "\\u0031"]
)
ROLES = ["user", "assistant", "user", "assistant", "system", "call", "tool", "thought"]
SAID = st.one_of(WORDS, st.lists(st.fixed_dictionaries({"type": st.just("text"), "text": WORDS}), min_size=1, max_size=3))
MESSAGE = st.fixed_dictionaries({"role": st.sampled_from(ROLES), "content": SAID})
BESIDE = [
    "",
    '"tools":[{"name":"a"},{"name":"b"}],"stream":true',
    '"instructions":"1. bod"',
    '"instructions":"Dobrý den."',
    '"systemInstruction":{"parts":[{"text":"715319/"}]}',
    '"system_instruction":{"parts":[{"text":"Dobrý den."}]}',
    '"system":"715319/"',
    '"items":[{"role":"user","content":"a@"}]',
    '"contents":[{"parts":[{"text":"a@"}]}]',
    '"input":"1. bod"',
    '"messages":[{"role":"user","content":"Ano."}]',
]
"""Members beside the list: of this format, of another one, or the list once more."""
BEGUN, MORE = st.lists(MESSAGE, min_size=1, max_size=9), st.lists(MESSAGE, max_size=9)


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


@pytest.mark.parametrize("name", SETTLING)
@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": "), (" ,\n", " :\t")])
def test_it_is_as_long_as_the_history(name: str, separators: tuple[str, str]) -> None:
    """Of fifty turns the first message is read again, the last answer, and what is new; nothing between."""
    every = chat(*(f"Zpráva číslo {at}ž." for at in range(99)))
    bodies = [body(name, every[: 2 * turn + 1], separators=separators) for turn in range(50)]
    seen = list(turns(formats()[name], bodies))
    for turn, (whole, short, cut) in enumerate(seen):
        assert (cut is not None) == (turn > 2)
        read = [segment.text for segment in short.segments if segment.text.startswith("Zpráva")]
        assert len(read) == (5 if cut else 2 * turn + 1)
        assert short.conversation.key == whole.conversation.key
        assert short.conversation.turn + (cut.turns if cut else 0) == whole.conversation.turn
        assert short.streaming == whole.streaming


@pytest.mark.parametrize("name", SETTLING)
@example(first=chat("a@"), second=chat("Dobrý den.", "Dobrý den."), third=chat("1. bod"), ascii_only=False, before="", behind="")
@given(
    first=BEGUN,
    second=MORE,
    third=MORE,
    ascii_only=st.booleans(),
    before=st.sampled_from(BESIDE).map(lambda member: member and member + ","),
    behind=st.sampled_from(BESIDE).map(lambda member: member and "," + member),
)
def test_nothing_is_lost(
    name: str, first: list[Any], second: list[Any], third: list[Any], *, ascii_only: bool, before: str, behind: str
) -> None:
    """Every text of a body is one of its body without the middle, or was one of the bodies before: in runs, lines and by itself."""
    histories = (first, first + second, first + second + third)
    bodies = [body(name, messages, ascii_only=ascii_only, before=before, behind=behind) for messages in histories]
    known: set[str] = set()
    for whole, short, cut in turns(formats()[name], bodies):
        if cut is not None and (short.middle is None or not short.middle.parted):
            break  # what is known does not hold here, and the body is read whole
        assert texts(whole) <= texts(short) | known
        assert short.conversation.key == whole.conversation.key
        assert short.conversation.turn + (cut.turns if cut else 0) == whole.conversation.turn
        known |= texts(short)


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


ODD = {
    "openai_responses": [
        ("an item that only the provider has", {"type": "item_reference", "id": "msg_1"}),
        ("a packed history", {"type": "compaction", "id": "c", "encrypted_content": "gAAAA"}),
        ("sealed reasoning", {"type": "reasoning", "id": "r", "summary": [], "encrypted_content": "gAAAA"}),
        ("a file at the provider", {"role": "user", "content": [{"type": "input_file", "file_id": "file-1"}]}),
        ("a file elsewhere", {"role": "user", "content": [{"type": "input_file", "file_url": "https://v.example/f"}]}),
        ("a picture elsewhere", {"role": "user", "content": [{"type": "input_image", "image_url": "https://v.example/f"}]}),
        (
            "a file that is cited",
            {
                "role": "assistant",
                "content": [{"type": "output_text", "text": "a", "annotations": [{"type": "file_citation", "file_id": "f"}]}],
            },
        ),
        ("a program that ran in a container", {"type": "code_interpreter_call", "container_id": "cntr_1", "code": "1"}),
        ("a search in files", {"type": "file_search_call", "id": "fs_1", "queries": ["a"]}),
        ("tools of a server", {"type": "mcp_list_tools", "server_label": "s", "tools": []}),
        ("an item of tomorrow", {"type": "tomorrow", "text": "a"}),
        ("a list in the list", [{"text": "a"}]),
        ("a part of tomorrow", {"role": "user", "content": [{"type": "tomorrow", "text": "a"}]}),
    ],
    "gemini": [
        ("bytes", {"role": "user", "parts": [{"inlineData": {"mimeType": "text/plain", "data": "YQ=="}}]}),
        ("bytes, by the other name", {"role": "user", "parts": [{"inline_data": {"mime_type": "text/plain", "data": "YQ=="}}]}),
        ("a file at the provider", {"role": "user", "parts": [{"fileData": {"fileUri": "files/abc"}}]}),
        ("a file, by the other name", {"role": "user", "parts": [{"file_data": {"file_uri": "https://v.example/f"}}]}),
        (
            "a file that a function returned",
            {"parts": [{"functionResponse": {"name": "f", "response": {}, "parts": [{"fileData": {"fileUri": "https://v.example/f"}}]}}]},
        ),
        ("a program of the provider's", {"role": "model", "parts": [{"executableCode": {"language": "PYTHON", "code": "1"}}]}),
        ("a part of tomorrow", {"role": "model", "parts": [{"tomorrow": None}]}),
        ("a field of tomorrow", {"role": "model", "parts": [{"text": "a"}], "tomorrow": 1}),
        ("a part that stands alone", {"role": "model", "parts": {"text": "a"}}),
        ("words that stand alone", "a"),
        ("a list in the list", [{"text": "a"}]),
    ],
}


@pytest.mark.parametrize(("name", "why", "item"), [(name, *row) for name, rows in ODD.items() for row in rows])
@pytest.mark.parametrize("at", [0, 3, 5])
def test_a_history_of_more_than_words(name: str, why: str, item: Any, at: int) -> None:
    """Where an item of a list is anything but words, calls and what these return, all of it is read each time, wherever the item stands."""
    messages = [message(name, one) for one in ONE]
    for more, known in (([], True), ([item], False)):
        listed = [*messages[:at], *more, *messages[at:]]
        content = json.dumps({LISTS[name]: listed}).encode()
        assert (formats()[name].segments(Body(content, JSON)).middle is not None) == known, why


@pytest.mark.parametrize(
    ("name", "why", "before", "behind"),
    [
        ("openai_responses", "the list once more", "", ',"input":[{"role":"user","content":"Ano."}]'),
        ("openai_responses", "the list once more, empty", '"input":[],', ""),
        ("openai_responses", "words under its name", "", ',"input":"Ano."'),
        ("openai_responses", "its name in other letters", "", ',"\\u0069nput":"Ano."'),
        ("openai_responses", "another list, first", '"items":[{"role":"user","content":"Ano."}],', ""),
        ("openai_responses", "another list", "", ',"inputs":[{"role":"assistant","content":"Ano."}]'),
        ("openai_responses", "words in place of another list", '"inputs":"Ano.",', ""),
        ("openai_responses", "instructions twice", '"instructions":"Ano.",', ',"instructions":"Ne."'),
        ("openai_responses", "a conversation that the provider keeps", '"conversation":"conv_1",', ""),
        ("openai_responses", "an answer that the provider keeps", "", ',"previous_response_id":"resp_1"'),
        ("gemini", "the list once more", "", ',"contents":[{"parts":[{"text":"Ano."}]}]'),
        ("gemini", "null under its name", "", ',"contents":null'),
        ("gemini", "another list", '"turns":[{"parts":[{"text":"Ano."}]}],', ""),
        ("gemini", "a single content", "", ',"content":{"parts":[{"text":"Ano."}]}'),
        ("gemini", "a whole request in the request", "", ',"generateContentRequest":{"contents":[{"parts":[{"text":"Ano."}]}]}'),
        (
            "gemini",
            "an instruction twice",
            '"systemInstruction":{"parts":[{"text":"a"}]},',
            ',"systemInstruction":{"parts":[{"text":"b"}]}',
        ),
        ("gemini", "two instructions", '"systemInstruction":[{"parts":[{"text":"a"}]}],', ""),
        ("gemini", "an instance of a prediction", "", ',"instances":[{"content":"Ano."}]'),
    ],
)
def test_words_beside_the_list(name: str, why: str, before: str, behind: str) -> None:
    """A history is known again where beside it stand only instructions, once, and the request alone tells the conversation."""
    for more, known in ((("", ""), True), ((before, behind), False)):
        content = body(name, ONE, before=more[0], behind=more[1])
        assert (formats()[name].segments(Body(content, JSON)).middle is not None) == known, why


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
