"""Ollama's generation and embeddings: ``POST /api/generate``, ``/api/embed``, ``/api/embeddings``; models made of texts: ``/api/create``.

Request: ``prompt``, ``system``, ``suffix``, ``template``, ``images[]`` in bare base64, ``input`` (a string or several). ``context`` of an
earlier answer are token ids: opaque. Source: Ollama's ``docs/api.md``.
"""

from __future__ import annotations

from gateway.extract import short_error, tokens
from gateway.extract.api import WireFormat
from gateway.extract.json_api import Dialect, JsonApi, by_name
from gateway.extract.ollama_answer import OllamaAnswer
from gateway.model import Speaker

_SPEAKERS = dict.fromkeys(("prompt", "suffix", "input", "images", "messages"), Speaker.USER) | {"system": Speaker.SYSTEM}

FORMAT: WireFormat = JsonApi(
    "ollama_generate",
    {"generate": "/api/generate", "embed": "/api/embed", "embeddings": "/api/embeddings", "create": "/api/create"},
    Dialect(by_name(_SPEAKERS), check=tokens.refuse("context", "input", "prompt")),
    shape=OllamaAnswer,
    refuse=short_error.error,
)
