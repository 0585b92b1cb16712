"""Hugging Face inference by task: ``POST /hf-inference/models/{model}`` of the router, ``/models/{model}`` of the older host, endpoints.

Request: ``inputs`` (a string, several, or an object of the task: ``question``, ``context``, ``source_sentence``, ``table``, …) and
``parameters``; or the bytes of a picture or a recording, bare or as base64 in ``inputs``. Chats go to the router's ``/v1`` in OpenAI's
dialect. Answers: texts under the names of each task; generation may stream events with ``token.text``. Source: huggingface_hub
``inference/_generated/types`` and ``_providers``.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import replace

from gateway.extract import content_type, raw_file, short_error
from gateway.extract.api import AnswerStream, Body, LeafTransform, WireFormat
from gateway.extract.documents.media import is_sound
from gateway.extract.huggingface_task_answer import HuggingFaceTaskAnswer
from gateway.extract.json_api import Dialect, JsonApi, by_name
from gateway.extract.json_format import UnknownPlaceError
from gateway.model import Answer, Conversation, Extracted, File, Notice, OpaqueBody, OpaqueReason, Place, RequestHead, Speaker

_BYTES = re.compile("[A-Za-z0-9+/]{200,}={0,2}")
"""Base64 of a file in ``inputs``: no text of a person is so long without a space."""
_INPUTS: Place = ("inputs",)
_MEDIA = ("audio/", "video/")


class HuggingFaceTask:
    """The format of tasks."""

    name = "huggingface_task"

    def __init__(self) -> None:
        self._json = JsonApi(
            self.name,
            {"task": "/(?:models|pipeline)/[A-Za-z0-9._/-]+", "endpoint": "/(?:generate|generate_stream|embed)?"},
            Dialect(by_name({"inputs": Speaker.USER})),
            shape=HuggingFaceTaskAnswer,
            refuse=short_error.error,
        )

    def operation(self, head: RequestHead) -> str | None:
        """``task``, ``endpoint`` or None."""
        return self._json.operation(head)

    def segments(self, body: Body) -> Extracted:
        """Every leaf of the JSON but for a file in base64, or the one file. Raises OpaqueBody(MEDIA) for what is no sound but says so."""
        if _is_json(body):
            return _opened(self._json.segments(body))
        file = raw_file.whole(body)
        if file.media.startswith(_MEDIA) and not is_sound(bytes(file.content)):
            raise OpaqueBody(OpaqueReason.MEDIA)
        return Extracted((), files=(file,))

    def conversation(self, body: Body) -> Conversation:  # noqa: ARG002 - tasks have no history
        """None."""
        return Conversation(None)

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed and every other byte as it was. Raises UnknownPlaceError for a change to a file."""
        if _is_json(body):
            return self._json.rebuild(body, changes)
        if changes:
            raise UnknownPlaceError
        return body.content

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:
        """``{"error", "code"}`` with status 403."""
        return self._json.block_answer(notice, language, streaming)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:
        """The answer side of one response."""
        return self._json.answer_stream(content_type, transform)


def _opened(found: Extracted) -> Extracted:
    """The same with base64 in ``inputs`` as a file; document workers say what it holds."""
    at = next((at for at, one in enumerate(found.segments) if one.place == _INPUTS and _BYTES.fullmatch(one.text)), None)
    if at is None:
        return found
    try:
        content = base64.b64decode(found.segments[at].text, validate=True)
    except ValueError:
        raise OpaqueBody(OpaqueReason.UNDECODABLE) from None
    segments = (*found.segments[:at], found.segments[at]._replace(text=""), *found.segments[at + 1 :])
    return replace(found, segments=segments, files=(*found.files, File(_INPUTS, content)))


def _is_json(body: Body) -> bool:
    return content_type.parse(body.content_type).media in {"", "application/json"}


FORMAT: WireFormat = HuggingFaceTask()
