"""Refusals of Google's APIs: the JSON form of ``google.rpc.Status``, for everything under ``googleapis.com``.

Status 403 and ``PERMISSION_DENIED`` make google-genai raise ``ClientError`` once. ``ErrorInfo`` (google.rpc.error_details) tells
programs why: its reason is UPPER_SNAKE_CASE, its domain is who says so. Source: AIP-193 and google-genai ``errors.py``.
"""

from __future__ import annotations

from gateway.act import findings, refusal, texts
from gateway.model import Answer, Notice

DOMAIN = "celnice"


def answer(notice: Notice, language: str) -> Answer:
    """``{"error": {"code", "message", "status", "details": [ErrorInfo]}}`` with status 403."""
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": texts.code(notice.reason).upper(),
        "domain": DOMAIN,
        "metadata": {"reference": notice.reference, **findings.as_texts(notice)},
    }
    error = {"code": refusal.REFUSED, "message": texts.message(notice, language), "status": "PERMISSION_DENIED", "details": [info]}
    return refusal.json_answer({"error": error}, ("x-request-id", notice.reference))
