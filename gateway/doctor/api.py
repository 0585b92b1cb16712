"""What a check is and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from gateway.doctor.around import Around


class State(IntEnum):
    """How bad it is. The numbers are the exit codes of the command, which are also those of monitoring plug-ins (Nagios, Icinga)."""

    OK = 0
    WARNING = 1
    """Works, and will not for long, or not for everybody."""
    FAULT = 2
    """Something does not work."""


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that was looked at: ``what`` was found, and ``todo``, what the administrator does about it. Never a secret."""

    state: State
    what: str
    todo: str = ""

    def __post_init__(self) -> None:
        """Whoever says that something is wrong says what to do."""
        if (self.state is State.OK) == bool(self.todo):
            raise ValueError("a warning or a fault says what to do, and what is well does not")


def ok(what: str) -> Result:
    """All is well."""
    return Result(State.OK, what)


def warning(what: str, todo: str) -> Result:
    """It works for now."""
    return Result(State.WARNING, what, todo)


def fault(what: str, todo: str) -> Result:
    """It does not work."""
    return Result(State.FAULT, what, todo)


@dataclass(frozen=True, slots=True)
class Check:
    """One check. ``order`` is its place in the report: what others rest on comes first. ``network``: it asks other machines."""

    name: str
    order: int
    run: Callable[[Around], Iterable[Result]]
    network: bool = False
