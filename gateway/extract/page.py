"""What the formats of chat pages share: a described JSON request (:mod:`json_api`), and a refusal that the page shows as an answer.

A page ignores or garbles an error it does not expect, and its user reads nothing. So where a page waits for a streamed answer, the
refusal is an assistant's message in the page's own stream, with status 200; anything else a page sends is refused with 403 and an error
envelope. The shapes were recorded by others and change: each page's file names its source, and a canary tells when one stops fitting.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from gateway.act import refusal, texts
from gateway.extract import json_format
from gateway.extract.answer import PassThrough, open_stream
from gateway.extract.answer_shape import AnswerShape
from gateway.extract.api import AnswerStream, Body, LeafTransform
from gateway.extract.json_api import Dialect, JsonApi, Refuse
from gateway.extract.json_format import JsonBody
from gateway.extract.named import conversation_key
from gateway.model import Answer, Conversation, Extracted, Notice, Place, RequestHead

_ID = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?![^\n]*[0-9]{5})(?=[^\n]*[A-Z])(?=[^\n]*[a-z])(?=[^\n]*[0-9])[0-9A-Za-z_-]{16,64}"
    r"|[0-9]{1,4}"
)
"""An id as programs make it: a UUID, letters of both cases and digits without a number among them, or the number of a call."""

type OpenAnswer = Callable[[str, LeafTransform], AnswerStream]
"""(content type, transform) → the answer side of one response."""


class Page:
    """One chat page over JSON. ``operations``: name → its whole path, a regular expression; a group ``conversation`` in one names it."""

    def __init__(
        self,
        name: str,
        operations: Mapping[str, str],
        dialect: Dialect,
        *,
        said: Refuse,
        streams: Callable[[JsonBody], bool] = lambda _: True,
        refuse: Refuse = refusal.generic_json,
        answers: OpenAnswer = lambda _, __: PassThrough(),
        reply_to: Mapping[str, Place] = MappingProxyType({}),
    ) -> None:
        self.name = name
        self._api = JsonApi(name, {}, dialect, refuse=refuse)
        self._paths = {operation: re.compile(path) for operation, path in operations.items()}
        self._said = said
        self._streams = streams
        self._answers = answers
        self._reply_to = reply_to

    def operation(self, head: RequestHead) -> str | None:
        """The operation whose path this is, for a POST."""
        if head.method != "POST":
            return None
        return next((operation for operation, path in self._paths.items() if path.fullmatch(head.path)), None)

    def segments(self, body: Body) -> Extracted:
        """Every leaf, its joins and files; streaming where the page waits for an answer in pieces."""
        read = json_format.read(body)
        found = self._api.extracted(read)
        return replace(
            found,
            streaming=self._streams(read),
            conversation=self._conversation(body, found.conversation),
            reply_to=reply_to(read, self._reply_to),
        )

    def conversation(self, body: Body) -> Conversation:
        """The conversation that the path or the body names; none before the provider has given it an id."""
        return self._conversation(body, self._api.conversation(body))

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed and every other byte as it was."""
        return self._api.rebuild(body, changes)

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:
        """An assistant's message where the page waits for one, else an error envelope."""
        return self._said(notice, language) if streaming else self._api.block_answer(notice, language, streaming)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:
        """The answer side of one response."""
        return self._answers(content_type, transform)

    def _conversation(self, body: Body, told: Conversation) -> Conversation:
        for path in self._paths.values():
            found = path.fullmatch(body.path) if "conversation" in path.groupindex else None
            if found is not None and found["conversation"]:
                return Conversation(conversation_key(self.name, found["conversation"]))
        return told


def message_id(notice: Notice) -> str:
    """The id of our message in a chat: a UUID, as vendors give. Pages name it in their next question, where letters of a reference might
    be read for a name.
    """
    return str(uuid5(NAMESPACE_URL, f"celnice:{notice.reference}"))


def prefixed(prefix: str, notice: Notice) -> str:
    """The same as APIs write it, ``msg_…``: SDKs send items of an answer back, and name its response as the previous one."""
    return prefix + message_id(notice).replace("-", "")


def named(page: str, *places: Place) -> Callable[[JsonBody], Conversation | None]:
    """Reads the conversation's id at the first of these places that holds one. None (of the page's own making) is a Conversation(None)."""

    def conversation(body: JsonBody) -> Conversation:
        found = next((text for place in places if (text := body.string(*place))), None)
        return Conversation(conversation_key(page, found) if found else None)

    return conversation


def reply_to(body: JsonBody, places: Mapping[str, Place]) -> tuple[tuple[str, str], ...]:
    """The ids at these places that an answer repeats. What does not look like an id is left out: a refusal repeats nothing else."""
    found = ((name, body.string(*place)) for name, place in places.items())
    return tuple((name, text) for name, text in found if text is not None and _ID.fullmatch(text))


def streamed(shape: Callable[[], AnswerShape]) -> OpenAnswer:
    """An answer as events or as one JSON text."""
    return lambda content_type, transform: open_stream(content_type, transform, shape())


def events(*found: tuple[str | None, Any]) -> str:
    """Server-sent events: (name or None, data); a str stays as it is, anything else becomes JSON."""
    return "".join(_event(name, data) for name, data in found)


def answered(notice: Notice, content_type: str, body: str) -> Answer:
    """An answer in the page's own dialect, with status 200."""
    headers = (
        ("content-type", content_type),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("x-request-id", notice.reference),
    )
    return Answer(200, headers, body.encode("utf-8"))


def sse(notice: Notice, found: Iterable[tuple[str | None, Any]]) -> Answer:
    """Events as an answer."""
    return answered(notice, "text/event-stream; charset=utf-8", events(*found))


def message(notice: Notice, language: str) -> str:
    """What the assistant says: the refusal, part by part, in the Markdown that pages show, and what can be done as links."""
    said = texts.texts(language)
    wording = said.wording(notice)
    what = " ".join(part for part in (wording.what, wording.where, wording.why) if part)
    links = " · ".join(f"[{label}]({address})" for label, address in texts.ways(notice, language))
    number = f"{said.common['label_reference']}: {notice.reference}" if notice.own else wording.mistake
    return "\n\n".join(part for part in (f"**{wording.title}**", what, wording.do, links, number) if part)


def as_json(value: Any) -> str:
    """JSON as pages write it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _event(name: str | None, data: Any) -> str:
    text = data if isinstance(data, str) else as_json(data)
    return (f"event: {name}\n" if name else "") + f"data: {text}\n\n"
