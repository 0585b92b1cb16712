"""GraphQL over HTTP: ``{"query", "variables", "operationName", "extensions"}`` as JSON, a batch of such, a form, or the bare document.

The first three are read like any JSON or form, also where clients put ``variables`` as JSON into a string; here is the bare document,
in which what a user wrote stands between quotes with JSON's escapes, or between three quotes (GraphQL specification, October 2021,
2.9.4). Source: "GraphQL over HTTP" draft, 4 to 6.
"""

from __future__ import annotations

from gateway.extract.api import Body
from gateway.extract.budget import Budget
from gateway.extract.pieces import Pieces, kept, piece

MEDIA = "application/graphql"
"""The media type of a bare document. ``application/graphql+json`` is JSON like any other."""


def read(body: Body) -> Pieces:
    """Reads a bare document: one text, scanned as written and with its escapes decoded. Raises OpaqueBody(CHARSET)."""
    return kept([piece(body.content, ("document",), Budget())])
