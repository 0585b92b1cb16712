"""Breach cases as this process has read them before. A step is only ever added, so what has no new step is as it was."""

from __future__ import annotations

from collections.abc import Callable
from itertools import batched, groupby
from operator import attrgetter
from threading import Lock

from sqlalchemy import ColumnElement, Connection, Table, and_, func, or_, select

from gateway.record.breach.case import Case
from gateway.record.breach.history import replay, take
from gateway.record.breach.plain import from_plain
from gateway.record.breach.step import Step
from gateway.store import steps

type Mark = tuple[int, int]
"""How many steps a case has, and the time of the newest (microseconds)."""
AT_ONCE = 200
"""Cases of one query; SQLite takes an expression a thousand deep."""


class CaseMemory:
    """Every case of a table of steps. Replaying two years of an office takes half a second; a page asks for them each time it is opened.

    ``keep`` is what remains of a case in memory, and what is given out: all of it, or the part that its reader needs.
    """

    def __init__(self, table: Table, keep: Callable[[Case], Case] = lambda case: case) -> None:
        self._table = table
        self._keep = keep
        self._known: dict[str, tuple[Mark, Case]] = {}
        self._lock = Lock()

    def cases(self, connection: Connection) -> tuple[Case, ...]:
        """Every case by number, as it is in this transaction. Only what has changed is read."""
        marks = self._marks(connection)
        with self._lock:
            known = dict(self._known)
        changed = [case for case, mark in marks.items() if case not in known or known[case][0] != mark]
        known |= self._changed(connection, {case: marks[case] for case in changed}, known)
        found = {case: known[case] for case in marks}
        if changed or len(found) != len(known):
            with self._lock:
                self._known = found
        return tuple(case for _, case in found.values())

    def case(self, connection: Connection, case: str) -> Case:
        """One case, as it is in this transaction; state ``none`` when there is none of that number."""
        of = self._table.c
        query = select(of.number, of.at_us).where(of.case == case).order_by(of.number.desc()).limit(1)
        newest = connection.execute(query).one_or_none()
        if newest is None:
            return Case(case)
        mark = int(newest.number), int(newest.at_us)
        with self._lock:
            known = {case: self._known[case]} if case in self._known else {}
        if case not in known or known[case][0] != mark:
            known |= self._changed(connection, {case: mark}, known)
            with self._lock:
                self._known[case] = known[case]
        return known[case][1]

    def _marks(self, connection: Connection) -> dict[str, Mark]:
        of = self._table.c
        query = select(of.case, func.count(), func.max(of.at_us)).group_by(of.case).order_by(of.case)
        return {str(case): (int(count), int(newest)) for case, count, newest in connection.execute(query)}

    def _changed(self, connection: Connection, marks: dict[str, Mark], known: dict[str, tuple[Mark, Case]]) -> dict[str, tuple[Mark, Case]]:
        """These cases as they are now. Of one that is known only what came after its last step is read, if that step is still its own."""
        of, found = self._table.c, dict[str, Case]()
        grown = [case for case, mark in marks.items() if case in known and known[case][0] < mark]
        for some in batched(grown, AT_ONCE):
            newer = or_(*(and_(of.case == case, of.number >= known[case][1].steps) for case in some))
            for case, (last, *more) in self._read(connection, newer).items():
                if _mark(last) == known[case][0]:
                    found[case] = _after(known[case][1], more)
        for some in batched([case for case in marks if case not in found], AT_ONCE):
            for case, history in self._read(connection, of.case.in_(some)).items():
                found[case] = replay(case, history)
        return {case: (marks[case], self._keep(one)) for case, one in found.items()}

    def _read(self, connection: Connection, where: ColumnElement[bool]) -> dict[str, list[Step]]:
        history = map(from_plain, steps.plain(connection, steps.reading(self._table).where(where)))
        return {case: list(taken) for case, taken in groupby(history, attrgetter("case"))}


def _mark(step: Step) -> Mark:
    return step.number, steps.microseconds(step.at.isoformat())


def _after(case: Case, more: list[Step]) -> Case:
    for step in more:
        case = take(case, step)
    return case
