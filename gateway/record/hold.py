"""A legal hold: what it names is not erased, whatever its period, until somebody lifts it (a dispute, a control by the authority)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


class HoldError(ValueError):
    """A hold that cannot be placed or lifted. Says the fix; quotes nothing a person wrote."""


@dataclass(frozen=True, slots=True)
class Hold:
    """One step: placed (``held``) or lifted. ``subject`` is ``case:NUMBER`` or ``event:ID``."""

    subject: str
    number: int
    at: datetime
    held: bool
    who: str = field(repr=False)
    why: str = field(repr=False)

    def __post_init__(self) -> None:
        """A hold names what, who and why."""
        kind, _, name = self.subject.partition(":")
        if kind not in {"case", "event"} or not name:
            raise HoldError("a hold is of a case or of an event")
        if not self.who.strip() or not self.why.strip():
            raise HoldError("a hold, and its end, need who and why: give a reason of one sentence")

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "subject": self.subject,
            "number": self.number,
            "at": self.at.isoformat(),
            "action": "hold" if self.held else "release",
            "who": self.who,
            "why": self.why,
        }


def from_plain(value: Mapping[str, Any]) -> Hold:
    """The step of :meth:`Hold.plain`."""
    at = datetime.fromisoformat(value["at"])
    return Hold(value["subject"], value["number"], at, value["action"] == "hold", value["who"], value["why"])


def following(steps: Iterable[Hold], subject: str, at: datetime, *, held: bool, who: str, why: str) -> Hold:
    """The step that places or lifts a hold. Raises HoldError when it stands so already."""
    known = [step for step in steps if step.subject == subject]
    if held == (bool(known) and known[-1].held):
        raise HoldError("it is held already" if held else "there is no hold on it")
    return Hold(subject, len(known) + 1, at, held, who, why)


def running(steps: Iterable[Hold]) -> frozenset[str]:
    """The subjects that are held."""
    last = {step.subject: step.held for step in steps}
    return frozenset(subject for subject, held in last.items() if held)
