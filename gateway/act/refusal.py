"""Refusals without a dialect: JSON or plain text for hosts that have no wire format, and the empty answer to telemetry.

403 by default: SDKs and browsers ask again after 408, 409, 429 and 5xx. ``x-should-retry`` is what the OpenAI and Anthropic SDKs heed
first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gateway.act import findings, page, texts
from gateway.model import Answer, Notice, RequestHead

REFUSED = 403


def json_answer(value: Mapping[str, Any], *headers: tuple[str, str], status: int = REFUSED) -> Answer:
    """A refusal with this JSON as its body; ``headers`` come on top of those that every refusal has.

    ``status`` is another one only where a vendor's SDK takes 403 for something else; it must be one that nobody tries again.
    """
    return _answer("application/json; charset=utf-8", json.dumps(value, ensure_ascii=False), headers, status)


def generic_json(notice: Notice, language: str) -> Answer:
    """``{"error": {"message", "type", "code", "reference"}}``."""
    error = {
        "message": texts.message(notice, language),
        "type": "policy_violation",
        "code": texts.code(notice.reason),
        "reference": notice.reference,
        **findings.details(notice),
    }
    return json_answer({"error": error}, ("x-request-id", notice.reference))


def plain(notice: Notice, language: str) -> Answer:
    """One paragraph of plain text, for command lines."""
    return _answer("text/plain; charset=utf-8", texts.message(notice, language) + "\n", (("x-request-id", notice.reference),))


def telemetry() -> Answer:
    """204 without a body: the tool believes its measurements arrived and does not send them again."""
    return Answer(204, (("cache-control", "no-store"),), b"")


def refuse(head: RequestHead, notice: Notice, language: str) -> Answer:
    """The refusal that suits this request: a page for a browser's navigation, JSON where the client speaks it, else plain text."""
    if page.wants_page(head):
        return page.answer(notice, language)
    spoken = ",".join((*head.values("accept"), *head.values("content-type"))).lower()
    return generic_json(notice, language) if "json" in spoken else plain(notice, language)


def _answer(content_type: str, body: str, headers: tuple[tuple[str, str], ...], status: int = REFUSED) -> Answer:
    every = (
        ("content-type", content_type),
        ("cache-control", "no-store"),
        ("x-should-retry", "false"),
        ("x-content-type-options", "nosniff"),
    )
    return Answer(status, (*every, *headers), body.encode("utf-8"))
