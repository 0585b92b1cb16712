"""What the pages of single readers (employee, IT security) are given, beside :mod:`gateway.console.ports`. Values and callables only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from gateway.model import File
from gateway.precheck import Prechecked
from gateway.record.breach.case import Case
from gateway.record.breach.step import Step


class Row(Protocol):
    """One stored event."""

    def public(self) -> Mapping[str, Any]:
        """Its facts, JSON-ready."""


@dataclass(frozen=True, slots=True)
class Precheck:
    """Looking at a text or a file before it is sent. Nothing is kept of either."""

    text: Callable[[str, str], Awaitable[Prechecked]]
    """A text, and the catalogue id of a tool ("" for the default rules)."""
    file: Callable[[File, str], Awaitable[Prechecked]]
    largest: int
    """Bytes of a file."""


@dataclass(frozen=True, slots=True)
class Employee:
    """What the employee's own pages need."""

    own_events: Callable[[str], Sequence[Row]]
    """The newest events of an account's own, newest first. Blocking."""
    report: Callable[[Callable[[Case], Step], int], Case]
    """Opens a breach case of a year with its first step (:meth:`gateway.store.breaches.BreachStore.report`). Blocking; CaseError."""
    now: Callable[[], datetime]
