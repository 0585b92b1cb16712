"""What becomes of one request or message."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gateway.act.restore import Restorer
from gateway.act.tokens import Token
from gateway.extract.api import AnswerSide, AnswerStream, SocketMessage
from gateway.model import Answer


@dataclass(frozen=True, slots=True)
class Forward:
    """The request may leave. ``body`` is what was scanned, without a content coding; None when there is none."""

    body: bytes | None = field(repr=False)
    restoring: Restoring | None = field(default=None, repr=False)
    """How the answer's tokens become values again; None where nothing was replaced."""


@dataclass(frozen=True, slots=True)
class Restoring:
    """The answer side of a pseudonymised request: its format, and which token stands for which value."""

    format: AnswerSide
    values: Mapping[Token, str] = field(repr=False)
    surrogates: bool = False
    """Whether realistic values may stand in place of tokens."""
    begins: Callable[[str], None] | None = field(default=None, repr=False)
    """Is told the key of the conversation, where the answer names what this first question began."""

    def stream(self, content_type: str) -> AnswerStream:
        """A fresh reader for the answer of this content type."""
        return self.format.answer_stream(content_type, Restorer(self.values, surrogates=self.surrogates))


@dataclass(frozen=True, slots=True)
class Stop:
    """The request does not leave; the client gets this."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Dropped:
    """The message of a WebSocket does not leave; the client gets these server messages."""

    answers: tuple[SocketMessage, ...] = field(repr=False)


type Outcome = Forward | Stop


@dataclass(slots=True)
class Progress:
    """Which stage one request is in: what the boundary names when a stage raises."""

    stage: str = "admit"
