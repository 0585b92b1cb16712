"""The generic walk: for tools whose register entry says ``unknown = "walk"``. Every leaf of a JSON or form body is scanned.

It knows nothing of the tool, so it tells no speaker and no conversation, reads nothing of the answer, and its refusal is a plain one.
Any other body is opaque.
"""

from __future__ import annotations

from collections.abc import Mapping

from gateway.act import refusal
from gateway.extract import content_type, form, joins, json_format
from gateway.extract.answer import PassThrough
from gateway.extract.api import AnswerStream, Body, LeafTransform, WireFormat
from gateway.model import Answer, Conversation, Extracted, Notice, Place, RequestHead, Speaker

_FORM = "application/x-www-form-urlencoded"


class Walk:
    """The format without a format."""

    name = "walk"

    def operation(self, head: RequestHead) -> str | None:
        """``walk`` for every method that may have a body. The register decides whether it is asked at all."""
        return None if head.method in {"GET", "HEAD", "OPTIONS", "TRACE", "CONNECT"} else "walk"

    def segments(self, body: Body) -> Extracted:
        """Every leaf. Raises OpaqueBody(CONTENT_TYPE) for a body that is neither JSON nor a form."""
        if _is_form(body):
            sent = form.read(body.content)
            return Extracted(*sent.segments(), files=sent.files)
        read = json_format.read(body, suffix="+json")
        return Extracted(read.segments(lambda _: Speaker.USER), joins.lines(read), files=read.files)

    def conversation(self, body: Body) -> Conversation:  # noqa: ARG002 - nothing is known of the body
        """None: the walk knows no conversations."""
        return Conversation(None)

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed and every other byte as it was."""
        if _is_form(body):
            return form.read(body.content).rebuild(changes)
        return json_format.read(body, suffix="+json").rebuild(changes)

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:  # noqa: ARG002 - nothing streams here
        """A plain JSON refusal with status 403."""
        return refusal.generic_json(notice, language)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:  # noqa: ARG002 - nothing is read
        """The answer as it is."""
        return PassThrough()


def _is_form(body: Body) -> bool:
    kind = content_type.parse(body.content_type)
    content_type.require_utf8(kind)
    return kind.media == _FORM


FORMAT: WireFormat = Walk()
