"""What the stand-in provider answers, by method and path. Pure: a request in, a reply out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from gateway.demo import (
    anthropic_replies,
    cohere_replies,
    deepl_replies,
    google_replies,
    mcp_replies,
    mistral_replies,
    ollama_replies,
    openai_family_replies,
    openai_replies,
)
from gateway.demo.exchange import Reply, Request, plain
from gateway.demo.replies import TEXT
from gateway.demo.traces import decode


def answer(request: Request) -> Reply:
    """The reply to one request: by the host's vendor, else OpenAI Chat Completions, Anthropic Messages, the list of models, a preflight;
    404 to the rest.
    """
    own = next((vendor for part, vendor in _VENDORS.items() if part in request.host), None)
    if own is not None and request.method != "OPTIONS":
        return _of_vendor(own, request)
    anthropic = bool(request.header("anthropic-version")) or "anthropic" in request.host
    match request.method, request.path:
        case "POST", "/v1/chat/completions":
            return _prompt(request, openai=True)
        case "POST", "/v1/messages":
            return _prompt(request, openai=False)
        case "POST", "/v1/messages/batches":
            return anthropic_replies.batch()
        case "POST", "/v1/files" if anthropic:
            return anthropic_replies.file()
        case "POST", "/v1/complete":
            return _of_vendor(lambda decoded: anthropic_replies.completion(json.loads(decoded.body)), request)
        case "GET" | "HEAD", "/v1/models":
            return anthropic_replies.models() if anthropic else openai_replies.models()
        case "OPTIONS", _:
            origin = request.header("origin") or "*"
            return plain(204, "text/plain", b"", ("access-control-allow-origin", origin), ("access-control-allow-methods", "POST, GET"))
        case _, "/mcp":
            return _of_vendor(mcp_replies.answer, request)
        case "POST", path if path.endswith("/chat/completions"):  # hosts that speak OpenAI's format under a prefix of their own
            return _prompt(request, openai=True)
        case "POST", path if path.startswith("/hf-inference/"):
            return plain(200, "application/json", json.dumps([{"summary_text": TEXT}]).encode())
        case "GET", "/":
            return plain(200, "text/html; charset=utf-8", "<!doctype html><title>Zkušební poskytovatel</title>".encode())
        case _:
            error: Callable[[int, str], Reply] = anthropic_replies.error if anthropic else openai_replies.error
            return (None if anthropic else openai_family_replies.answer(request)) or error(404, "no such operation")


_VENDORS: dict[str, Callable[[Request], Reply]] = {
    "generativelanguage": google_replies.answer,
    "aiplatform": google_replies.answer,
    "deepl.": deepl_replies.answer,
    "cohere.": cohere_replies.answer,
    "mistral.": mistral_replies.answer,
    "ollama": ollama_replies.answer,
}
"""By a part of the host's name."""


def _of_vendor(own: Callable[[Request], Reply], request: Request) -> Reply:
    """A vendor's reply to a request in any content coding; a plain 400 to a body that it cannot take."""
    try:
        return own(replace(request, body=decode(request.body, request.header("content-encoding"))))
    except (ValueError, AttributeError, TypeError):
        return plain(400, "text/plain", b"the body is not what this operation takes")


def _prompt(request: Request, *, openai: bool) -> Reply:
    error: Callable[[int, str], Reply] = openai_replies.error if openai else anthropic_replies.error
    try:
        document = json.loads(decode(request.body, request.header("content-encoding")))
    except ValueError:
        return error(400, "the body is not JSON in a known coding")
    if not isinstance(document, dict) or not isinstance(document.get("messages"), list) or not document["messages"]:
        return error(400, "messages are missing")
    return openai_replies.complete(document) if openai else anthropic_replies.message(document)
