"""Google's upload protocols at ``/upload/…``: resumable, multipart (RFC 2387) and simple, as Gemini files and file search stores use them.

Resumable: a POST with ``X-Goog-Upload-Command: start`` and the file's metadata as JSON; then the bytes, POSTed to an address of the
answer, all at once or in chunks. What is JSON is read as such, whether it is metadata or a file of JSON: every leaf is seen in either.
Any other body is a file, read by what it is; google-genai declares JSON for every one of its bytes. A chunk of a file is a broken
document and so opaque, since nobody has seen it whole. Source: google-genai ``files.py`` and ``_api_client.py``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from gateway.batch import Batch
from gateway.extract import batch_line, content_type, google_status, joins, json_format
from gateway.extract.answer import PassThrough
from gateway.extract.api import AnswerStream, Body, LeafTransform, WireFormat
from gateway.extract.json_format import JsonBody, UnknownPlaceError
from gateway.extract.place import INSIDE
from gateway.model import Answer, Conversation, Extracted, File, Notice, OpaqueBody, OpaqueReason, Place, RequestHead, Speaker

_JSON = "application/json"
_PATH = re.compile(r"/(?:resumable/)?upload/v1(?:alpha|beta[0-9]?)?/[A-Za-z0-9._~:/-]+")


class GoogleUpload:
    """The format of uploads to Google's APIs."""

    name = "google_upload"

    def operation(self, head: RequestHead) -> str | None:
        """``upload`` or None."""
        return "upload" if head.method in {"POST", "PUT"} and _PATH.fullmatch(head.path) else None

    def segments(self, body: Body) -> Extracted:
        """Every leaf of the metadata, or the file. Raises OpaqueBody(UNKNOWN_SHAPE) for a multipart body."""
        read = _json(body)
        if read is not None:
            return Extracted(read.segments(lambda _: Speaker.METADATA), joins.lines(read), files=read.files)
        media = content_type.parse(body.content_type).media
        return Extracted((), files=(File((INSIDE,), body.content, "" if media == _JSON else media, batch=Batch.PERHAPS),))

    def conversation(self, body: Body) -> Conversation:  # noqa: ARG002 - a file belongs to whoever names it later
        """None."""
        return Conversation(None)

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """Metadata with these leaves changed; a file is never changed, and a change to one raises UnknownPlaceError."""
        read = _json(body)
        if read is not None:
            return read.rebuild(changes)
        if changes:
            raise UnknownPlaceError
        return body.content

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:  # noqa: ARG002 - uploads do not stream
        """``google.rpc.Status`` with status 403. Clients look at the upload's status alone: without one they send the bytes again."""
        made = google_status.answer(notice, language)
        return Answer(made.status, (*made.headers, ("x-goog-upload-status", "cancelled")), made.body)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:  # noqa: ARG002 - answers hold no text
        """The answer as it is."""
        return PassThrough()


def _json(body: Body) -> JsonBody | None:
    """The body as JSON; None for a file. A limit that is passed makes it opaque."""
    media = content_type.parse(body.content_type).media
    if media.startswith("multipart/"):
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    try:
        read = json_format.read(body) if media == _JSON else None
        return None if read is not None and batch_line.is_request(read) else read  # a batch of one line is read like any other
    except OpaqueBody as opaque:
        if opaque.reason in {OpaqueReason.INVALID_JSON, OpaqueReason.CHARSET}:
            return None
        raise


FORMAT: WireFormat = GoogleUpload()
