"""The stand-in's Cohere side. Shapes: Cohere API reference, "Chat" (v2) and its streaming events, "Embed"."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gateway.demo.exchange import Reply, Request, plain
from gateway.demo.replies import TEXT, event_stream, pieces

REQUEST_ID = ("x-request-id", "req_stand_in")
_USAGE = {"billed_units": {"input_tokens": 10, "output_tokens": 20}, "tokens": {"input_tokens": 10, "output_tokens": 20}}


def answer(request: Request) -> Reply:
    """The reply to one request under ``api.cohere.com``."""
    body: dict[str, Any] = json.loads(request.body or b"{}")
    match request.method, request.path:
        case "POST", "/v2/chat":
            if body.get("stream"):
                return event_stream(str(body.get("model", "")), _events(), REQUEST_ID)
            message = {"role": "assistant", "content": [{"type": "text", "text": TEXT}]}
            return _json({"id": "stand-in", "finish_reason": "COMPLETE", "message": message, "usage": _USAGE})
        case "POST", "/v2/embed":
            return _json(
                {"id": "stand-in", "embeddings": {"float": [[0.1, 0.2] for _ in body.get("texts", ())]}, "texts": body.get("texts", [])}
            )
        case "POST", "/v2/rerank":
            return _json({"id": "stand-in", "results": [{"index": 0, "relevance_score": 0.9}]})
        case _:
            return _json({"message": "no such operation"}, 404)


def _events() -> Iterator[bytes]:
    def event(kind: str, **fields: Any) -> bytes:
        return f"event: {kind}\n".encode() + b"data: " + json.dumps({"type": kind, **fields}, ensure_ascii=False).encode() + b"\n\n"

    yield event(
        "message-start",
        id="stand-in",
        delta={"message": {"role": "assistant", "content": [], "tool_plan": "", "tool_calls": [], "citations": []}},
    )
    yield event("content-start", index=0, delta={"message": {"content": {"type": "text", "text": ""}}})
    for piece in pieces(TEXT):
        yield event("content-delta", index=0, delta={"message": {"content": {"text": piece}}})
    yield event("content-end", index=0)
    yield event("message-end", delta={"finish_reason": "COMPLETE", "usage": _USAGE})


def _json(document: dict[str, Any], status: int = 200) -> Reply:
    return plain(status, "application/json", json.dumps(document, ensure_ascii=False).encode(), REQUEST_ID)
