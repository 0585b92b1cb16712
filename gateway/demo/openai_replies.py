"""The stand-in's OpenAI Chat Completions side. Shapes: OpenAI API reference, "Create chat completion" and its streaming chunks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gateway.demo.exchange import Reply, plain
from gateway.demo.replies import MODELS, arguments, cut, event_stream, padded, said

CREATED = 1_767_225_600
REQUEST_ID = ("x-request-id", "req_stand_in")
_USAGE = {"prompt_tokens": 10, "completion_tokens": 20, "total_tokens": 30}


def complete(body: dict[str, Any]) -> Reply:
    """Answers a chat completion: a tool call when tools are offered and none has answered yet, else text."""
    model = str(body.get("model", ""))
    tool = _tool(body)
    if body.get("stream"):
        return event_stream(model, _chunks(body, model, tool), REQUEST_ID)
    message: dict[str, Any] = {"role": "assistant", "content": None if tool else said(body), "refusal": None}
    if tool:
        message["tool_calls"] = [_call(tool, body)]
    document = {
        "id": "chatcmpl-standin",
        "object": "chat.completion",
        "created": CREATED,
        "model": model,
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "tool_calls" if tool else "stop"}],
        "usage": _USAGE,
    }
    return padded(model, document, REQUEST_ID)


def models() -> Reply:
    """``GET /v1/models``."""
    listed = [{"id": name, "object": "model", "created": CREATED, "owned_by": "stand-in"} for name in MODELS]
    return plain(200, "application/json", json.dumps({"object": "list", "data": listed}).encode(), REQUEST_ID)


def error(status: int, message: str) -> Reply:
    """An error in OpenAI's envelope."""
    document = {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": None}}
    return plain(status, "application/json", json.dumps(document).encode(), REQUEST_ID)


def _tool(body: dict[str, Any]) -> str | None:
    messages = body.get("messages") or [{}]
    tools = body.get("tools") or []
    answered = isinstance(messages[-1], dict) and messages[-1].get("role") == "tool"
    return None if answered or not tools else str(tools[0].get("function", {}).get("name", "tool"))


def _call(tool: str, body: dict[str, Any]) -> dict[str, Any]:
    written = json.dumps(arguments(body), ensure_ascii=False)
    return {"id": "call_standin", "type": "function", "function": {"name": tool, "arguments": written}}


def _chunks(body: dict[str, Any], model: str, tool: str | None) -> Iterator[bytes]:
    def chunk(delta: dict[str, Any], finish: str | None = None) -> bytes:
        choices = [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}]
        return _event({**base, "choices": choices})

    base = {"id": "chatcmpl-standin", "object": "chat.completion.chunk", "created": CREATED, "model": model}
    if tool:
        call = _call(tool, body)
        written = call["function"]["arguments"]
        start = {**call, "index": 0, "function": {"name": tool, "arguments": ""}}
        yield chunk({"role": "assistant", "content": None, "tool_calls": [start]})
        for at in range(0, len(written), 7):
            yield chunk({"tool_calls": [{"index": 0, "function": {"arguments": written[at : at + 7]}}]})
        yield chunk({}, "tool_calls")
    else:
        yield chunk({"role": "assistant", "content": ""})
        for piece in cut(body):
            yield chunk({"content": piece})
        yield chunk({}, "stop")
    if (body.get("stream_options") or {}).get("include_usage"):
        yield _event({**base, "choices": [], "usage": _USAGE})
    yield b"data: [DONE]\n\n"


def _event(document: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(document, ensure_ascii=False).encode() + b"\n\n"
