"""What was decided about the policy in the console, in the store: each step is one transaction with its event."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from gateway.record import chain, policy_step
from gateway.record.canonical import canonical
from gateway.record.chain import milliseconds, moment
from gateway.record.policy_step import Step, StepKind
from gateway.reference import new_reference
from gateway.store import appending
from gateway.store.auditing import WRITER
from gateway.store.engine import make_engine, reading, writing
from gateway.store.models import Base

_TABLE = Base.metadata.tables["policy_steps"]


class PolicyStepStore:
    """The steps behind a URL. Every method may raise StoreUnavailable."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def steps(self) -> tuple[Step, ...]:
        """Every step, in their order."""
        with reading(self._engine) as connection:
            return _steps(connection)

    def take(self, make: Callable[[Sequence[Step]], Step]) -> Step:
        """Adds the step that ``make`` makes of those before it; what it raises leaves everything as it was. Nobody acts between."""
        with writing(self._engine) as connection:
            before = _steps(connection)
            step = replace(make(before), number=len(before) + 1)
            row = {name: getattr(step, name) for name in ("number", "rule", "name", "by", "why", "lines", "draft")}
            connection.execute(
                insert(_TABLE), {**row, "ids": json.dumps(step.ids), "kind": step.kind.value, "at_ms": milliseconds(step.at)}
            )
            appending.append(connection, [chain.draft(canonical(policy_step.payload(step, new_reference())))], WRITER)
        return step


def _steps(connection: Connection) -> tuple[Step, ...]:
    rows: Sequence[Row[Any]] = connection.execute(select(_TABLE).order_by(_TABLE.c.number)).all()
    return tuple(
        Step(
            StepKind(row.kind),
            row.rule,
            row.name,
            moment(row.at_ms),
            row.by,
            tuple(json.loads(row.ids)),
            row.why,
            row.lines,
            row.draft,
            row.number,
        )
        for row in rows
    )
