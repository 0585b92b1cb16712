"""The duty of reminders: says once, for all nodes together, that a deadline comes near or has passed.

A reminder is a step of the case, added in a transaction that no other writer overlaps, so each is there exactly once, whatever nodes die or
start; and as every step it goes out through the feeds, at least once, in order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from gateway.record.breach.clock import REMINDERS
from gateway.record.breach.machine import CaseError
from gateway.record.breach.reminding import due, reminder
from gateway.store.breaches import BreachStore

PAUSE_SECONDS = 15.0
"""How late a reminder may be: nobody minds a quarter of a minute of seventy-two hours, and every case is read for it."""


def remind(store: BreachStore, marks: Sequence[int] = REMINDERS, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> int:
    """Adds what is due; returns how many reminders. Raises StoreUnavailable."""
    said = 0
    for case in store.cases():
        now = clock()
        mark = due(case, now, marks)
        if mark is None:
            continue
        try:
            store.act(case.id, lambda fresh, mark=mark, now=now: reminder(fresh, mark, now), version=case.steps)  # type: ignore[misc]
        except CaseError:  # somebody acted meanwhile, or another node was faster: the next round looks again
            continue
        said += 1
    return said
