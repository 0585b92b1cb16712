"""The stand-in's Mistral side, where it differs from OpenAI's. Shapes: Mistral API reference, "Embeddings" and "Files"."""

from __future__ import annotations

import json
from typing import Any

from gateway.demo.exchange import Reply, Request, plain
from gateway.demo.openai_replies import CREATED, REQUEST_ID, complete, error, models

_USAGE = {"prompt_tokens": 10, "completion_tokens": 0, "total_tokens": 10}
_FILE = {
    "id": "5e1f1e00-0000-4000-8000-000000000001",
    "object": "file",
    "bytes": 1,
    "created_at": CREATED,
    "filename": "f",
    "purpose": "batch",
    "sample_type": "batch_request",
    "source": "upload",
}


def answer(request: Request) -> Reply:
    """The reply to one request under ``api.mistral.ai``."""
    match request.method, request.path:
        case "POST", "/v1/chat/completions":
            return complete(json.loads(request.body))
        case "POST", "/v1/embeddings":
            return _json(_embeddings(json.loads(request.body)))
        case "POST", "/v1/files":
            return _json(_FILE)
        case "GET", "/v1/models":
            return models()
        case _:
            return error(404, "no such operation")


def _embeddings(body: dict[str, Any]) -> dict[str, Any]:
    given = body.get("input", [])
    number = len(given) if isinstance(given, list) else 1
    listed = [{"object": "embedding", "index": at, "embedding": [0.1, 0.2]} for at in range(number)]
    return {"id": "embd-standin", "object": "list", "model": body.get("model", ""), "data": listed, "usage": _USAGE}


def _json(document: dict[str, Any]) -> Reply:
    return plain(200, "application/json", json.dumps(document).encode(), REQUEST_ID)
