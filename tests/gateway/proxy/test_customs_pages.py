"""Requests of chat pages judged whole: a clean one leaves as it came, a finding is answered where the page shows it."""

from __future__ import annotations

import asyncio
import json
from urllib.parse import urlencode

import pytest

from allowlist.answers import Approved, Role
from gateway.model import RequestHead
from gateway.pipeline import Request
from gateway.proxy.outcome import Forward, Outcome, Progress, Stop
from support.customs import customs
from support.proxy import VALUE

JSON = "application/json"
FORM = "application/x-www-form-urlencoded;charset=utf-8"
EVENTS = "text/event-stream; charset=utf-8"


def f_req(value: object) -> bytes:
    return urlencode({"f.req": json.dumps(value)}).encode()


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()


PAGES = [
    ("chatgpt_web", JSON, lambda text: as_json({"messages": [{"author": {"role": "user"}, "content": {"parts": [text]}}]}), EVENTS),
    ("claude_web", JSON, lambda text: as_json({"prompt": "x", "attachments": [{"extracted_content": text}]}), EVENTS),
    ("gemini_web", FORM, lambda text: f_req([None, json.dumps([[text]])]), "application/json; charset=utf-8"),
    ("notebooklm_web", FORM, lambda text: f_req([None, json.dumps([[], text])]), "application/json; charset=utf-8"),
    ("google_translate_web", FORM, lambda text: f_req([[["MkEWBc", json.dumps([[text, "cs", "en"]]), None, "generic"]]]), "application/json; charset=utf-8"),
    ("le_chat_web", JSON, lambda text: as_json({"chatId": "c", "messageInput": text}), "text/plain; charset=utf-8"),
    ("perplexity_web", JSON, lambda text: as_json({"query_str": "x", "params": {"dsl_query": text}}), EVENTS),
    ("grok_web", JSON, lambda text: as_json({"message": text}), JSON),
    ("duck_ai_web", JSON, lambda text: as_json({"messages": [{"role": "user", "content": text}]}), EVENTS),
]  # fmt: skip


def judged(name: str, content_type: str, body: bytes, **headers: str) -> tuple[Outcome, str]:
    """The outcome, and the reference of the event it left."""
    made, _, recorder = customs()
    head = RequestHead("https", "page.example", 443, "POST", "/ask", "", (("content-type", content_type), *headers.items()))
    outcome = asyncio.run(
        made.inspect(Request(head, body, Approved("page", "ask", Role.PROMPT, "test", name), 100_000), "proxy", Progress())
    )
    return outcome, recorder.events[0].id if recorder.events else ""


@pytest.mark.parametrize(("name", "content_type", "made", "answered"), PAGES, ids=[row[0] for row in PAGES])
def test_pages(name, content_type, made, answered):  # type: ignore[no-untyped-def]
    """A clean request leaves byte for byte; a finding is an answer of the page with kind and reference, and without the value."""
    clean, _ = judged(name, content_type, made("Dobrý den"))
    assert isinstance(clean, Forward)
    assert clean.body == made("Dobrý den")
    stopped, reference = judged(name, content_type, made(f"rodné číslo {VALUE}"))
    assert isinstance(stopped, Stop)
    assert (stopped.answer.status, dict(stopped.answer.headers)["content-type"]) == (200, answered)
    text = stopped.answer.body.decode()
    assert "rodné číslo" in text
    assert reference in text
    assert VALUE not in text


@pytest.mark.parametrize(("identifier", "repeated"), [("0b6c5a50-8dee-4f4b-9d0a-1f6a7a1d2c3b", True), (VALUE, False), ("x" + VALUE, False)])
def test_a_refusal_names_the_conversation(identifier: str, repeated: bool) -> None:
    """The page is told which conversation is answered, but never with a value that was found."""
    made = as_json({"messages": [{"author": {"role": "user"}, "content": {"parts": [VALUE]}}], "conversation_id": identifier})
    stopped, _ = judged("chatgpt_web", JSON, made)
    assert isinstance(stopped, Stop)
    assert (identifier in stopped.answer.body.decode()) is repeated


@pytest.mark.parametrize(("name", "content_type", "made", "answered"), PAGES, ids=[row[0] for row in PAGES])
def test_what_cannot_be_read_is_an_error(name, content_type, made, answered):  # type: ignore[no-untyped-def]
    """A body that nobody can read never leaves; nothing tells whether the page waits for a stream, so the refusal is an error."""
    stopped, reference = judged(name, content_type, made("x")[:-3])
    assert isinstance(stopped, Stop)
    assert stopped.answer.status == 403
    assert reference in stopped.answer.body.decode()


def test_a_small_call_may_have_no_body() -> None:
    """What is walked has no shape that could be missing; a prompt with a shape and no body is still an error."""
    assert judged("walk", JSON, b"") == (Forward(None), "")
    assert isinstance(judged("chatgpt_web", JSON, b"")[0], Stop)
