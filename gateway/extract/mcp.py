"""The Model Context Protocol over HTTP: JSON-RPC 2.0 requests, notifications, answers and batches of them, POSTed to a server's endpoint.

Request: ``method`` and ``params`` (``arguments`` of a tool or a prompt, ``uri`` of a resource), or ``result`` where the client answers
the server's own request (sampling, elicitation, roots). Answer: the JSON-RPC answer as JSON, or as server-sent events with the server's
notifications and requests before it. The session's id is a header, so the body tells no conversation. The older transport (an event
stream with GET, POSTs beside it) has the same bodies. Source: the specification, "Transports", revisions 2024-11-05 to 2025-11-25.
"""

from __future__ import annotations

from collections.abc import Mapping

from gateway.act import refusal, texts
from gateway.extract import blobs, joins, json_format
from gateway.extract.answer import open_stream
from gateway.extract.answer_whole import WholeTexts
from gateway.extract.api import AnswerStream, Body, LeafTransform, WireFormat
from gateway.extract.json_format import JsonBody
from gateway.extract.place import INSIDE, name
from gateway.model import Answer, Conversation, Extracted, Notice, OpaqueBody, OpaqueReason, Place, RequestHead, Speaker

ERROR = -32050
"""Of the range that JSON-RPC leaves to servers (-32000 to -32099); MCP and its SDKs use -32000 to -32003 and -32042."""

_PATHS = ("/mcp", "/sse", "/messages")
_NOT_LINES = frozenset({"jsonrpc", "method", "id", "protocolVersion", "progressToken", "mimeType"})
_SAID = frozenset({"params", "result", "error"})


class Mcp:
    """The format of MCP's messages."""

    name = "mcp"

    def operation(self, head: RequestHead) -> str | None:
        """``message`` for a POST to the usual ends of an endpoint's path; the catalogue may name others."""
        return "message" if head.method == "POST" and head.path.rstrip("/").endswith(_PATHS) else None

    def segments(self, body: Body) -> Extracted:
        """Every leaf of every message."""
        read = _read(body)
        return Extracted(read.segments(_speaker), joins.lines(read, skip=_no_line), files=read.files)

    def conversation(self, body: Body) -> Conversation:  # noqa: ARG002 - the session's id stands in a header
        """None."""
        return Conversation(None)

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed and every other byte as it was."""
        return _read(body).rebuild(changes)

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:  # noqa: ARG002 - an error ends a stream before it begins
        """A JSON-RPC error with status 403. Its id is null: the request is refused before anybody reads which one it is; clients
        know by the HTTP exchange.
        """
        data = {"code": texts.code(notice.reason), "reference": notice.reference}
        error = {"code": ERROR, "message": texts.message(notice, language), "data": data}
        return refusal.json_answer({"jsonrpc": "2.0", "id": None, "error": error}, ("x-request-id", notice.reference))

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:
        """The answer side of one response."""
        return open_stream(content_type, transform, WholeTexts(_is_said))


def _is_said(place: Place) -> bool:
    """Whether a string of an answer is somebody's words: of a result, of an error, of the parameters of what the server asks or tells."""
    own = place[1:] if place and isinstance(place[0], int) else place
    return len(own) > 1 and own[0] in _SAID


def _read(body: Body) -> JsonBody:
    read = json_format.read(body)
    if () not in read.containers:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    return blobs.opened(read)


def _speaker(place: Place) -> Speaker:
    own = place[1:] if place and isinstance(place[0], int) and place[0] >= 0 else place
    return Speaker.USER if own[:1] in {("params",), ("result",)} and len(own) > 1 else Speaker.METADATA


def _no_line(place: Place) -> bool:
    return INSIDE not in place and name(place) in _NOT_LINES and len(place) <= 3


FORMAT: WireFormat = Mcp()
