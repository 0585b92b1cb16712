"""The stand-in's Gemini API side. Shapes: Gemini API reference, "generateContent", "streamGenerateContent", "embedContent", "files"."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gateway.demo import anthropic_replies
from gateway.demo.exchange import Reply, Request, plain
from gateway.demo.replies import MODELS, TEXT, TOOL_ARGUMENTS, event_stream, paced, padded, pieces

REQUEST_ID = ("x-request-id", "req_stand_in")
_USAGE = {"promptTokenCount": 10, "candidatesTokenCount": 20, "totalTokenCount": 30}
_FILE = {
    "name": "files/stand-in",
    "uri": "https://generativelanguage.googleapis.com/v1beta/files/stand-in",
    "state": "ACTIVE",
    "mimeType": "text/plain",
}


def answer(request: Request) -> Reply:
    """The reply to one request under ``generativelanguage.googleapis.com``."""
    if request.path.startswith("/upload/"):
        return _upload(request)
    if request.method == "GET" and request.path.endswith("/models"):
        return _json({"models": [{"name": f"models/{name}", "displayName": name} for name in MODELS]})
    try:
        body = json.loads(request.body or b"{}")
    except ValueError:
        return error(400, "INVALID_ARGUMENT", "the body is not JSON")
    if not isinstance(body, dict):
        return error(400, "INVALID_ARGUMENT", "the body is not an object")
    return _method(request, body)


def error(status: int, name: str, message: str) -> Reply:
    """An error as ``google.rpc.Status`` in JSON."""
    return plain(
        status, "application/json", json.dumps({"error": {"code": status, "message": message, "status": name}}).encode(), REQUEST_ID
    )


def _method(request: Request, body: dict[str, Any]) -> Reply:
    path, _, method = request.path.rpartition(":")
    model = path.rpartition("/")[2]
    match method:
        case "generateContent":
            return padded(model, _response(model, [_said(body)], "STOP"), REQUEST_ID)
        case "streamGenerateContent":
            responses = _responses(model, body)
            if "alt=sse" in request.query:
                events = (b"data: " + json.dumps(one, ensure_ascii=False).encode() + b"\r\n\r\n" for one in responses)
                return event_stream(model, events, REQUEST_ID)
            return Reply(200, (("content-type", "application/json; charset=UTF-8"), REQUEST_ID), paced(model, _array(responses)))
        case "rawPredict" | "streamRawPredict":  # a publisher's own body
            return anthropic_replies.message({**body, "model": model})
        case "countTokens":
            return _json({"totalTokens": 10})
        case "embedContent":
            return _json({"embedding": {"values": [0.1, 0.2]}})
        case "batchEmbedContents":
            return _json({"embeddings": [{"values": [0.1, 0.2]} for _ in body.get("requests", ())]})
        case _ if request.path.endswith("/cachedContents"):
            return _json({"name": "cachedContents/stand-in", "model": body.get("model", "")})
        case _:
            return error(404, "NOT_FOUND", "no such method")


def _said(body: dict[str, Any]) -> dict[str, Any]:
    """A function call when functions are offered and none has answered yet, else text."""
    tools = body.get("tools") or ()
    declared = [one for tool in tools for one in tool.get("functionDeclarations") or tool.get("function_declarations") or ()]
    last = (body.get("contents") or [{}])[-1]
    answered = any("functionResponse" in part for part in last.get("parts", ()) if isinstance(part, dict))
    return {"functionCall": {"name": declared[0]["name"], "args": TOOL_ARGUMENTS}} if declared and not answered else {"text": TEXT}


def _response(model: str, parts: list[dict[str, Any]], finish: str | None = None) -> dict[str, Any]:
    candidate: dict[str, Any] = {"content": {"parts": parts, "role": "model"}, "index": 0}
    if finish:
        candidate["finishReason"] = finish
    return {"candidates": [candidate], "usageMetadata": _USAGE, "modelVersion": model, "responseId": "stand-in"}


def _responses(model: str, body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    said = _said(body)
    if "text" not in said:
        yield _response(model, [said], "STOP")
        return
    for piece in pieces(TEXT):
        yield _response(model, [{"text": piece}])
    yield _response(model, [{"text": ""}], "STOP")


def _array(responses: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    """One JSON array, element by element, as the API writes it without ``alt=sse``."""
    before = "["
    for one in responses:
        yield (before + json.dumps(one, ensure_ascii=False, indent=2)).encode()
        before = ",\r\n"
    yield b"]"


def _upload(request: Request) -> Reply:
    """The resumable protocol: an address for the bytes, then the file's record."""
    if "start" in request.header("x-goog-upload-command"):
        address = f"https://{request.host}{request.path}?upload_id=stand-in&upload_protocol=resumable"
        return plain(200, "application/json", b"{}", ("x-goog-upload-url", address), ("x-goog-upload-status", "active"))
    return plain(200, "application/json", json.dumps({"file": _FILE}).encode(), ("x-goog-upload-status", "final"))


def _json(document: dict[str, Any]) -> Reply:
    return plain(200, "application/json; charset=UTF-8", json.dumps(document, ensure_ascii=False).encode(), REQUEST_ID)
