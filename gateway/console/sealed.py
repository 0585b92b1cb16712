"""What the console needs of sealed evidence: the records as they lie there, and handing one out to whoever has its key.

The console never opens one. It hands out the sealed record after who and why stand in the chain; the reader's browser opens it with a key
that does not leave it (``static/unseal.js``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime


class NotHandedOut(Exception):
    """Why a record is not handed out: ``code`` is ``reason`` (too short), ``reader`` (not sealed to this key), ``gone`` (ended); and of one
    for two persons ``two_persons`` (the second holder releases, and does not open), ``person`` (the token is no person), or ``same``
    (nobody but whoever asks has released it).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Record:
    """One record, sealed."""

    id: str
    event: str
    at: datetime
    readers: tuple[str, ...]
    """Names of the keys that open it (of the outer envelope, when it takes two persons); empty once it has ended."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants a record. ``step`` is ``open``, ``release`` or ``open_released``."""

    who: str = field(repr=False)
    why: str = field(repr=False)
    reader: str
    step: str = "open"
    case: str = ""
    ids: tuple[str, ...] = field(default=(), repr=False)
    """Of whoever signed in with an account; () with the token."""


@dataclass(frozen=True, slots=True)
class SealedName:
    """A name as it lies there. ``record`` is what it is bound to, which the browser needs to open it and no event holds."""

    record: str = field(repr=False)
    sealed: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SealedNames:
    """The names behind pseudonyms. ``hand_out`` blocks and may raise one of the store's exceptions."""

    kept: bool
    """Whether the settings name somebody to seal names to."""
    hand_out: Callable[[str, Wish], SealedName]
    """The sealed name of the person of an event. Raises :class:`NotHandedOut`; ``gone`` also where no name was kept."""


@dataclass(frozen=True, slots=True)
class SealedRecords:
    """The port. Every function blocks and may raise one of the store's exceptions."""

    newest: Callable[[str | None, int], Sequence[Record]]
    """The newest records, of one event or of all."""
    get: Callable[[str], Record | None]
    hand_out: Callable[[str, Wish], str]
    """The sealed record as JSON text (``docs/evidence.md``). Raises :class:`NotHandedOut`."""
    two_persons: bool = False
    """Whether the settings name second readers: new records take one of each."""
