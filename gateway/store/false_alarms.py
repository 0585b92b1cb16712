"""Reports of false alarms in the store."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from gateway.record.chain import milliseconds, moment
from gateway.record.false_alarm import FalseAlarm, Outcome, Why
from gateway.store.engine import make_engine, reading, writing
from gateway.store.models import Base

_TABLE = Base.metadata.tables["false_alarms"]
MOST = 1_000
"""Reports of one listing."""


class FalseAlarmStore:
    """The reports behind a URL. Every method may raise StoreUnavailable."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def add(self, alarm: FalseAlarm) -> bool:
        """Keeps a report; False when its event was reported before."""
        row = {
            "event": alarm.event,
            "at_ms": milliseconds(alarm.at),
            "tool": alarm.tool,
            "why": alarm.why.value,
            "kinds": json.dumps(dict(alarm.kinds)),
            "rules": json.dumps(dict(alarm.rules)),
            "evidence": alarm.evidence,
            "closed_ms": None,
            "closed_by": "",
            "outcome": "",
        }
        with writing(self._engine) as connection:
            if connection.scalar(select(_TABLE.c.event).where(_TABLE.c.event == alarm.event)) is not None:
                return False
            connection.execute(insert(_TABLE), row)
        return True

    def get(self, event: str) -> FalseAlarm | None:
        """The report of an event."""
        with reading(self._engine) as connection:
            row = connection.execute(select(_TABLE).where(_TABLE.c.event == event)).one_or_none()
        return None if row is None else _alarm(row)

    def listed(self, *, closed: bool = False) -> tuple[FalseAlarm, ...]:
        """The newest reports first: those that wait, and with ``closed`` the others too."""
        query = select(_TABLE).order_by(_TABLE.c.at_ms.desc(), _TABLE.c.event).limit(MOST)
        with reading(self._engine) as connection:
            rows = connection.execute(query if closed else query.where(_TABLE.c.closed_ms.is_(None))).all()
        return tuple(_alarm(row) for row in rows)

    def rules(self, since: datetime) -> Mapping[str, int]:
        """How many reports from then on named each rule."""
        query = select(_TABLE.c.rules).where(_TABLE.c.at_ms >= milliseconds(since))
        with reading(self._engine) as connection:
            return Counter(rule for rules in connection.scalars(query) for rule in json.loads(rules))

    def times(self, outcomes: Collection[Outcome], since: datetime) -> tuple[datetime, ...]:
        """When the reports were made, from then on, that ended so."""
        ended = _TABLE.c.outcome.in_([one.value for one in outcomes])
        query = select(_TABLE.c.at_ms).where(_TABLE.c.at_ms >= milliseconds(since), ended).order_by(_TABLE.c.at_ms)
        with reading(self._engine) as connection:
            return tuple(map(moment, connection.scalars(query)))

    def end(self, event: str, outcome: Outcome, who: str, now: datetime) -> FalseAlarm | None:
        """Closes a report; None when there is none that waits."""
        values = {"closed_ms": milliseconds(now), "closed_by": who, "outcome": outcome.value}
        with writing(self._engine) as connection:
            done = connection.execute(update(_TABLE).where(_TABLE.c.event == event, _TABLE.c.closed_ms.is_(None)).values(values)).rowcount
        return self.get(event) if done else None

    def forget(self, before: datetime) -> int:
        """Deletes the reports that are older; how many."""
        with writing(self._engine) as connection:
            return connection.execute(delete(_TABLE).where(_TABLE.c.at_ms < milliseconds(before))).rowcount


def _alarm(row: Row[Any]) -> FalseAlarm:
    return FalseAlarm(
        row.event,
        moment(row.at_ms),
        row.tool,
        Why(row.why),
        json.loads(row.kinds),
        json.loads(row.rules),
        row.evidence,
        None if row.closed_ms is None else moment(row.closed_ms),
        row.closed_by,
        Outcome(row.outcome) if row.outcome else None,
    )
