"""The kill switch of a case; the rest of the port is told in the tests of the API."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.console.case_ports import NothingToStop, Stop
from gateway.parts.cases import Switch
from gateway.record.breach.machine import CaseError
from gateway.record.breach.step import Part
from gateway.store.breaches import BreachStore
from gateway.store.events import EventStore
from gateway.store.stops import StopStore
from support.events import event, payload
from support.stores import sqlite_url

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
PERSONS = ("2026-Q4.00000000000000000001", "2026-Q4.00000000000000000001")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return sqlite_url(tmp_path)


def test_whom_and_what(url: str) -> None:
    """The tool of the case, and the person of its newest event that knows one; a tool that no catalogue knows cannot be stopped."""
    with closing(BreachStore(url)) as cases, closing(EventStore(url)) as events, closing(StopStore(url)) as stops:
        events.append([payload(1, person=PERSONS[0]), payload(2)], "node-a")
        cases.collect([event(1, person=PERSONS[0]).payload()], "c1", "")
        switch = Switch(cases, events, stops, lambda: NOW)
        case = cases.case("2026-0001")
        assert (switch.subject(case, "tool"), switch.subject(case, "person")) == ("tool:openai", f"person:{PERSONS[0]}")
        with pytest.raises(NothingToStop):
            Switch(cases, events, stops, lambda: NOW, lambda _tool: False).subject(case, "tool")
        after = switch.use(Stop("2026-0001", "person", True, "Správce", Part.IT, "únik"))
        assert after.remedies == ("přístup osoby k nástrojům umělé inteligence pozastaven na bráně",)
        assert switch.stopped("2026-0001") == ["person"]
        with pytest.raises(CaseError) as caught:
            switch.use(Stop("2026-0009", "tool", True, "Správce", Part.IT, "únik"))
        assert caught.value.reason == "case"
        with pytest.raises(CaseError) as caught:
            switch.use(Stop("2026-0001", "tool", True, "Někdo", Part.EMPLOYEE, "únik"))
        assert caught.value.reason == "part"
