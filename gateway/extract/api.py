"""What every wire format offers. One format is one module in this folder; :mod:`gateway.extract.registry` finds them.

A format is pure and keeps nothing: bodies in, values out. A format without its answer side (``block_answer``, ``answer_stream``)
is not done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from gateway.model import Answer, Conversation, Extracted, Notice, Place, RequestHead


@dataclass(frozen=True, slots=True)
class Body:
    """A request body after its content coding was taken off (:mod:`gateway.extract.coding`)."""

    content: bytes = field(repr=False)
    content_type: str = ""
    path: str = field(default="", repr=False)
    """The request's path without its query: some pages name the conversation or the procedure nowhere else."""
    spent: int = 0
    """What was spent of the budget for reading it, on the part that is not read again (:mod:`gateway.extract.middle`)."""


type StreamKey = tuple[str | int, ...]
"""Which of the streams inside an answer a text leaf belongs to (a choice, a content block, a tool call): text of one key, put
together in order, is one running text, in which a token may be cut anywhere."""

type LeafTransform = Callable[[StreamKey, str, bool], str]
"""(key, text, last) → text. ``last`` is True when the stream of that key ends: whatever was held back must come out now."""


class AnswerStream(Protocol):
    """The answer side: bytes in, bytes out, cut anywhere. With a transform that changes nothing the bytes are the same bytes."""

    def feed(self, data: bytes) -> bytes:
        """Takes the next bytes of the answer and returns what may go on to the client now."""

    def close(self) -> bytes:
        """Ends the stream; returns what was still held back."""


class AnswerSide(Protocol):
    """What reads the answers to a request."""

    @property
    def name(self) -> str:
        """The format's name."""

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:
        """A fresh answer side for one response of this content type."""


class WireFormat(Protocol):
    """One request shape of an AI tool."""

    name: str

    def operation(self, head: RequestHead) -> str | None:
        """The operation this format reads at that method and path, or None when it is not one of its own."""

    def segments(self, body: Body) -> Extracted:
        """Every leaf of the body, and which of them are scanned together. Raises :class:`~gateway.model.OpaqueBody`."""

    def conversation(self, body: Body) -> Conversation:
        """The conversation the request belongs to. Raises :class:`~gateway.model.OpaqueBody`."""

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with the leaves at these places changed and every other byte as it was."""

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:
        """The refusal in the tool's own dialect, so that its SDK raises its own exception once and does not retry."""

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:
        """A fresh answer side for one response of this content type."""


@dataclass(frozen=True, slots=True)
class SocketMessage:
    """One whole WebSocket message, its fragments put together (RFC 6455). ``is_text`` messages are UTF-8."""

    content: bytes = field(repr=False)
    is_text: bool = True


class SocketAnswer(Protocol):
    """The answer side of one WebSocket: messages of the provider, in order. An identity transform leaves every byte as it was."""

    def feed(self, message: SocketMessage) -> tuple[SocketMessage, ...]:
        """What the client is sent for one message of the provider: that message, changed or not, and before it what was held back."""

    def close(self) -> tuple[SocketMessage, ...]:
        """Ends the connection's answers; what was still held back."""


class SocketFormat(Protocol):
    """The messages of one tool over a WebSocket. A module of this folder with a ``SOCKET`` is one; keeps nothing between messages."""

    name: str

    def segments(self, message: SocketMessage) -> Extracted:
        """Every leaf of one message of the client, and which of them are running text. Raises :class:`~gateway.model.OpaqueBody`."""

    def conversation(self, message: SocketMessage) -> Conversation:
        """The conversation the message belongs to, as far as the message itself tells."""

    def rebuild(self, message: SocketMessage, changes: Mapping[Place, str]) -> SocketMessage:
        """The message with the leaves at these places changed and every other byte as it was."""

    def block_answer(self, notice: Notice, language: str) -> tuple[SocketMessage, ...]:
        """Server messages in the tool's own dialect that say why the message was dropped."""

    def answer(self, transform: LeafTransform) -> SocketAnswer:
        """A fresh answer side for one connection."""
