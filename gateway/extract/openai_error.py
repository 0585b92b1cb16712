"""The refusal in OpenAI's envelope, which its SDK and those of compatible hosts raise as an exception of their own, once.

``{"error": {"message", "type", "param", "code"}}`` and our details, with status 403 (``PermissionDeniedError``) and
``x-should-retry: false``. Source: the API reference, "Errors", and openai-python ``_base_client.py``.
"""

from __future__ import annotations

from gateway.act import findings, refusal, texts
from gateway.model import Answer, Notice


def answer(notice: Notice, language: str) -> Answer:
    """The refusal, the same for a stream and for a whole answer: a stream that has not begun may still be a 403."""
    error = {
        "message": texts.message(notice, language),
        "type": "policy_violation",
        "param": None,
        "code": texts.code(notice.reason),
        **findings.details(notice),
    }
    return refusal.json_answer({"error": error}, ("x-request-id", notice.reference))
