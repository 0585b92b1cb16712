"""The OpenAI side of the stand-in."""

import json
from typing import Any

from gateway.demo import openai_replies
from gateway.demo.exchange import Reply
from gateway.demo.outcome import streamed
from gateway.demo.replies import TEXT, TOOL_ARGUMENTS

ASK: dict[str, Any] = {"model": "gpt-4o", "messages": [{"role": "user", "content": "x"}]}
TOOLS = [{"type": "function", "function": {"name": "najdi"}}]


def body(reply: Reply) -> bytes:
    return b"".join(part for part in reply.parts if isinstance(part, bytes))


def test_text_whole_and_streamed() -> None:
    """Streamed or not, the answer is the same text, and a stream ends with ``[DONE]``."""
    assert json.loads(body(openai_replies.complete(ASK)))["choices"][0]["message"]["content"] == TEXT
    assert streamed(body(openai_replies.complete({**ASK, "stream": True})), "openai") == TEXT


def test_tools_are_called_once() -> None:
    """Offered tools are called, and answered ones are not called again."""
    message = json.loads(body(openai_replies.complete({**ASK, "tools": TOOLS})))["choices"][0]["message"]
    assert json.loads(message["tool_calls"][0]["function"]["arguments"]) == TOOL_ARGUMENTS
    answered = {**ASK, "tools": TOOLS, "messages": [*ASK["messages"], {"role": "tool", "content": "y"}]}
    assert "tool_calls" not in json.loads(body(openai_replies.complete(answered)))["choices"][0]["message"]


def test_streamed_arguments_join() -> None:
    """The pieces of a streamed tool call's arguments join to JSON."""
    lines = body(openai_replies.complete({**ASK, "tools": TOOLS, "stream": True})).split(b"\n\n")
    deltas = [json.loads(line[6:])["choices"][0]["delta"] for line in lines if line.startswith(b"data: {")]
    text = "".join(call["function"]["arguments"] for delta in deltas for call in delta.get("tool_calls", ()))
    assert json.loads(text) == TOOL_ARGUMENTS


def test_usage_on_request() -> None:
    """``include_usage`` adds one last chunk without choices."""
    reply = body(openai_replies.complete({**ASK, "stream": True, "stream_options": {"include_usage": True}}))
    assert json.loads(reply.split(b"\n\n")[-3][6:])["choices"] == []
