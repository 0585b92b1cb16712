"""Google's resumable uploads: ``X-Goog-Upload-Command`` ``upload`` for a piece, ``upload, finalize`` for the last, ``query``, ``cancel``.

Pieces go to the address of the session's start (its ``upload_id`` is a secret of the client), each with ``X-Goog-Upload-Offset``. The
provider takes a whole file in one ``upload, finalize`` at offset 0 just as well, and so it gets it. Used by the Gemini API's files and
file search stores, and by Google's pages. Source: Gemini API reference "Upload files"; google-genai ``_api_client.py``
(``_upload_fd``); Google's "Resumable uploads" of Photos, which describes every command.
"""

from __future__ import annotations

from collections.abc import Sequence

from gateway.act import refusal
from gateway.extract.api import Body
from gateway.extract.uploads import heads
from gateway.extract.uploads.api import Ahead, Ask, AtOnce, Drop, Fault, Held, Part, Step, UploadProtocol
from gateway.model import Answer, RequestHead

_COMMAND = "x-goog-upload-command"
_CHECKSUMS = frozenset({"x-goog-hash", "x-goog-content-length-range"})


class GoogleResumable:
    """The protocol."""

    name = "google_resumable"

    def step(self, head: RequestHead) -> Step | None:
        """By the command. A whole file (``upload, finalize`` at 0, or together with ``start``) is no piece."""
        words = {word.strip().lower() for value in head.values(_COMMAND) for word in value.split(",")}
        if not words or "start" in words:
            return None
        upload = f"{head.path}?{head.query}"
        if "query" in words:
            return Ask(upload)
        if "cancel" in words:
            return Drop(upload)
        offset, last = heads.number(head, "x-goog-upload-offset"), "finalize" in words
        if last and "upload" in words and offset == 0:
            return None
        if offset is None and "upload" in words:
            offset = -1  # a piece without its place is never taken
        return Part(upload, offset, last=last)

    def content(self, body: Body) -> bytes:
        """The body is the piece."""
        return body.content

    def held(self, head: RequestHead, held: Held, name: str) -> Answer:  # noqa: ARG002 - the status says it all
        """200, ``active``, and how much has come."""
        return Answer(200, (("x-goog-upload-status", "active"), *_received(held), ("content-type", "text/plain; charset=utf-8")), b"")

    def fault(self, fault: Fault, held: Held) -> Answer:
        """A wrong offset leaves the session as it is; any other fault ends it."""
        status = "active" if fault is Fault.OFFSET and held.size else "cancelled"
        number, name = (404, "NOT_FOUND") if fault is Fault.GONE else (400, "INVALID_ARGUMENT")
        error = {"error": {"code": number, "message": f"Celnice: {fault.value}", "status": name}}
        return refusal.json_answer(error, ("x-goog-upload-status", status), *_received(held), status=number)

    def order(self, body: Body, names: Sequence[str]) -> tuple[str, ...]:  # noqa: ARG002 - pieces follow each other
        """As they came."""
        return tuple(names)

    def release(self, head: RequestHead, body: Body, whole: bytes, order: Sequence[str]) -> AtOnce | Ahead:  # noqa: ARG002
        """The last request, with all bytes from 0 on."""
        commands = {"x-goog-upload-command": "upload, finalize", "x-goog-upload-offset": "0"}
        return AtOnce(heads.with_headers(head, commands, _CHECKSUMS))


def _received(held: Held) -> tuple[tuple[str, str], ...]:
    return (("x-goog-upload-size-received", str(held.size)),)


PROTOCOL: UploadProtocol = GoogleResumable()
