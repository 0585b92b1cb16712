"""The Realtime API's events, as its SDK sends them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.api import SocketMessage
from gateway.extract.openai_realtime import SOCKET
from gateway.extract.place import INSIDE, KEY
from gateway.model import Notice, Speaker
from support.wire import joined, opaque


def message(value: Any) -> SocketMessage:
    return SocketMessage(value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode())


def created(**item: Any) -> SocketMessage:
    return message({"type": "conversation.item.create", "event_id": "e1", "previous_item_id": None, "item": item})


def said(*parts: dict[str, Any], role: str = "user") -> SocketMessage:
    return created(type="message", role=role, content=list(parts))


def text(words: str, kind: str = "input_text") -> dict[str, Any]:
    return {"type": kind, "text": words}


def heard(sent: SocketMessage) -> dict[str, Speaker]:
    return {segment.text: segment.speaker for segment in SOCKET.segments(sent).segments if segment.place[-1] != KEY}


TOOL = {
    "type": "function",
    "name": "najdi",
    "description": "D",
    "parameters": {"type": "object", "properties": {"rc": {"description": "P"}}},
}

CARRIERS: list[tuple[str, SocketMessage, dict[str, Speaker]]] = [
    ("text of the user", said(text("X")), {"X": Speaker.USER}),
    ("of the system", said(text("X"), role="system"), {"X": Speaker.SYSTEM}),
    ("of the assistant", said(text("X", "output_text"), role="assistant"), {"X": Speaker.ASSISTANT}),
    ("a transcript beside no sound", said({"type": "input_audio", "transcript": "X"}), {"X": Speaker.USER}),
    ("arguments of a function", created(type="function_call", name="f", arguments='{"rc": "X"}'), {"X": Speaker.ASSISTANT}),
    ("its output", created(type="function_call_output", call_id="c", output="X"), {"X": Speaker.TOOL}),
    ("its output as JSON", created(type="function_call_output", call_id="c", output='{"a": "X"}'), {"X": Speaker.TOOL}),
    (
        "instructions and tools of a session",
        message({"type": "session.update", "session": {"type": "realtime", "instructions": "X", "tools": [TOOL]}}),
        {"X": Speaker.SYSTEM, "D": Speaker.TOOL, "P": Speaker.TOOL},
    ),
    (
        "a prompt's variables and a transcription's prompt",
        message({"type": "session.update", "session": {"prompt": {"variables": {"a": "X"}}, "audio": {"input": {"transcription": {"prompt": "Y"}}}}}),
        {"X": Speaker.METADATA, "Y": Speaker.METADATA},
    ),
    (
        "instructions and input of a response",
        message({"type": "response.create", "response": {"instructions": "X", "input": [{"type": "message", "role": "user", "content": [text("Y")]}], "metadata": {"z": "Z"}}}),
        {"X": Speaker.SYSTEM, "Y": Speaker.USER, "Z": Speaker.METADATA},
    ),
    ("an event nobody knows", message({"type": "new.event", "field": {"deep": ["X"]}}), {"X": Speaker.METADATA}),
    ("a key", message({"type": "session.update", "session": {"X": 1}}), {}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "sent", "expected"), CARRIERS, ids=[row[0] for row in CARRIERS])
def test_every_leaf(why: str, sent: SocketMessage, expected: dict[str, Speaker]) -> None:
    """Every leaf of an event is a segment, with the speaker whose words it is."""
    found = heard(sent)
    assert {words: found.get(words) for words in expected} == expected, why
    assert why != "a key" or "X" in {segment.text for segment in SOCKET.segments(sent).segments}


OPAQUE: list[tuple[str, SocketMessage, str]] = [
    ("binary", SocketMessage(b'{"type": "x"}', is_text=False), "unknown_shape"),
    ("no object", message(b"[]"), "unknown_shape"),
    ("a bare text", message(b'"x"'), "unknown_shape"),
    ("no type", message({"item": 1}), "unknown_shape"),
    ("a type that is no text", message({"type": 1}), "unknown_shape"),
    ("broken", message(b"{"), "invalid_json"),
    ("sound for the buffer", message({"type": "input_audio_buffer.append", "audio": "AAAA"}), "media"),
    ("sound under a name in capitals", message({"type": "input_audio_buffer.append", "Audio": "AAAA"}), "media"),
    ("sound in an item", said({"type": "input_audio", "audio": "AAAA"}), "media"),
    ("sound in a response's input", message({"type": "response.create", "response": {"input": [{"content": [{"audio": "AA"}]}]}}), "media"),
    ("sound twice, the first empty", message(b'{"type": "input_audio_buffer.append", "audio": "", "audio": "AA"}'), "media"),
]


@pytest.mark.parametrize(("why", "sent", "reason"), OPAQUE, ids=[row[0] for row in OPAQUE])
def test_opaque(why: str, sent: SocketMessage, reason: str) -> None:
    """What is no event, and sound, cannot be read."""
    assert opaque(SOCKET.segments, sent) == reason, why


def test_what_is_no_sound() -> None:
    """Settings of sound, an empty buffer and other buffer events are ordinary leaves; so is a parameter of that name."""
    for value in (
        {"type": "session.update", "session": {"audio": {"output": {"voice": "marin"}}, "tools": [{"parameters": {"audio": "note"}}]}},
        {"type": "input_audio_buffer.append", "audio": ""},
        {"type": "input_audio_buffer.commit"},
    ):
        assert opaque(SOCKET.segments, message(value)) is None


def test_a_picture_is_a_file() -> None:
    """A picture in a data: URI goes to the documents' readers."""
    (file,) = SOCKET.segments(said({"type": "input_image", "image_url": "data:image/png;base64,iVBORw0KGgo="})).files
    assert (file.media, file.place[-1]) == ("image/png", INSIDE)


@pytest.mark.parametrize(
    ("why", "sent", "expected"),
    [
        ("parts of an item", said(text("710319"), text("/2745")), "710319/2745"),
        (
            "items of a response",
            message({"type": "response.create", "response": {"input": [{"role": "user", "content": [text(part)]} for part in ("7103", "19/2745")]}}),
            "710319/2745",
        ),
        ("a number under its name", message({"type": "response.create", "response": {"metadata": {"rc": 7103192745}}}), "metadata\nrc: 7103192745"),
    ],
)  # fmt: skip
def test_joins(why: str, sent: SocketMessage, expected: str) -> None:
    """A value cut into parts is whole again, and a value stands beside its name."""
    assert expected in joined(SOCKET.segments(sent)), why


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
)


@given(st.dictionaries(st.text(max_size=6).filter(lambda name: name.lower() not in {"audio", "type"}), values, max_size=4))
def test_rebuild(value: dict[str, Any]) -> None:
    """Unchanged it is the same bytes; a changed leaf reads back changed."""
    sent = message({"type": "session.update", "session": value})
    assert SOCKET.rebuild(sent, {}) == sent
    text_leaves = [s for s in SOCKET.segments(sent).segments if s.kind == "text" and s.place[:1] == ("session",) and INSIDE not in s.place]
    for segment in text_leaves[:1]:
        again = SOCKET.rebuild(sent, {segment.place: "ZMĚNA"})
        assert {s.place: s.text for s in SOCKET.segments(again).segments}[segment.place] == "ZMĚNA"


def test_the_refusal() -> None:
    """An ``error`` event as the provider's own, which the SDK parses; the session goes on."""
    (answer,) = SOCKET.block_answer(Notice("REF1", "OpenAI API", {"CZ_BIRTH_NUMBER": 1}, "personal_data"), "cs")
    event = json.loads(answer.content)
    assert answer.is_text
    assert (event["type"], event["event_id"], event["error"]["code"]) == ("error", "event_REF1", "czech_pii_blocked")
    assert "rodné číslo" in event["error"]["message"]


def test_no_event_names_a_conversation() -> None:
    """The connection is the conversation."""
    assert SOCKET.conversation(said(text("x"))).key is None
