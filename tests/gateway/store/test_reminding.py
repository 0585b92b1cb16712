"""The duty of reminders with a moved clock, on both databases: each once, whatever nodes run, die or start."""

from __future__ import annotations

import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from gateway.record.breach.machine import CaseError
from gateway.record.breach.step import Action, Part
from gateway.store.breaches import BreachStore
from gateway.store.outbox import FeedLedger, Wants
from gateway.store.reminding import remind
from support.breach import INCIDENT, step

HOUR = timedelta(hours=1)


@pytest.fixture
def store(url):
    with closing(BreachStore(url)) as opened:
        yield opened


@pytest.fixture
def aware(store):
    """An incident of Friday afternoon, and one that only stands in the inbox."""
    store.report(lambda case: step(case, *INCIDENT[0]), 2026)
    for given in INCIDENT[1:3]:
        case = store.act("2026-0001", lambda case, given=given: step(case, *given))
    store.report(lambda case: step(case, *INCIDENT[0]), 2026)
    return case.times["aware"]


def at(moment):
    return lambda: moment


def marks(store):
    return [step.facts["mark"] for step in store.history("2026-0001") if step.action is Action.REMIND]


def test_each_once(store, aware):
    """A whole weekend, asked every half hour, with a fresh start each time."""
    for half in range(150):
        remind(store, clock=at(aware + half * HOUR / 2))
    assert marks(store) == [24, 48, 60, 70, 72]
    assert all(step.action is not Action.REMIND for step in store.history("2026-0002"))


def test_many_nodes_at_once(url, store, aware):
    """Four nodes at the same moment: one reminder."""
    barrier = threading.Barrier(4)

    def node():
        with closing(BreachStore(url)) as own:
            barrier.wait(60)
            remind(own, clock=at(aware + 25 * HOUR))

    threads = [threading.Thread(target=node) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert marks(store) == [24]


def test_an_officer_at_work(store, aware):
    """A reminder stands in nobody's way: who read the case before it may act after it; who missed a person's step may not."""
    version = store.case("2026-0001").steps
    remind(store, clock=at(aware + 25 * HOUR))
    late = aware + 26 * HOUR
    store.act("2026-0001", lambda case: step(case, Action.INVITE, Part.DPO, "", {"name": "IT"}, at=late), version=version)
    with pytest.raises(CaseError, match="somebody else"):
        store.act("2026-0001", lambda case: step(case, Action.INVITE, Part.DPO, "", {"name": "IT"}, at=late), version=version)
    with pytest.raises(CaseError, match="somebody else"):
        store.act("2026-0001", lambda case: step(case, Action.INVITE, Part.DPO, "", {"name": "IT"}, at=late), version=version + 7)


def test_it_goes_out(url, store, aware):
    """Feeds carry it as an event of its own that rings, with the hours that are left."""
    remind(store, clock=at(aware + 60 * HOUR))
    remind(store, clock=at(aware + 90 * HOUR))
    with closing(FeedLedger(url, "mail", Wants(contents=("cases",), tools={"openai"}, from_start=True), "node-a")) as ledger:
        ledger.begin()
        told = [entry.event for entry in ledger.portion("cases", 50).entries if entry.event and "deadline" in entry.event["type"]]
    assert [(event["type"], event["rings"], event["hours_left"]) for event in told] == [
        ("breach.deadline_near", True, 12),
        ("breach.deadline_passed", True, -18),
    ]
    assert told[0]["deadline"] == (aware + 72 * HOUR).astimezone(UTC).isoformat(timespec="seconds")


def test_what_is_configured(store, aware):
    """The hours of the settings."""
    assert remind(store, (5,), at(aware + 6 * HOUR)) == 1
    assert remind(store, (5,), at(aware + 30 * HOUR)) == 0
    assert marks(store) == [5]


def test_the_real_clock(store, aware):
    """Without a clock of its own it takes the machine's."""
    assert remind(store) == int(datetime.now(UTC) > aware + 24 * HOUR)
