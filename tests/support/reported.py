"""A console with a reported mistake that waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from gateway.console.ports import Ports
from gateway.console.relief_ports import Reliefs
from gateway.record.false_alarm import FalseAlarm, Outcome, Why
from support.console import START, Parts

ALARM = FalseAlarm("evt-1", START, "openai", Why.PUBLIC, {"PERSON": 1}, {"person.model": 1}, evidence="r1")


@dataclass
class Reported(Parts):
    """Reports in a list, and what became of them."""

    reliefs: Reliefs | None = None
    alarms: list[FalseAlarm] = field(default_factory=lambda: [ALARM])
    ended: list[tuple[str, Outcome, str]] = field(default_factory=list)

    def ports(self) -> Ports:
        return replace(super().ports(), false_alarms=self)

    def listed(self, *, closed: bool = False) -> list[FalseAlarm]:
        return [one for one in self.alarms if closed or one.closed is None]

    def get(self, event: str) -> FalseAlarm | None:
        return next((one for one in self.alarms if one.event == event), None)

    def rules(self, since: datetime) -> Counter[str]:
        return Counter(rule for one in self.alarms if one.at >= since for rule in one.rules)

    def times(self, outcomes: Collection[Outcome], since: datetime) -> list[datetime]:
        return [one.at for one in self.alarms if one.outcome in outcomes and one.at >= since]

    def end(self, event: str, outcome: Outcome, who: str) -> FalseAlarm | None:
        self.ended.append((event, outcome, who))
        changes = {"closed": START, "closed_by": who, "outcome": outcome}
        self.alarms = [replace(one, **changes) if one.event == event else one for one in self.alarms]
        return next((one for one in self.alarms if one.event == event), None)
