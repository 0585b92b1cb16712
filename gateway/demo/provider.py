"""What the stand-in provider answers, by method and path. Pure: a request in, a reply out."""

from __future__ import annotations

import json
from collections.abc import Callable

from gateway.demo import anthropic_replies, openai_replies
from gateway.demo.exchange import Reply, Request, plain
from gateway.demo.traces import decode


def answer(request: Request) -> Reply:
    """The reply to one request: OpenAI Chat Completions, Anthropic Messages, the list of models, a preflight; 404 to the rest."""
    anthropic = bool(request.header("anthropic-version")) or "anthropic" in request.host
    match request.method, request.path:
        case "POST", "/v1/chat/completions":
            return _prompt(request, openai=True)
        case "POST", "/v1/messages":
            return _prompt(request, openai=False)
        case "GET" | "HEAD", "/v1/models":
            return anthropic_replies.models() if anthropic else openai_replies.models()
        case "OPTIONS", _:
            origin = request.header("origin") or "*"
            return plain(204, "text/plain", b"", ("access-control-allow-origin", origin), ("access-control-allow-methods", "POST, GET"))
        case "GET", "/":
            return plain(200, "text/html; charset=utf-8", "<!doctype html><title>Zkušební poskytovatel</title>".encode())
        case _:
            error: Callable[[int, str], Reply] = anthropic_replies.error if anthropic else openai_replies.error
            return error(404, "no such operation")


def _prompt(request: Request, *, openai: bool) -> Reply:
    error: Callable[[int, str], Reply] = openai_replies.error if openai else anthropic_replies.error
    try:
        document = json.loads(decode(request.body, request.header("content-encoding")))
    except ValueError:
        return error(400, "the body is not JSON in a known coding")
    if not isinstance(document, dict) or not isinstance(document.get("messages"), list) or not document["messages"]:
        return error(400, "messages are missing")
    return openai_replies.complete(document) if openai else anthropic_replies.message(document)
