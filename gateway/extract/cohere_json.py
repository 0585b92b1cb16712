"""Cohere's operations without a history: ``/v1`` and ``/v2`` ``embed``, ``rerank``, ``classify``, ``tokenize``, ``detokenize``, jobs.

Request: ``texts[]``, ``images[]`` (data: URIs), ``inputs[]`` (strings, or ``content`` in parts), ``query``, ``documents[]``,
``examples[]``, ``text``. ``tokens`` of ``detokenize`` are opaque. Source: the API reference, "Embed (v2)", "Rerank (v2)".
"""

from __future__ import annotations

from gateway.extract import short_error, tokens
from gateway.extract.api import WireFormat
from gateway.extract.json_api import Dialect, JsonApi, by_name
from gateway.model import Speaker

_TEXTS = ("texts", "images", "inputs", "query", "documents", "examples", "text", "tokens")

FORMAT: WireFormat = JsonApi(
    "cohere_json",
    {
        "embed": "/v[12]/embed",
        "rerank": "/v[12]/rerank",
        "classify": "/v1/classify",
        "tokenize": "/v1/tokenize",
        "detokenize": "/v1/detokenize",
        "embed.jobs": "/v1/embed-jobs",
        "connectors": "/v1/connectors(?:/[A-Za-z0-9._-]+)?",
    },
    Dialect(by_name(dict.fromkeys(_TEXTS, Speaker.USER)), check=tokens.refuse("tokens")),
    refuse=short_error.message,
)
