"""The generic walk: for tools whose register entry says ``unknown = "walk"``, and for small operations whose shape matters to nobody.

Every leaf of a body is scanned, by its carrier: JSON (tRPC, GraphQL and JSON-RPC are JSON), lines of JSON, forms of both sorts, GraphQL
documents, events, SignalR records, plain text, protobuf and its frames. It knows nothing of the tool, so it tells no speaker and no
conversation, reads nothing of the answer, and its refusal is a plain one. Any other body is opaque.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gateway.act import refusal
from gateway.extract import content_type, form, graphql, grpc_web, joins, json_format, multipart, pieces, protobuf, signalr, sse_body
from gateway.extract.answer import PassThrough
from gateway.extract.api import AnswerStream, Body, LeafTransform, WireFormat
from gateway.extract.budget import Budget
from gateway.extract.json_format import JsonBody
from gateway.extract.pieces import Carrier
from gateway.model import (
    Answer,
    Conversation,
    Extracted,
    File,
    Join,
    Notice,
    OpaqueBody,
    OpaqueReason,
    Place,
    RequestHead,
    Segment,
    Speaker,
)


@dataclass(frozen=True, slots=True)
class _Json:
    """A JSON body as a carrier."""

    body: JsonBody = field(repr=False)

    @property
    def files(self) -> tuple[File, ...]:
        return self.body.files

    def segments(self) -> tuple[tuple[Segment, ...], tuple[Join, ...]]:
        return self.body.segments(lambda _: Speaker.USER), joins.lines(self.body)

    def rebuild(self, changes: Mapping[Place, str]) -> bytes:
        return self.body.rebuild(changes)


class Walk:
    """The format without a format."""

    name = "walk"

    def operation(self, head: RequestHead) -> str | None:
        """``walk`` for every method that may have a body. The register decides whether it is asked at all."""
        return None if head.method in {"GET", "HEAD", "OPTIONS", "TRACE", "CONNECT"} else "walk"

    def segments(self, body: Body) -> Extracted:
        """Every leaf. Raises OpaqueBody(CONTENT_TYPE) for a body of another type."""
        read = carrier(body)
        return Extracted(*read.segments(), files=read.files)

    def conversation(self, body: Body) -> Conversation:  # noqa: ARG002 - nothing is known of the body
        """None: the walk knows no conversations."""
        return Conversation(None)

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed and every other byte as it was."""
        return carrier(body).rebuild(changes)

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:  # noqa: ARG002 - nothing streams here
        """A plain JSON refusal with status 403."""
        return refusal.generic_json(notice, language)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:  # noqa: ARG002 - nothing is read
        """The answer as it is."""
        return PassThrough()


def carrier(body: Body) -> Carrier:
    """The body, read by its Content-Type. Raises OpaqueBody(CONTENT_TYPE) for a type that nothing here reads, and what readers raise."""
    kind = content_type.parse(body.content_type)
    content_type.require_utf8(kind)
    reader = _READERS.get(kind.media)
    if reader is not None:
        return reader(body)
    if kind.media.endswith("+json"):
        return _json(body)
    raise OpaqueBody(OpaqueReason.CONTENT_TYPE)


def _json(body: Body) -> Carrier:
    return _Json(json_format.read(body, suffix="+json"))


def _jspb(body: Body) -> Carrier:
    """Arrays in place of messages, as Google's pages send them; they are plain JSON."""
    return _Json(json_format.read(body, suffix="+protobuf"))


def _plain(body: Body) -> Carrier:
    """What scripts send without saying what it is: SignalR's records, JSON, or words."""
    if body.content.endswith(signalr.SEPARATOR):
        return signalr.read(body.content)
    return pieces.kept([pieces.piece(body.content, ("text",), Budget())])


_READERS: Mapping[str, Callable[[Body], Carrier]] = {
    "application/json": _json,
    "application/json+protobuf": _jspb,
    "application/x-ndjson": lambda body: pieces.lines(body.content),
    "application/jsonl": lambda body: pieces.lines(body.content),
    "application/x-www-form-urlencoded": lambda body: form.read(body.content),
    "multipart/form-data": lambda body: multipart.read(body.content, body.content_type),
    graphql.MEDIA: graphql.read,
    "text/event-stream": lambda body: sse_body.read(body.content),
    "text/plain": _plain,
    "application/proto": lambda body: protobuf.read(body.content),
    "application/protobuf": lambda body: protobuf.read(body.content),
    "application/x-protobuf": lambda body: protobuf.read(body.content),
    "application/grpc": lambda body: grpc_web.read(body.content),
    "application/grpc+proto": lambda body: grpc_web.read(body.content),
    "application/grpc-web": lambda body: grpc_web.read(body.content),
    "application/grpc-web+proto": lambda body: grpc_web.read(body.content),
    "application/grpc-web-text": lambda body: grpc_web.read(body.content, text=True),
    "application/grpc-web-text+proto": lambda body: grpc_web.read(body.content, text=True),
    "application/connect+proto": lambda body: grpc_web.read(body.content),
    "application/connect+json": lambda body: grpc_web.read(body.content, json=True),
}

FORMAT: WireFormat = Walk()
