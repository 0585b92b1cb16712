"""OpenAI Embeddings, and every host that speaks it: ``POST /v1/embeddings``. ``input`` is a text or several; token ids are opaque.

Texts in one list are neighbours: splitters cut a document where it suits them. Answers are numbers. Source: the API reference,
"Embeddings".
"""

from __future__ import annotations

from gateway.extract import tokens
from gateway.extract.api import WireFormat
from gateway.extract.json_api import Dialect, JsonApi, by_name
from gateway.model import Speaker

FORMAT: WireFormat = JsonApi(
    "openai_embeddings",
    {"embeddings": "/embeddings"},
    Dialect(by_name({"input": Speaker.USER, "inputs": Speaker.USER}), check=tokens.refuse("input", "inputs")),
)
