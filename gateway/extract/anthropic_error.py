"""The refusal in Anthropic's envelope, which its SDK raises as ``PermissionDeniedError``, once.

``{"type": "error", "error": {"type", "message"}, "request_id"}`` with status 403 and ``x-should-retry: false``. Source: the API docs,
"Errors", and anthropic-sdk-python ``_base_client.py``.
"""

from __future__ import annotations

from gateway.act import findings, refusal, texts
from gateway.model import Answer, Notice


def answer(notice: Notice, language: str) -> Answer:
    """The refusal, the same for a stream and for a whole answer."""
    error = {"type": "permission_error", "message": texts.message(notice, language), **findings.details(notice)}
    envelope = {"type": "error", "error": error, "request_id": notice.reference}
    return refusal.json_answer(envelope, ("request-id", notice.reference))
