"""A body that is a file and nothing else: bytes put to a storage address, or posted to a task of a model. Its type is the Content-Type.

Its name stands in the path, which is scanned with every request.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from gateway.act import refusal
from gateway.batch import Batch
from gateway.extract import content_type
from gateway.extract.answer import PassThrough
from gateway.extract.api import AnswerStream, Body, LeafTransform, WireFormat
from gateway.extract.json_format import UnknownPlaceError
from gateway.model import Answer, Conversation, Extracted, File, Notice, Place, RequestHead


class RawFile:
    """The format of a bare file."""

    name = "raw_file"

    def operation(self, head: RequestHead) -> str | None:
        """``file`` for every PUT and POST. The catalogue decides where it is asked at all."""
        return "file" if head.method in {"PUT", "POST"} else None

    def segments(self, body: Body) -> Extracted:
        """The file. Raises OpaqueBody: CONTENT_TYPE (malformed), CHARSET (text in another one than UTF-8)."""
        return Extracted((), files=(whole(body),))

    def conversation(self, body: Body) -> Conversation:  # noqa: ARG002 - a file says nothing of it
        """None."""
        return Conversation(None)

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The file as it is. Raises UnknownPlaceError for any change."""
        if changes:
            raise UnknownPlaceError
        return body.content

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:  # noqa: ARG002 - nothing streams here
        """A plain JSON refusal with status 403."""
        return refusal.generic_json(notice, language)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:  # noqa: ARG002 - nothing is read
        """The answer as it is."""
        return PassThrough()


def whole(body: Body) -> File:
    """The body as a file."""
    kind = content_type.parse(body.content_type)
    content_type.require_utf8(kind)
    return File(("body",), body.content, kind.media, unquote(body.path.rpartition("/")[2]), batch=Batch.PERHAPS)


FORMAT: WireFormat = RawFile()
