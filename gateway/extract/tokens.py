"""Numbers of a tokenizer in place of words: embeddings and older completions take them, and LangChain sends them by default.

No library that is kept up and carries the vocabularies with it can be had, so what they stand for cannot be said: such a body is opaque.
"""

from __future__ import annotations

from collections.abc import Callable

from gateway.extract.json_format import JsonBody
from gateway.extract.json_text import LeafKind
from gateway.model import OpaqueBody, OpaqueReason


def refuse(*names: str) -> Callable[[JsonBody], None]:
    """A check that raises OpaqueBody(TOKENS) where one of these top-level names holds numbers, in lists or alone."""

    def check(body: JsonBody) -> None:
        for place, leaf in body.top.items():
            if leaf.kind is LeafKind.NUMBER and place and place[0] in names and not any(isinstance(part, str) for part in place[1:]):
                raise OpaqueBody(OpaqueReason.TOKENS)

    return check
