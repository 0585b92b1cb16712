"""How far feeds have come, on both databases."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from gateway.feeds.api import Status
from gateway.feeds.outbox import Outbox
from gateway.record.breach.step import Action, Part
from gateway.record.erasure import EraseReason
from gateway.record.event import EventType
from gateway.store import outbox, signing
from gateway.store.breaches import BreachStore
from gateway.store.outbox import FeedLedger, Wants
from support.breach import INCIDENT, step
from support.events import payload, payloads

NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)
TODAY = str(NOW.date())


class Ticking(datetime):
    """A clock of its own, a second later at each look: heads go out once a day, and a test may run over midnight; letters come in the order
    of their milliseconds, and a test may make two in one.
    """

    looks = 0

    @classmethod
    def now(cls, tz=None):
        cls.looks += 1
        return NOW.astimezone(tz) + timedelta(seconds=cls.looks)


@pytest.fixture
def ledgers(url):
    opened = []

    def make(name="siem", holder="node-a", **wants):
        opened.append(FeedLedger(url, name, Wants(**{"tools": {"openai"}, "from_start": True, **wants}), holder))
        opened[-1].begin()
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def breaches(url):
    with closing(BreachStore(url)) as opened:
        yield opened


class Kept:
    def __init__(self, largest=3):
        self.name, self.largest, self.got = "siem", largest, []

    async def deliver(self, batch):
        self.got += [one.event for one in batch]


def drain(ledger, feed, *contents):
    box = Outbox(feed, ledger, contents or ("cases", "events", "heads"))
    for _ in range(100):
        if not box.turn():
            break
    return [one["id"] for one in feed.got]


def test_everything_in_order(store, ledgers):
    """Every event once, in order, without what stays in the house; a second reading finds nothing."""
    store.append([payload(n, person="p-1") for n in range(1, 11)], "node-a")
    ledger, feed = ledgers(contents=("events",)), Kept()
    assert ledger.waiting() == 10
    assert drain(ledger, feed, "events") == [f"e{n:08}" for n in range(1, 11)]
    assert ledger.waiting() == 0
    assert "p-1" not in json.dumps(feed.got)
    assert "fingerprints" not in feed.got[0]
    assert drain(ledger, Kept(), "events") == []
    assert ledger.status().sent is not None
    assert not ledger.status().held


def test_feeds_are_apart(store, ledgers):
    """Each has its own place; one that stands still holds up no other."""
    store.append(payloads(1, 5), "node-a")
    dead, well = ledgers("dead"), Kept()
    dead.failed(Status("e1", NOW, 1, NOW, "x"))
    assert len(drain(ledgers("well"), well, "events")) == 5
    assert dead.waiting() == 5


def test_a_new_feed_begins_now_or_at_the_beginning(store, ledgers, breaches):
    """By default with what comes; a feed that is known keeps its place; a content added later begins for itself."""
    store.append(payloads(1, 3), "node-a")
    breaches.report(lambda case: step(case, *INCIDENT[0]), 2026)
    fresh = ledgers("fresh", contents=("events",), from_start=False)
    store.append(payloads(4, 5), "node-a")
    assert drain(fresh, Kept(), "events") == ["e00000004", "e00000005"]
    again = ledgers("fresh", contents=("events", "cases"), from_start=False)
    assert drain(again, Kept(), "cases", "events") == []
    breaches.act("2026-0001", lambda case: step(case, *INCIDENT[1]))
    assert drain(again, Kept(), "cases", "events") == ["case-2026-0001-2"]


def test_types_narrow_it(store, ledgers):
    """Only the events of the types that the feed asks for."""
    store.append([payload(1), payload(2, type=EventType.TOOL_REFUSED), payload(3)], "node-a")
    assert drain(ledgers(types=("tool.refused",)), Kept(), "events") == ["e00000002"]


def test_cases_step_by_step(ledgers, breaches):
    """Every step that matters, in order over all cases; each once; a case in which nothing left is not for a feed of grave ones."""
    for number in range(2):
        opened = breaches.report(
            lambda case, n=number: step(case, Action.REPORT, Part.SYSTEM, "", {"left": n == 1, "kinds": {"PERSON": 1}}), 2026
        )
        for row in INCIDENT[1:6]:
            breaches.act(opened.id, lambda case, row=row: step(case, *row))
    everything = drain(ledgers("all"), Kept(largest=2), "cases")
    expected = [f"case-2026-000{case}-{number}" for number in (1, 2, 3) for case in (1, 2)]
    assert sorted(everything) == sorted(expected)
    assert [one for one in everything if "-0001-" in one] == expected[::2]
    assert drain(ledgers("all"), Kept(), "cases") == []
    assert drain(ledgers("grave", only_left=True), Kept(), "cases") == expected[1::2]
    breaches.act("2026-0001", lambda case: step(case, Action.ASSESS, Part.DPO, "", INCIDENT[6][3]))
    assert drain(ledgers("all"), Kept(), "cases") == ["case-2026-0001-7"]


def test_an_older_step_is_not_missed(ledgers, breaches):
    """A case written later with an earlier time is delivered all the same: places are kept by case, not by time."""
    late = datetime.now(UTC) + timedelta(days=1)
    breaches.report(lambda case: step(case, *INCIDENT[0], at=late), 2026)
    ledger = ledgers()
    assert drain(ledger, Kept(), "cases") == ["case-2026-0001-1"]
    breaches.report(lambda case: step(case, *INCIDENT[0], at=late - timedelta(days=9)), 2026)
    assert drain(ledger, Kept(), "cases") == ["case-2026-0002-1"]


def test_chain_heads_once_a_day(store, ledgers, monkeypatch):
    """The heads of all writers, once a day; without any event there is none."""
    monkeypatch.setattr(outbox, "datetime", Ticking)
    ledger = ledgers()
    assert drain(ledger, Kept(), "heads") == []
    store.append(payloads(1, 2), "node-a")
    feed = Kept()
    assert drain(ledger, feed, "heads") == [f"heads-{TODAY}"]
    assert feed.got[0]["heads"] == [{"writer": "node-a", "seq": 2, "hash": store.heads()[0].hash.hex()}]
    assert drain(ledger, Kept(), "heads") == []


def test_one_turn_at_a_time(ledgers, store):
    """Only one process has the turn; whoever lost it moves nothing; a turn ends by itself, and a node takes up its own again."""
    store.append(payloads(1, 3), "node-a")
    first, second = ledgers(holder="node-a"), ledgers(holder="node-b")
    assert first.lease(60)
    assert not second.lease(60)
    assert first.lease(60)
    assert ledgers(holder="node-a").lease(60), "after a restart"
    portion = second.portion("events", 10)
    assert not second.delivered(portion, 3, NOW, keep=False)
    assert not second.bury(portion, 0, "x")
    second.failed(Status("e", NOW, 1, NOW, "x"))
    assert (first.status().reason, first.status().held, first.waiting()) == ("", True, 3)
    first.release()
    assert second.lease(0)
    assert first.lease(60), "the other's turn was over"
    assert not second.delivered(portion, 3, NOW, keep=False)
    assert first.delivered(portion, 2, NOW, keep=True)
    assert not second.lease(60)
    assert [one.cursor for one in first.portion("events", 10).entries] == [portion.entries[2].cursor]


def test_what_went_wrong_is_known_to_all(ledgers):
    """The state of failure survives a restart, is seen by other nodes, and is forgotten with the next success."""
    first = ledgers()
    assert first.lease(60)
    first.failed(Status("e1", NOW, 7, NOW + timedelta(minutes=5), "HTTP 500"))
    seen = ledgers(holder="node-b").status()
    assert (seen.item, seen.since, seen.attempts, seen.next, seen.reason) == ("e1", NOW, 7, NOW + timedelta(minutes=5), "HTTP 500")
    assert not seen.held


def test_dead_letters(store, ledgers, breaches, tmp_path, monkeypatch):
    """They keep only the name of what they are: sent again they say what stands in the store by then, and what is erased is gone."""
    monkeypatch.setattr(outbox, "datetime", Ticking)
    store.append(payloads(1, 3), "node-a")
    breaches.report(lambda case: step(case, *INCIDENT[0]), 2026)
    ledger = ledgers()
    for content, references in (
        ("events", ["e00000001", "e00000002"]),
        ("cases", ["2026-0001/1"]),
        ("heads", [TODAY]),
    ):
        for reference in references:
            assert ledger.lease(60)
            assert ledger.bury(ledger.portion(content, 10), 0, "HTTP 422")
            assert ledger.dead()[-1].reference == reference
    assert ledger.letters() == 4
    assert [one.cursor for one in ledger.portion("cases", 10).entries] == []
    by_name = {letter.reference: letter for letter in ledger.dead()}
    assert ledger.event_of(by_name["e00000001"])["kinds"] == {"CZ_BIRTH_NUMBER": 2}
    assert ledger.event_of(by_name["2026-0001/1"])["id"] == "case-2026-0001-1"
    assert ledger.event_of(by_name[TODAY])["type"] == "chain.heads"
    store.erase(["e00000001"], EraseReason.RETENTION, signing.signer(tmp_path / "keys"))
    assert "kinds" not in ledger.event_of(by_name["e00000001"])
    for letter in ledger.dead():
        ledger.forget(letter)
    assert ledger.letters() == 0
    assert drain(ledger, Kept(), "events")[0] == "e00000003"


def test_whom_a_case_concerns(ledgers, breaches):
    """A feed to the head of office, and one to the head of a department, carry the cases that are theirs; another one all of them."""

    def reported(**facts):
        breaches.report(lambda case: step(case, Action.REPORT, Part.EMPLOYEE, "", {"title": "x", "left": True, **facts}), 2026)

    reported(route="superior", department="Odbor dopravy")
    reported(route="head_of_office")
    reported(route="superior", department="Odbor financí")
    for name, wants, cases in (
        ("kancelar", {"routes": ("head_of_office",)}, ["2026-0002"]),
        ("doprava", {"departments": ("Odbor dopravy",)}, ["2026-0001"]),
        ("vse", {}, ["2026-0001", "2026-0002", "2026-0003"]),
    ):
        feed = Kept()
        drain(ledgers(name, contents=("cases",), **wants), feed, "cases")
        assert [one["case"] for one in feed.got] == cases
        assert all("Odbor" not in json.dumps(one, ensure_ascii=False) for one in feed.got), "a department is not sent"


def test_a_feed_to_superiors_carries_first_reports(ledgers, breaches):
    """Of employees, with the superior's account and a link to where it is read; no other feed has the account."""

    def reported(**facts):
        return breaches.report(lambda case: step(case, Action.REPORT, Part.EMPLOYEE, "", {"title": "x", "left": True, **facts}), 2026).id

    known = reported(route="superior", superior="petr.svoboda")
    reported(route="head_of_office")
    nobody = reported(route="superior")
    breaches.act(known, lambda case: step(case, Action.RECEIVE, Part.DPO))
    feed = Kept()
    drain(ledgers("nadrizenym", contents=("cases",), superiors=True, link="https://brana.urad.cz"), feed, "cases")
    assert [(one["case"], one["superior"]) for one in feed.got] == [(known, "petr.svoboda"), (nobody, "")]
    assert {one["link"] for one in feed.got} == {"https://brana.urad.cz/start#reports"}
    other = Kept()
    drain(ledgers("vse", contents=("cases",)), other, "cases")
    assert known in {one["case"] for one in other.got}
    assert "petr.svoboda" not in json.dumps(other.got)
