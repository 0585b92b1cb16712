"""The stand-in's Ollama side: lines of JSON. Shapes: Ollama's docs/api.md, "Chat", "Generate" and "Embed"."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gateway.demo.exchange import Reply, Request, plain
from gateway.demo.replies import TEXT, paced, pieces

CREATED = "2026-01-01T00:00:00Z"
_END = {"done": True, "done_reason": "stop", "total_duration": 1, "prompt_eval_count": 10, "eval_count": 20}


def answer(request: Request) -> Reply:
    """The reply to one request of its own API. Streams unless told not to."""
    body: dict[str, Any] = json.loads(request.body or b"{}")
    model = str(body.get("model", ""))
    match request.method, request.path:
        case "POST", "/api/chat" | "/api/generate":
            chat = request.path == "/api/chat"
            if body.get("stream", True):
                return Reply(200, (("content-type", "application/x-ndjson"),), paced(model, _lines(model, chat=chat)))
            return _json({**_said(model, TEXT, chat=chat), **_END})
        case "POST", "/api/embed":
            return _json({"model": model, "embeddings": [[0.1, 0.2]]})
        case "GET", "/api/tags":
            return _json({"models": [{"model": "stand-in", "modified_at": CREATED, "size": 1}]})
        case _:
            return _json({"error": "no such operation"}, 404)


def _said(model: str, text: str, *, chat: bool) -> dict[str, Any]:
    holder: dict[str, Any] = {"message": {"role": "assistant", "content": text}} if chat else {"response": text}
    return {"model": model, "created_at": CREATED, **holder, "done": False}


def _lines(model: str, *, chat: bool) -> Iterator[bytes]:
    for piece in pieces(TEXT):
        yield json.dumps(_said(model, piece, chat=chat), ensure_ascii=False).encode() + b"\n"
    yield json.dumps({**_said(model, "", chat=chat), **_END}).encode() + b"\n"


def _json(document: dict[str, Any], status: int = 200) -> Reply:
    return plain(status, "application/json; charset=utf-8", json.dumps(document, ensure_ascii=False).encode())
