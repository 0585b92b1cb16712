"""The stand-in's other OpenAI operations: Responses, older completions, embeddings, files, and those that make an object. Shapes: OpenAI
API reference.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from gateway.demo.exchange import Reply, Request, plain
from gateway.demo.openai_replies import CREATED, REQUEST_ID, error
from gateway.demo.replies import TEXT, event_stream, padded, pieces
from gateway.demo.traces import decode


def answer(request: Request) -> Reply | None:
    """The reply to one operation, also under the prefix of a compatible host; None when it is none of these."""
    kind = next((kind for path, kind in _PATHS.items() if path.fullmatch(request.path)), None)
    if request.method != "POST" or kind is None:
        return None
    if request.header("content-type").startswith("multipart/form-data"):
        return _json(_MADE[kind])
    try:
        body = json.loads(decode(request.body, request.header("content-encoding")))
    except ValueError:
        return error(400, "the body is not JSON in a known coding")
    if not isinstance(body, dict):
        return error(400, "the body is no object")
    return _REPLIES[kind](body) if kind in _REPLIES else _json(_MADE[kind])


def _responses(body: dict[str, Any]) -> Reply:
    model = str(body.get("model", ""))
    done = _response(model, [_message()], "completed")
    return event_stream(model, _response_events(model, done), REQUEST_ID) if body.get("stream") else padded(model, done, REQUEST_ID)


def _response(model: str, output: list[dict[str, Any]], status: str) -> dict[str, Any]:
    return {
        "id": "resp_standin", "object": "response", "created_at": CREATED, "status": status, "model": model, "output": output,
        "parallel_tool_calls": True, "tool_choice": "auto", "tools": [], "error": None, "incomplete_details": None, "instructions": None,
        "metadata": {},
    }  # fmt: skip


def _message() -> dict[str, Any]:
    part = {"type": "output_text", "text": TEXT, "annotations": [], "logprobs": []}
    return {"type": "message", "id": "msg_standin", "role": "assistant", "status": "completed", "content": [part]}


def _response_events(model: str, done: dict[str, Any]) -> Iterator[bytes]:
    number = 0

    def event(kind: str, **fields: Any) -> bytes:
        nonlocal number
        number += 1
        data = json.dumps({"type": kind, "sequence_number": number, **fields}, ensure_ascii=False)
        return f"event: {kind}\ndata: {data}\n\n".encode()

    message = _message()
    empty = {**message, "status": "in_progress", "content": []}
    where = {"item_id": message["id"], "output_index": 0, "content_index": 0}
    yield event("response.created", response=_response(model, [], "in_progress"))
    yield event("response.output_item.added", output_index=0, item=empty)
    yield event("response.content_part.added", **where, part={**message["content"][0], "text": ""})
    for piece in pieces(TEXT):
        yield event("response.output_text.delta", **where, delta=piece, logprobs=[])
    yield event("response.output_text.done", **where, text=TEXT, logprobs=[])
    yield event("response.content_part.done", **where, part=message["content"][0])
    yield event("response.output_item.done", output_index=0, item=message)
    yield event("response.completed", response=done)


def _completions(body: dict[str, Any]) -> Reply:
    model = str(body.get("model", ""))
    base = {"id": "cmpl-standin", "object": "text_completion", "created": CREATED, "model": model}

    def choice(text: str, finish: str | None) -> dict[str, Any]:
        return {**base, "choices": [{"index": 0, "text": text, "logprobs": None, "finish_reason": finish}]}

    if not body.get("stream"):
        return padded(model, choice(TEXT, "stop"), REQUEST_ID)
    chunks = [*(choice(piece, None) for piece in pieces(TEXT)), choice("", "stop")]
    lines = [*(json.dumps(chunk, ensure_ascii=False) for chunk in chunks), "[DONE]"]
    return event_stream(model, (f"data: {line}\n\n".encode() for line in lines), REQUEST_ID)


def _embeddings(body: dict[str, Any]) -> Reply:
    given = body.get("input")
    count = len(given) if isinstance(given, list) else 1
    data = [{"object": "embedding", "index": index, "embedding": [0.5, 0.25]} for index in range(count)]
    return _json({"object": "list", "model": str(body.get("model", "")), "data": data, "usage": {"prompt_tokens": 1, "total_tokens": 1}})


_REPLIES: Mapping[str, Callable[[dict[str, Any]], Reply]] = {
    "responses": _responses,
    "completions": _completions,
    "embeddings": _embeddings,
}
_SMALL = {"bytes": 1, "created_at": CREATED, "filename": "x", "purpose": "assistants"}
_MADE: Mapping[str, dict[str, Any]] = {
    "files": {"id": "file-standin", "object": "file", "status": "processed", **_SMALL},
    "images": {"created": CREATED, "data": [{"b64_json": "AAAA", "revised_prompt": TEXT}]},
    "moderations": {"id": "modr-standin", "model": "m", "results": [{"flagged": False, "categories": {}, "category_scores": {}}]},
    "batches": {
        "id": "batch_standin", "object": "batch", "endpoint": "/v1/chat/completions", "input_file_id": "file-standin",
        "completion_window": "24h", "status": "validating", "created_at": CREATED,
    },
    "vector_stores": {"id": "vs_standin", "object": "vector_store", "created_at": CREATED, "name": "x", "status": "completed"},
    "conversations": {"id": "conv_standin", "object": "conversation", "created_at": CREATED, "metadata": {}},
    "threads": {"id": "thread_standin", "object": "thread", "created_at": CREATED, "metadata": {}},
    "messages": {
        "id": "msg_standin", "object": "thread.message", "created_at": CREATED, "thread_id": "thread_standin", "role": "user",
        "content": [], "attachments": [], "metadata": {},
    },
    "uploads": {"id": "upload_standin", "object": "upload", "status": "pending", "expires_at": CREATED, **_SMALL},
}  # fmt: skip
_PATHS = {
    re.compile(f"(?:/[A-Za-z0-9._-]+)*{path}"): kind
    for path, kind in {
        "/responses": "responses",
        "/completions": "completions",
        "/embeddings": "embeddings",
        "/files": "files",
        "/images/(?:generations|edits)": "images",
        "/moderations": "moderations",
        "/batches": "batches",
        "/vector_stores": "vector_stores",
        "/conversations": "conversations",
        "/threads": "threads",
        "/threads/[a-z_0-9]+/messages": "messages",
        "/uploads": "uploads",
    }.items()
}


def _json(document: dict[str, Any]) -> Reply:
    return plain(200, "application/json", json.dumps(document, ensure_ascii=False).encode(), REQUEST_ID)
