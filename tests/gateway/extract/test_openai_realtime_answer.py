"""The server's events: what is running text, what repeats it, and what stays untouched."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.extract.api import SocketMessage
from gateway.extract.openai_realtime import SOCKET
from support.wire import Holding, unchanged

IDS = {"event_id": "e", "response_id": "r1", "item_id": "i1", "output_index": 0, "content_index": 0}
ITEM = {
    "id": "i1",
    "type": "message",
    "role": "assistant",
    "content": [{"type": "output_text", "text": "Ahoj"}, {"type": "output_audio", "transcript": "Ahoj"}],
}
EVENTS: list[dict[str, Any]] = [
    {"type": "session.created", "event_id": "e", "session": {"instructions": "x"}},
    {"type": "response.output_text.delta", "delta": "Ah", **IDS},
    {"type": "response.output_text.delta", "delta": "oj", **IDS},
    {"type": "response.output_text.done", "text": "Ahoj", **IDS},
    {"type": "response.output_audio.delta", "delta": "UklGRg==", **IDS},
    {"type": "response.output_audio_transcript.delta", "delta": "Ahoj", **IDS},
    {"type": "response.output_audio_transcript.done", "transcript": "Ahoj", **IDS},
    {"type": "response.function_call_arguments.delta", "delta": '{"a": ', **IDS},
    {"type": "response.function_call_arguments.done", "arguments": '{"a": 1}', **IDS},
    {"type": "conversation.item.input_audio_transcription.delta", "delta": "Ahoj", "item_id": "i0", "content_index": 0},
    {"type": "conversation.item.input_audio_transcription.completed", "transcript": "Ahoj", "item_id": "i0", "content_index": 0},
    {"type": "response.content_part.done", "part": {"type": "text", "text": "Ahoj"}, **IDS},
    {"type": "response.output_item.done", "item": ITEM, "response_id": "r1"},
    {"type": "conversation.item.added", "item": ITEM},
    {"type": "response.done", "response": {"id": "r1", "output": [ITEM]}},
    {"type": "error", "error": {"message": "Ahoj", "type": "x"}},
]
MESSAGES = [SocketMessage(json.dumps(event).encode()) for event in EVENTS]
OTHERS = [
    SocketMessage(b"\x00\xff", is_text=False),
    SocketMessage(b"{"),
    SocketMessage(b'"text"'),
    SocketMessage(b"[]"),
    SocketMessage(b""),
]


@pytest.mark.parametrize("message", MESSAGES + OTHERS, ids=range(len(MESSAGES + OTHERS)))
def test_identity(message: SocketMessage) -> None:
    """A transform that changes nothing leaves every byte as it was."""
    assert SOCKET.answer(unchanged).feed(message) == (message,)


def upper(_key: Any, text: str, _last: bool) -> str:
    return text.upper()


def test_texts_are_found_wherever_they_stand() -> None:
    """Deltas, texts that are done, parts, items and responses; not sound, not names, not the provider's errors."""
    answer = SOCKET.answer(upper)
    changed = [json.loads(sent.content) for message in MESSAGES for sent in answer.feed(message)]
    assert [event.get("delta") for event in changed if "delta" in event] == ["AH", "OJ", "UklGRg==", "AHOJ", '{"A": ', "AHOJ"]
    assert json.dumps(changed).count("AHOJ") == 12
    assert "Ahoj" in json.dumps(changed[-1])
    assert changed[0] == EVENTS[0]


def test_running_text_is_one_stream_for_each_part() -> None:
    """A transform that holds back sees deltas of one part in order, and their end."""
    holding = Holding(size=1)
    answer = SOCKET.answer(holding)
    other = {**IDS, "content_index": 1}
    deltas = [("Ah", IDS), ("XX", other), ("oj", IDS)]
    sent = [{"type": "response.output_text.delta", "delta": text, **ids} for text, ids in deltas]
    seen = [json.loads(answer.feed(SocketMessage(json.dumps(event).encode()))[0].content)["delta"] for event in sent]
    assert seen == ["A", "X", "ho"]
    rest, done = (json.loads(message.content) for message in answer.feed(MESSAGES[3]))
    assert (rest["type"], rest["item_id"], rest["delta"]) == ("response.output_text.delta", "i1", "j")
    assert done["text"] == "Ahoj"
    assert [key[:2] for key in holding.ended] == [("whole", 1), ("delta", "text")]
    (other_rest,) = answer.close()
    assert (json.loads(other_rest.content)["content_index"], json.loads(other_rest.content)["delta"]) == (1, "X")
