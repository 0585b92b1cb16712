"""The stand-in's Anthropic Messages side. Shapes: Anthropic API reference, "Messages" and "Streaming messages" (named events)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gateway.demo.exchange import Reply, plain
from gateway.demo.replies import MODELS, TEXT, arguments, cut, event_stream, padded, said

REQUEST_ID = ("request-id", "req_stand_in")
CREATED = "2026-01-01T00:00:00Z"


def message(body: dict[str, Any]) -> Reply:
    """Answers a message: a tool use when tools are offered and no tool result stands in the last message, else text."""
    model = str(body.get("model", ""))
    tool = _tool(body)
    if body.get("stream"):
        return event_stream(model, _events(body, model, tool), REQUEST_ID)
    block = _use(tool, arguments(body)) if tool else {"type": "text", "text": said(body)}
    return padded(model, {**_message(model, "tool_use" if tool else "end_turn"), "content": [block]}, REQUEST_ID)


def batch() -> Reply:
    """``POST /v1/messages/batches``."""
    counts = {"processing": 1, "succeeded": 0, "errored": 0, "canceled": 0, "expired": 0}
    times = {"created_at": CREATED, "expires_at": CREATED, "ended_at": None, "archived_at": None, "cancel_initiated_at": None}
    document = {"id": "msgbatch_standin", "type": "message_batch", "processing_status": "in_progress", "request_counts": counts, **times}
    return plain(200, "application/json", json.dumps({**document, "results_url": None}).encode(), REQUEST_ID)


def file() -> Reply:
    """``POST /v1/files``."""
    document = {"id": "file_standin", "type": "file", "filename": "f", "mime_type": "text/plain", "size_bytes": 1, "created_at": CREATED}
    return plain(200, "application/json", json.dumps(document).encode(), REQUEST_ID)


def completion(body: dict[str, Any]) -> Reply:
    """``POST /v1/complete``, the older interface."""
    document = {"id": "compl_standin", "type": "completion", "completion": TEXT, "stop_reason": "stop_sequence", "model": body.get("model")}
    return padded(str(body.get("model", "")), document, REQUEST_ID)


def models() -> Reply:
    """``GET /v1/models`` with an ``anthropic-version`` header."""
    listed = [{"type": "model", "id": name, "display_name": name, "created_at": CREATED} for name in MODELS]
    document = {"data": listed, "has_more": False, "first_id": MODELS[0], "last_id": MODELS[-1]}
    return plain(200, "application/json", json.dumps(document).encode(), REQUEST_ID)


def error(status: int, text: str) -> Reply:
    """An error in Anthropic's envelope."""
    kind = "not_found_error" if status == 404 else "invalid_request_error"
    document = {"type": "error", "error": {"type": kind, "message": text}, "request_id": REQUEST_ID[1]}
    return plain(status, "application/json", json.dumps(document).encode(), REQUEST_ID)


def _tool(body: dict[str, Any]) -> str | None:
    messages = body.get("messages") or [{}]
    tools = body.get("tools") or []
    content = messages[-1].get("content") if isinstance(messages[-1], dict) else None
    answered = isinstance(content, list) and any(isinstance(part, dict) and part.get("type") == "tool_result" for part in content)
    return None if answered or not tools else str(tools[0].get("name", "tool"))


def _use(tool: str, arguments: dict[str, str]) -> dict[str, Any]:
    return {"type": "tool_use", "id": "toolu_standin", "name": tool, "input": arguments}


def _message(model: str, stop: str | None) -> dict[str, Any]:
    return {
        "id": "msg_standin",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [],
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": {"input_tokens": 10, "output_tokens": 20},
    }


def _events(body: dict[str, Any], model: str, tool: str | None) -> Iterator[bytes]:
    def event(name: str, **fields: Any) -> bytes:
        return f"event: {name}\n".encode() + b"data: " + json.dumps({"type": name, **fields}, ensure_ascii=False).encode() + b"\n\n"

    yield event("message_start", message=_message(model, None))
    yield event("content_block_start", index=0, content_block=_use(tool, {}) if tool else {"type": "text", "text": ""})
    yield event("ping")
    if tool:
        written = json.dumps(arguments(body), ensure_ascii=False)
        for at in range(0, len(written), 7):
            delta = {"type": "input_json_delta", "partial_json": written[at : at + 7]}
            yield event("content_block_delta", index=0, delta=delta)
    else:
        for piece in cut(body):
            yield event("content_block_delta", index=0, delta={"type": "text_delta", "text": piece})
    yield event("content_block_stop", index=0)
    stop = {"stop_reason": "tool_use" if tool else "end_turn", "stop_sequence": None}
    yield event("message_delta", delta=stop, usage={"output_tokens": 20})
    yield event("message_stop")
