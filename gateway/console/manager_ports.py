"""What the administrator's pages are given, beside :mod:`gateway.console.ports`. Values and callables only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from gateway.accounts.account import Link

type State = Literal["ok", "warning", "fault"]
type Origin = Literal["default", "file", "environment", "console"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of ``celnice doctor``: which check, what was found, and what to do ("" for what is well)."""

    check: str
    state: State
    what: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """The certificate authority that signs: what an administrator compares and watches."""

    subject: str
    since: datetime
    until: datetime
    sha256: str
    names: int | None
    """How many names it is limited to; None: any host."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the settings say of the first steps."""

    missing: Sequence[str] = ()
    """Settings of the office that are empty and stand in papers: ``office.name``."""
    reachable: bool = False
    """Whether devices are told how they reach proxy and console; else a kit names this machine only."""
    keeps: bool = False
    """Whether evidence is kept of anything."""
    readers: int = 0
    """Public keys of those who may open it."""
    people: Sequence[str] = ()
    """The ways in which the proxy recognises people, in their order."""
    notice_required: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """How one feed goes. ``error`` is the receiver's own word, "" while it takes what it is given."""

    name: str
    kind: str
    waiting: int = 0
    letters: int = 0
    sent: datetime | None = None
    attempts: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Backup:
    """The newest backup: when, and its size in bytes."""

    at: datetime
    bytes: int


@dataclass(frozen=True, slots=True)
class Setting:
    """One key: its value as text ("" for a secret that is set), what it means, and whether it differs from the default."""

    key: str
    value: str = field(repr=False)
    meaning: str
    changed: bool = False
    secret: bool = False
    origin: Origin = "default"
    """Where the value comes from. The environment stands before the file; ``console``: at least a part was decided there."""
    code: str = ""
    """Of :mod:`gateway.console.meanings`."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the settings, ``[console]``, with its keys."""

    name: str
    meaning: str
    settings: Sequence[Setting]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Manager:
    """What the administrator's pages need. Every callable blocks; those of the store raise what ``Ports.unavailable`` names."""

    examine: Callable[[bool], Sequence[Finding]]
    """``celnice doctor``; with True it also asks other machines."""
    setup: Callable[[], Setup]
    authority: Callable[[], Authority | None]
    """None while there is none that can be read."""
    kit: Callable[[], bytes]
    """The deployment kit as a ZIP archive. OSError, ValueError, UserError while there is no authority."""
    offer: Callable[[Link], str]
    """The address of a new one-time link."""
    feeds: Callable[[], Sequence[Feed]]
    test: Callable[[str], str]
    """Sends a test by the feed of this name: why the receiver did not take it, or "". KeyError for a name that is none."""
    backup: Callable[[], Backup | None]
    """The newest backup that this node has noted."""
    settings: Callable[[], Sequence[Section]]
    now: Callable[[], datetime]
