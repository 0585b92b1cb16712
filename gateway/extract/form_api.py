"""A described JSON format (:mod:`gateway.extract.json_api`) whose requests may also come as a form: translators take either.

Fields of the names that hold running text follow one another, as the elements of a list do in JSON.
"""

from __future__ import annotations

from collections.abc import Mapping

from gateway.extract import content_type, form, joins
from gateway.extract.api import AnswerStream, Body, LeafTransform
from gateway.extract.form import Form
from gateway.extract.json_api import JsonApi
from gateway.model import Answer, Conversation, Extracted, Notice, Place, RequestHead

FORM = "application/x-www-form-urlencoded"


class FormApi:
    """A format of both. ``texts`` are the names of fields with running text."""

    def __init__(self, json: JsonApi, texts: frozenset[str]) -> None:
        self.name = json.name
        self._json = json
        self._texts = texts

    def operation(self, head: RequestHead) -> str | None:
        """As the JSON format says."""
        return self._json.operation(head)

    def segments(self, body: Body) -> Extracted:
        """Every leaf of the JSON, or every name and value of the form."""
        return self._extracted(form.read(body.content)) if is_form(body) else self._json.segments(body)

    def conversation(self, body: Body) -> Conversation:
        """As the JSON format says; a form tells none."""
        return Conversation(None) if is_form(body) else self._json.conversation(body)

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed and every other byte as it was."""
        return form.read(body.content).rebuild(changes) if is_form(body) else self._json.rebuild(body, changes)

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:
        """As the JSON format says."""
        return self._json.block_answer(notice, language, streaming)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:
        """As the JSON format says."""
        return self._json.answer_stream(content_type, transform)

    def _extracted(self, sent: Form) -> Extracted:
        segments, lines = sent.segments()
        values = {segment.place: at for at, segment in enumerate(segments)}
        run = [values["form", at] for at, one in enumerate(sent.fields) if one.name in self._texts and ("form", at) in values]
        return Extracted(segments, joins.runs(segments, [run]) + lines, files=sent.files)


def is_form(body: Body) -> bool:
    """Whether the body says that it is a form. Raises OpaqueBody: CONTENT_TYPE, CHARSET."""
    kind = content_type.parse(body.content_type)
    content_type.require_utf8(kind)
    return kind.media == FORM
