"""Breach cases as this process has read them before. A step is only ever added, so what has no new step is as it was."""

from __future__ import annotations

from itertools import batched, groupby
from operator import attrgetter
from threading import Lock

from sqlalchemy import Connection, Table, func, select

from gateway.record.breach.case import Case
from gateway.record.breach.history import replay
from gateway.record.breach.plain import from_plain
from gateway.store import steps

type Mark = tuple[int, int]
"""How many steps a case has, and the time of the newest (microseconds)."""
AT_ONCE = 500
"""Cases of one query; SQLite takes 32,766 parameters."""


class CaseMemory:
    """Every case of a table of steps. Replaying two years of an office takes half a second; a page asks for them each time it is opened."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: dict[str, tuple[Mark, Case]] = {}
        self._lock = Lock()

    def cases(self, connection: Connection) -> tuple[Case, ...]:
        """Every case by number, as it is in this transaction. Only what has changed is read."""
        marks = self._marks(connection)
        with self._lock:
            known = dict(self._known)
        changed = [case for case, mark in marks.items() if case not in known or known[case][0] != mark]
        for some in batched(changed, AT_ONCE):
            known |= {case: (marks[case], taken) for case, taken in self._read(connection, some).items()}
        found = {case: known[case] for case in marks}
        if changed or len(found) != len(known):
            with self._lock:
                self._known = found
        return tuple(case for _, case in found.values())

    def _marks(self, connection: Connection) -> dict[str, Mark]:
        of = self._table.c
        query = select(of.case, func.count(), func.max(of.at_us)).group_by(of.case).order_by(of.case)
        return {str(case): (int(count), int(newest)) for case, count, newest in connection.execute(query)}

    def _read(self, connection: Connection, cases: tuple[str, ...]) -> dict[str, Case]:
        query = steps.reading(self._table).where(self._table.c.case.in_(cases))
        history = [from_plain(one) for one in steps.plain(connection, query)]
        return {case: replay(case, taken) for case, taken in groupby(history, attrgetter("case"))}
