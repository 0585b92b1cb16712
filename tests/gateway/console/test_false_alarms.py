"""Reports of false alarms, for IT security."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from gateway.console.access import Role
from gateway.console.ports import Ports
from gateway.console.visitor import Visitor
from gateway.record.false_alarm import FalseAlarm, Outcome, Why
from support.console import BEARER, START, Client, Parts

ALARM = FalseAlarm("evt-1", START, "openai", Why.PUBLIC, {"PERSON": 1}, {"person.model": 1})


@dataclass
class Reported(Parts):
    """One report that waits."""

    alarms: list[FalseAlarm] = field(default_factory=lambda: [ALARM])

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
        if event != "evt-1" or self.alarms[0].closed:
            return None
        self.alarms = [replace(ALARM, closed=START, closed_by=who, outcome=outcome)]
        return self.alarms[0]


def test_listed_and_closed() -> None:
    """A report is read, closed once with an outcome and a name, and then waits no longer."""
    client = Client(Reported().app())
    assert client.get("/api/v1/false-alarms").status_code == 401
    assert [one["event"] for one in client.get("/api/v1/false-alarms", headers=BEARER).json()["false_alarms"]] == ["evt-1"]
    closing = {"outcome": "mistake", "who": "Ing. Vzor"}
    assert client.post("/api/v1/false-alarms/evt-1", json=closing).status_code == 401
    assert client.post("/api/v1/false-alarms/evt-1", json=closing, headers=BEARER).json()["outcome"] == "mistake"
    assert client.post("/api/v1/false-alarms/evt-1", json=closing, headers=BEARER).status_code == 404
    assert client.get("/api/v1/false-alarms", headers=BEARER).json() == {"false_alarms": []}
    assert len(client.get("/api/v1/false-alarms?closed=true", headers=BEARER).json()["false_alarms"]) == 1


def test_whoever_signed_in_closes_in_their_own_name() -> None:
    """Nobody writes a colleague's into the body; what the token writes is marked."""
    somebody = Visitor(frozenset({Role.IT_SECURITY}), "petr", "Petr Vzorový", session="s", csrf="c")
    closing = {"outcome": "mistake", "who": "Mgr. Jana Vzorová"}
    for headers, who in (
        ({"Cookie": "celnice_session=s", "Origin": "http://127.0.0.1:8082"}, "Petr Vzorový (petr)"),
        (BEARER, "Mgr. Jana Vzorová (API token)"),
    ):
        parts = Reported(visitor=lambda _: somebody)
        assert Client(parts.app()).post("/api/v1/false-alarms/evt-1", json=closing, headers=headers).status_code == 200
        assert parts.alarms[0].closed_by == who


def test_what_is_not_of_the_form() -> None:
    """An outcome out of the closed set, and somebody's name; a console without reports has no such route."""
    client = Client(Reported().app())
    for closing in ({"outcome": "maybe", "who": "x"}, {"outcome": "mistake"}, {"outcome": "mistake", "who": ""}):
        assert client.post("/api/v1/false-alarms/evt-1", json=closing, headers=BEARER).status_code == 422
    plain = Client(Parts().app())
    assert plain.get("/api/v1/false-alarms", headers=BEARER).status_code == 404
    assert plain.post("/api/v1/false-alarms/evt-1", json={"outcome": "right", "who": "x"}, headers=BEARER).status_code == 404
