"""How a client fared."""

import json

import pytest

from gateway.demo.anthropic_replies import message
from gateway.demo.openai_replies import complete
from gateway.demo.outcome import HttpAnswer, Outcome, Result, of_http, of_sdk, streamed
from gateway.demo.replies import TEXT

ASK = {"model": "m", "messages": [{"role": "user", "content": "x"}]}
NO_RETRY = {"x-should-retry": "false"}
ENVELOPE = b'{"error": {"message": "Stop", "type": "policy_violation"}}'


def body(reply_parts: object) -> bytes:
    return b"".join(part for part in reply_parts if isinstance(part, bytes))  # type: ignore[attr-defined]


HTTP = [
    (200, {}, body(complete(ASK).parts), "openai", False, Result.ANSWERED, "whole"),
    (200, {}, body(complete({**ASK, "stream": True}).parts), "openai", True, Result.ANSWERED, "streamed"),
    (200, {}, body(message({**ASK, "stream": True}).parts), "anthropic", True, Result.ANSWERED, "streamed by name"),
    (200, {}, body(message(ASK).parts), "anthropic", False, Result.ANSWERED, "whole message"),
    (200, {}, body(complete({**ASK, "stream": True}).parts)[:-20], "openai", True, Result.BROKEN, "a stream without its end"),
    (200, {}, b"<html>", "openai", False, Result.BROKEN, "a page instead of an answer"),
    (403, NO_RETRY, ENVELOPE, "openai", False, Result.STOPPED, "refused in its dialect"),
    (403, {}, ENVELOPE, "openai", False, Result.BROKEN, "refused, and SDKs might retry"),
    (403, NO_RETRY, b"<html>", "openai", False, Result.BROKEN, "refused with a page"),
    (502, {}, b"", "openai", False, Result.BROKEN, "a broken gateway"),
]


@pytest.mark.parametrize(("status", "headers", "content", "vendor", "stream", "result"), [r[:6] for r in HTTP], ids=[r[6] for r in HTTP])
def test_of_http(status: int, headers: dict[str, str], content: bytes, vendor: str, stream: bool, result: Result) -> None:
    """Only the whole answer is an answer, and only the vendor's own refusal is a refusal."""
    assert of_http(HttpAnswer(status, headers, content), vendor, stream=stream).result is result  # type: ignore[arg-type]


SDK = [
    ({"ok": True, "text": TEXT, "tools": [], "requests": 1}, Result.ANSWERED, "the text"),
    ({"ok": True, "text": "", "tools": [{"name": "n"}], "requests": 1}, Result.ANSWERED, "a tool call"),
    ({"ok": True, "text": TEXT[:9], "tools": [], "requests": 1}, Result.BROKEN, "cut short"),
    ({"ok": False, "error": "PermissionDeniedError", "requests": 1}, Result.STOPPED, "refused once"),
    ({"ok": False, "error": "PermissionDeniedError", "requests": 3}, Result.BROKEN, "refused after retries"),
    ({"ok": False, "error": "InternalServerError", "requests": 3}, Result.BROKEN, "another error"),
]


@pytest.mark.parametrize(("line", "result"), [row[:2] for row in SDK], ids=[row[2] for row in SDK])
def test_of_sdk(line: dict[str, object], result: Result) -> None:
    """A refusal counts when the SDK raised it at the first request."""
    assert of_sdk(line).result is result


def test_streams_need_their_end() -> None:
    """A stream without its terminal event is an error."""
    for vendor in ("openai", "anthropic"):
        with pytest.raises(ValueError, match="no end"):
            streamed(b"", vendor)  # type: ignore[arg-type]


def test_notes_hold_no_answer() -> None:
    """What is said about a broken answer does not repeat it."""
    outcome = of_http(HttpAnswer(200, {}, json.dumps({"x": "tajné"}).encode()), "openai", stream=False)
    assert outcome == Outcome(Result.BROKEN, "answer in another shape")
