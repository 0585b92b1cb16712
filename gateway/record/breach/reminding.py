"""When the officer is reminded of the running deadline: at hours of the settings after awareness, and once more when it has passed.

Hours are elapsed hours, by day and night, on Fridays and Sundays alike (:mod:`gateway.record.breach.clock`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from gateway.record.breach.case import Case
from gateway.record.breach.clock import REMINDERS
from gateway.record.breach.step import Action, Part, Step

WHO = "celnice"


def due(case: Case, now: datetime, marks: Sequence[int] = REMINDERS) -> int | None:
    """The newest mark that has come and was not said: hours after awareness; the whole period once even the formal end has passed.

    What was missed while no node ran is said once, by the newest mark; None when there is nothing to say.
    """
    clock = case.awaited()
    if clock is None:
        return None
    come = [mark for mark in marks if mark < clock.hours and clock.left(now) <= timedelta(hours=clock.hours - mark)]
    come += [clock.hours] if clock.late(now) else []
    newest = max(come, default=0)
    return newest if newest > case.reminded else None


def reminder(case: Case, mark: int, now: datetime) -> Step:
    """The step that says it. It takes its time from ``now``, but is never older than the case's last step."""
    at = now if case.last is None else max(now, case.last)
    return Step(case.id, case.steps + 1, at, WHO, Part.SYSTEM, Action.REMIND, "", {"mark": mark})
