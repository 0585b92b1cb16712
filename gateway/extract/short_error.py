"""Refusals in the two shortest envelopes: Cohere's ``{"message"}``, and ``{"error"}`` of Ollama and Hugging Face. Status 403.

The SDKs raise ``ForbiddenError``, ``ResponseError`` and ``HfHubHTTPError``, each once. Source: cohere ``errors``, ollama
``_types.py``, huggingface_hub ``utils/_http.py``.
"""

from __future__ import annotations

from gateway.act import refusal, texts
from gateway.model import Answer, Notice


def message(notice: Notice, language: str) -> Answer:
    """``{"message", "id"}``."""
    envelope = {"message": texts.message(notice, language), "id": notice.reference}
    return refusal.json_answer(envelope, ("x-request-id", notice.reference))


def error(notice: Notice, language: str) -> Answer:
    """``{"error", "code"}``."""
    envelope = {"error": texts.message(notice, language), "code": texts.code(notice.reason)}
    return refusal.json_answer(envelope, ("x-request-id", notice.reference))
