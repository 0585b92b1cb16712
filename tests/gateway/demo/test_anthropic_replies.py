"""The Anthropic side of the stand-in."""

import json
from typing import Any

from gateway.demo import anthropic_replies
from gateway.demo.exchange import Reply
from gateway.demo.outcome import streamed
from gateway.demo.replies import TEXT, TOOL_ARGUMENTS

ASK: dict[str, Any] = {"model": "claude-sonnet-4-5", "max_tokens": 9, "messages": [{"role": "user", "content": "x"}]}
TOOLS = [{"name": "najdi", "input_schema": {"type": "object"}}]


def body(reply: Reply) -> bytes:
    return b"".join(part for part in reply.parts if isinstance(part, bytes))


def test_text_whole_and_streamed() -> None:
    """Streamed or not, the answer is the same text."""
    assert json.loads(body(anthropic_replies.message(ASK)))["content"] == [{"type": "text", "text": TEXT}]
    assert streamed(body(anthropic_replies.message({**ASK, "stream": True})), "anthropic") == TEXT


def test_events_are_named() -> None:
    """Each event's name is the type in its data."""
    for block in body(anthropic_replies.message({**ASK, "stream": True})).strip().split(b"\n\n"):
        name, data = block.split(b"\n")
        assert json.loads(data.removeprefix(b"data: "))["type"] == name.removeprefix(b"event: ").decode()


def test_tools_are_used_once() -> None:
    """Offered tools are used, whole and in pieces; answered ones are not used again."""
    use = json.loads(body(anthropic_replies.message({**ASK, "tools": TOOLS})))
    assert (use["stop_reason"], use["content"][0]["input"]) == ("tool_use", TOOL_ARGUMENTS)
    stream = body(anthropic_replies.message({**ASK, "tools": TOOLS, "stream": True}))
    events = [json.loads(line[6:]) for line in stream.split(b"\n") if line.startswith(b"data: ")]
    pieces = [event["delta"]["partial_json"] for event in events if event["type"] == "content_block_delta"]
    assert json.loads("".join(pieces)) == TOOL_ARGUMENTS
    result = {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_standin", "content": "y"}]}
    answered = json.loads(body(anthropic_replies.message({**ASK, "tools": TOOLS, "messages": [result]})))
    assert answered["stop_reason"] == "end_turn"


def test_the_other_operations() -> None:
    """A batch, a file, a completion of the older interface."""
    assert json.loads(body(anthropic_replies.batch()))["processing_status"] == "in_progress"
    assert json.loads(body(anthropic_replies.file()))["type"] == "file"
    assert json.loads(body(anthropic_replies.completion({"model": "m"})))["completion"] == TEXT
