"""Breach cases in the store, and the attempts that become cases. Safe with any number of nodes: one write at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from gateway.decide.policy import CONFIRMED
from gateway.model import Disclosed
from gateway.record.breach.case import Case
from gateway.record.breach.grouping import COUNTED, UNSEEN, WINDOW, Attempt, Group, group
from gateway.record.breach.history import replay, take
from gateway.record.breach.machine import CaseError
from gateway.record.breach.plain import from_plain, to_plain
from gateway.record.breach.step import Action, Part, State, Step
from gateway.store import entering, steps
from gateway.store.case_memory import CaseMemory
from gateway.store.engine import make_engine, reading, writing
from gateway.store.models import Base, BreachAttemptRecord, CursorRecord

_TABLE = Base.metadata.tables["breach_steps"]

GROUPING = "breach.grouping"
"""The cursor of the grouping."""

SYSTEM = "celnice"

Made = Callable[[Case], Step]
"""Makes the next step from the case as it stands now."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What one round of grouping did: cases that are new, and those among them in which something may have left."""

    cases: tuple[str, ...] = ()
    ringing: tuple[str, ...] = ()
    attempts: int = field(default=0)


class BreachStore:
    """The cases behind a URL. Every method may raise StoreUnavailable."""

    def __init__(self, url: str, keep: Callable[[Case], Case] = lambda case: case) -> None:
        """``keep``: what :meth:`cases` gives and remembers of each case (:class:`~gateway.store.case_memory.CaseMemory`)."""
        self._engine = make_engine(url)
        self._memory = CaseMemory(_TABLE, keep)

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def report(self, make: Made, year: int) -> Case:
        """Opens a new case with its first step; its id is the next of the year, such as ``2026-0001``."""
        with writing(self._engine) as connection:
            return _open(connection, make, year)

    def act(self, case: str, make: Made, *, version: int | None = None) -> Case:
        """Adds the step that ``make`` makes; returns the case after it.

        ``version`` is the number of the last step that whoever acts has seen. Raises CaseError, and adds nothing, when somebody was faster
        (``number``), the step may not be taken, or there is no such case (``case``).
        """
        with writing(self._engine) as connection:
            return act(connection, case, make, version)

    def case(self, case: str) -> Case:
        """One case; state ``none`` when there is none of that number."""
        return replay(case, self.history(case))

    def history(self, case: str) -> tuple[Step, ...]:
        """Every step of a case, oldest first."""
        with reading(self._engine) as connection:
            return _steps(connection, case)

    def cases(self) -> tuple[Case, ...]:
        """Every case, by number. A case has some dozens of steps and an office some hundreds of cases a year: only new steps are read."""
        with reading(self._engine) as connection:
            return self._memory.cases(connection)

    def collect(self, events: Sequence[Mapping[str, Any]], cursor: str, before: str, window: timedelta = WINDOW) -> Collected | None:
        """Takes events (their payloads) into cases and moves the cursor from ``before`` to ``cursor``, in one transaction.

        None, and nothing changed, when another node has moved the cursor meanwhile.
        """
        with writing(self._engine) as connection:
            if not _moved(connection, GROUPING, before, cursor):
                return None
            known = _known(connection, [event["id"] for event in events])
            attempts = [attempt for event in events if event["id"] not in known and (attempt := attempt_of(event))]
            cases, ringing = [], []
            touched: set[str] = set()
            for one in group(attempts, window):
                fresh, case = self._collect(connection, one, window, touched)
                touched.add(case)
                if fresh:
                    cases.append(case)
                    ringing += [case] if one.left else []
        return Collected(tuple(cases), tuple(ringing), len(attempts))

    def _collect(self, connection: Connection, one: Group, window: timedelta, touched: Container[str]) -> tuple[bool, str]:
        """(whether the case is new, its number). An open case of the same series goes on while its last attempt lies within the window."""
        series = _series(one)
        query = (
            select(BreachAttemptRecord.case)
            .where(BreachAttemptRecord.series == series, BreachAttemptRecord.at_us >= steps.microseconds((one.first - window).isoformat()))
            .order_by(BreachAttemptRecord.at_us.desc())
            .limit(1)
        )
        running = connection.execute(query).scalar_one_or_none()
        found = self._stands(connection, running, touched) if running else None
        at = max(one.last, datetime.now(UTC) if found is None or found.last is None else found.last)

        def make(case: Case) -> Step:
            return Step(case.id, case.steps + 1, at, SYSTEM, Part.SYSTEM, Action.REPORT, "", _facts(one, first=case.steps == 0))

        open_states = {State.SUSPECTED, State.RECEIVED, State.EVENT, State.INCIDENT}
        if found is not None and found.state in open_states:
            case, fresh = _add(connection, found, make(found)).id, False
        else:
            case, fresh = _open(connection, make, one.first.year).id, True
        rows = [{"event_id": a.event, "case": case, "series": series, "at_us": steps.microseconds(a.at.isoformat())} for a in one.attempts]
        connection.execute(insert(BreachAttemptRecord), rows)
        return fresh, case

    def _stands(self, connection: Connection, case: str, touched: Container[str]) -> Case:
        """Of a case that goes on for weeks only new steps are read; what this very transaction may yet undo is not remembered."""
        return replay(case, _steps(connection, case)) if case in touched else self._memory.case(connection, case)

    def cursor(self, name: str = GROUPING) -> str:
        """How far a duty has read; "" at the beginning."""
        with reading(self._engine) as connection:
            return connection.execute(select(CursorRecord.cursor).where(CursorRecord.name == name)).scalar_one_or_none() or ""


def act(connection: Connection, case: str, make: Made, version: int | None = None) -> Case:
    """The same inside a transaction. A reminder that came meanwhile is nobody's act and stands in nobody's way."""
    history = _steps(connection, case)
    found = replay(case, history)
    if found.state is State.NONE:
        raise CaseError("case", "there is no case of that number; see `celnice breaches list`")
    if version is not None and (version > found.steps or any(step.action is not Action.REMIND for step in history[version:])):
        raise CaseError("number", "somebody else acted meanwhile; read the case and try again")
    return _add(connection, found, make(found))


def attempt_of(event: Mapping[str, Any]) -> Attempt | None:
    """What grouping needs of an event's payload; None for one without findings, or one that was erased."""
    kinds = event.get("kinds")
    if event.get("verdict") == "pseudonymise" and event.get("reason") != CONFIRMED:
        return None  # what was approved: nothing personal left, and nobody tried to; what was confirmed left as it is
    unseen = event.get("reason") in UNSEEN and event.get("disclosed") != Disclosed.NONE.value
    if event.get("type") not in COUNTED or not (kinds or unseen):
        return None
    at = datetime.fromisoformat(event["at"])
    return Attempt(
        event["id"],
        at,
        event["tool"],
        event.get("person"),
        kinds or {},
        Disclosed(event["disclosed"]),
        event["reason"],
        event.get("department", ""),
        str(event.get("detail", "")) if event["reason"] == CONFIRMED else "",
        tuple((mark["entity"], mark["digest"]) for mark in event.get("fingerprints", ())),
    )


def _facts(one: Group, *, first: bool) -> dict[str, Any]:
    facts: dict[str, Any] = {"events": [attempt.event for attempt in one.attempts], "kinds": one.kinds(), "left": one.left}
    if choices := list(dict.fromkeys(attempt.choice for attempt in one.attempts if attempt.choice)):
        facts["choices"] = choices
    if persons := one.persons():
        facts["persons_estimate"] = persons
    if first:
        facts |= {"tool": one.tool, "detected": one.first.isoformat(), "category": ["confidentiality"], "source": "internal"}
        if department := next((attempt.department for attempt in one.attempts if attempt.department), ""):
            facts["department"] = department
    return facts


def _series(one: Group) -> str:
    first = one.attempts[0]
    return hashlib.sha256(json.dumps([first.person, one.tool, one.tier, one.left]).encode()).hexdigest()[:32]


def _open(connection: Connection, make: Made, year: int) -> Case:
    newest = connection.execute(select(func.max(_TABLE.c.case)).where(_TABLE.c.case.like(f"{year}-%"))).scalar_one_or_none()
    number = int(str(newest).partition("-")[2]) + 1 if newest else 1
    case = Case(f"{year}-{number:04d}")
    return _add(connection, case, make(case))


def _add(connection: Connection, case: Case, step: Step) -> Case:
    after = take(case, step)
    steps.add(connection, _TABLE, [to_plain(step)])
    entering.tell(connection, step)
    return after


def _steps(connection: Connection, case: str) -> tuple[Step, ...]:
    return tuple(from_plain(one) for one in steps.read(connection, _TABLE, case))


def _known(connection: Connection, ids: Iterable[str]) -> set[str]:
    wanted = list(ids)
    found: set[str] = set()
    for start in range(0, len(wanted), 500):
        query = select(BreachAttemptRecord.event_id).where(BreachAttemptRecord.event_id.in_(wanted[start : start + 500]))
        found.update(connection.scalars(query))
    return found


def _moved(connection: Connection, name: str, before: str, cursor: str) -> bool:
    now = connection.execute(select(CursorRecord.cursor).where(CursorRecord.name == name)).scalar_one_or_none()
    if (now or "") != before:
        return False
    if now is None:
        connection.execute(insert(CursorRecord), [{"name": name, "cursor": cursor}])
    else:
        connection.execute(update(CursorRecord).where(CursorRecord.name == name).values(cursor=cursor))
    return True
