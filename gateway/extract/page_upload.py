"""Uploads of chat pages: a form of parts (``multipart/form-data``), or the file's bare bytes; what is said about a file comes as JSON.

One format for all pages: what a file holds is read by document workers whatever tool it goes to, its name is a part's header (here) or
stands in the address or a header (scanned for every request).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from gateway.act import refusal
from gateway.extract import content_type, multipart, walk
from gateway.extract.answer import PassThrough
from gateway.extract.api import AnswerStream, Body, LeafTransform, WireFormat
from gateway.extract.json_format import UnknownPlaceError
from gateway.extract.named import conversation_key
from gateway.model import Answer, Conversation, Extracted, File, Notice, Place, RequestHead, Speaker

_PLACE: Place = ("body",)
_CLAUDE = re.compile(r"/api/organizations/[^/]+/conversations/([^/]+)/wiggle/upload-file")


class PageUpload:
    """The format of every page's uploads."""

    name = "page_upload"

    def operation(self, head: RequestHead) -> str | None:
        """``file`` for a POST or PUT; the catalogue names the paths."""
        return "file" if head.method in {"POST", "PUT"} else None

    def segments(self, body: Body) -> Extracted:
        """The texts of the parts and their files, the leaves of JSON, or one file."""
        if _is_json(body):
            read = walk.carrier(body)
            return Extracted(*read.segments(), self.conversation(body), files=read.files)
        if multipart.is_multipart(body.content_type):
            parts = multipart.read(body.content, body.content_type)
            return Extracted(*parts.segments(), self.conversation(body), files=parts.files)
        media = content_type.parse(body.content_type).media
        return Extracted((), files=(File(_PLACE, body.content, media, "", Speaker.USER),), conversation=self.conversation(body))

    def conversation(self, body: Body) -> Conversation:
        """Claude's page names it in the path. Other pages join a file to its chat by the id that the answer gives it: None."""
        found = _CLAUDE.fullmatch(body.path)
        return Conversation(conversation_key("claude_web", found[1])) if found else Conversation(None)

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with these texts changed. Raises UnknownPlaceError for a bare file: its bytes stay as they are."""
        if _is_json(body):
            return walk.carrier(body).rebuild(changes)
        if multipart.is_multipart(body.content_type):
            return multipart.read(body.content, body.content_type).rebuild(changes)
        if changes:
            raise UnknownPlaceError
        return body.content

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:  # noqa: ARG002 - nothing streams here
        """A plain JSON refusal with status 403: the page says that the upload failed."""
        return refusal.generic_json(notice, language)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:  # noqa: ARG002 - ids, nothing to restore
        """The answer as it is."""
        return PassThrough()


def _is_json(body: Body) -> bool:
    return content_type.parse(body.content_type).media == "application/json"


FORMAT: WireFormat = PageUpload()
