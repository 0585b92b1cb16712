"""What the pages of Google share: requests with ``f.req`` (:mod:`f_req`), answers in chunks (:mod:`answer_chunks`).

A refusal is an answer of the method that was called, where the page shows what it answers; else an error entry, ``["er", …, 403, …, 7]``
(7 is PERMISSION_DENIED of google.rpc.Code), with status 403.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from gateway.act import texts
from gateway.extract import content_type as types
from gateway.extract import f_req, form, page
from gateway.extract.answer import PassThrough
from gateway.extract.answer_chunks import GUARD, ChunksAnswer, chunk
from gateway.extract.api import AnswerStream, Body, LeafTransform
from gateway.extract.f_req import Call, FReq
from gateway.extract.named import conversation_key
from gateway.model import Answer, Conversation, Extracted, Notice, OpaqueBody, Place, RequestHead, Speaker

_CHUNKED = frozenset({"application/json", "text/plain"})
_MEDIA = "application/json; charset=utf-8"
_DENIED = 7

type Said = Callable[[str], Any]
"""The text of a refusal → what the method answers, to be written as JSON inside JSON."""


class GooglePage:
    """One page. ``rpc``: the method whose answers the page shows, "" where its path names it."""

    def __init__(
        self,
        name: str,
        operations: Mapping[str, str],
        *,
        rpc: str,
        said: Said,
        speaker: Callable[[Call, Place], Speaker],
        conversation: Callable[[FReq], str | None] = lambda _: None,
    ) -> None:
        self.name = name
        self._paths = {operation: re.compile(path) for operation, path in operations.items()}
        self._rpc = rpc
        self._said = said
        self._speaker = speaker
        self._named = conversation

    def operation(self, head: RequestHead) -> str | None:
        """The operation whose path this is, for a POST."""
        if head.method != "POST":
            return None
        return next((operation for operation, path in self._paths.items() if path.fullmatch(head.path)), None)

    def segments(self, body: Body) -> Extracted:
        """Every name and value of the form, ``f.req`` leaf by leaf; streaming where the method is the one whose answers are shown."""
        read = f_req.read(body)
        streaming = any(call.rpc == self._rpc for call in read.calls)
        return Extracted(*read.segments(self._speaker), self._conversation(read), streaming, read.files)

    def conversation(self, body: Body) -> Conversation:
        """The conversation that the arguments name; none before it has an id."""
        return self._conversation(f_req.read(body))

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed and every other byte as it was."""
        return form.read(body.content).rebuild(changes)

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:
        """An answer of the method that says why, or an error entry."""
        if streaming:
            inner = page.as_json(self._said(page.message(notice, language)))
            entries = [["wrb.fr", self._rpc or None, inner, None, None, None, "generic"]]
            return page.answered(notice, _MEDIA, _written(entries))
        error = ["er", None, texts.message(notice, language), None, None, 403, None, None, None, _DENIED]
        answer = page.answered(notice, _MEDIA, _written([error]))
        return Answer(403, (*answer.headers, ("x-should-retry", "false")), answer.body)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:
        """The answer side of one response."""
        try:
            media = types.parse(content_type).media
        except OpaqueBody:
            return PassThrough()
        return ChunksAnswer(transform) if media in _CHUNKED else PassThrough()

    def _conversation(self, read: FReq) -> Conversation:
        found = self._named(read)
        return Conversation(conversation_key(self.name, found) if found else None)


def _written(entries: list[Any]) -> str:
    body = GUARD + chunk(page.as_json(entries))
    return body + chunk(page.as_json([["e", 4, None, None, len(body)]]))
