"""What the pages of single readers (employee, IT security) are given, beside :mod:`gateway.console.ports`. Values and callables only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from gateway.model import File
from gateway.precheck import Prechecked


@dataclass(frozen=True, slots=True)
class Precheck:
    """Looking at a text or a file before it is sent. Nothing is kept of either."""

    text: Callable[[str, str], Awaitable[Prechecked]]
    """A text, and the catalogue id of a tool ("" for the default rules)."""
    file: Callable[[File, str], Awaitable[Prechecked]]
    largest: int
    """Bytes of a file."""
