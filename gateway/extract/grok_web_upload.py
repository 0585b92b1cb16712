"""Grok's uploads: ``POST /rest/app-chat/upload-file`` with ``{"fileName", "fileMimeType", "content": base64}``. Source: as grok_web."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import replace

from gateway.extract import grok_web, joins, json_format
from gateway.extract.answer import PassThrough
from gateway.extract.api import AnswerStream, Body, LeafTransform, WireFormat
from gateway.extract.json_format import JsonBody
from gateway.extract.place import INSIDE, KEY
from gateway.model import Answer, Conversation, Extracted, File, Notice, OpaqueBody, OpaqueReason, Place, RequestHead, Speaker

_PATH = "/rest/app-chat/upload-file"
_CONTENT: Place = ("content",)


class GrokUpload:
    """The format of upload-file."""

    name = "grok_web_upload"

    def operation(self, head: RequestHead) -> str | None:
        """``file`` or None."""
        return "file" if head.method == "POST" and head.path == _PATH else None

    def segments(self, body: Body) -> Extracted:
        """Every leaf but the content, and the file. Raises OpaqueBody: UNKNOWN_SHAPE (no content, or two), UNDECODABLE (no base64)."""
        read, file = _read(body)
        return Extracted(read.segments(lambda _: Speaker.USER), joins.lines(read), files=(*read.files, file))

    def conversation(self, body: Body) -> Conversation:  # noqa: ARG002 - an upload names none
        """None: a question names the file by the id that the answer gives it."""
        return Conversation(None)

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed and every other byte as it was."""
        return _read(body)[0].rebuild(changes)

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:  # noqa: ARG002 - nothing streams here
        """The page's error envelope."""
        return grok_web.refuse(notice, language)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:  # noqa: ARG002 - ids, nothing to restore
        """The answer as it is."""
        return PassThrough()


def _read(body: Body) -> tuple[JsonBody, File]:
    read = json_format.read(body)
    contents = [leaf for _, leaf in read.leaves if leaf.place[:1] == _CONTENT and leaf.place[-1] != KEY]
    text = read.string(*_CONTENT)
    if text is None or len(contents) != 1:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise OpaqueBody(OpaqueReason.UNDECODABLE) from None
    file = File((*_CONTENT, INSIDE), content, read.string("fileMimeType") or "", read.string("fileName") or "")
    return replace(read, leaves=tuple(item for item in read.leaves if item[1].place != _CONTENT)), file


FORMAT: WireFormat = GrokUpload()
