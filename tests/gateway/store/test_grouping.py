"""From the event store to cases."""

from __future__ import annotations

import asyncio
import json
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from allowlist.answers import Approved, Role
from detectors.finding import Finding
from gateway.decide.policy import Policy
from gateway.decide.rules import Monitor, Period
from gateway.feeds.outbox import Outbox
from gateway.model import RequestHead
from gateway.pipeline import Request
from gateway.proxy.outcome import Forward, Progress
from gateway.proxy.recorder import SpoolRecorder
from gateway.record.breach.step import State
from gateway.store import grouping
from gateway.store.breaches import BreachStore
from gateway.store.events import EventStore
from gateway.store.evidence import EvidenceStore
from gateway.store.holding import HoldingSink
from gateway.store.outbox import FeedLedger, Wants
from gateway.store.sealing import Sealer, move, opened
from gateway.store.spool import Spool
from gateway.store.writer import Writer
from support.customs import AT, customs
from support.events import payload
from support.proxy import VALUE
from support.readers import OFFICER, evidence

MONITORED = Policy(monitors={"openai": Monitor("openai", "WG", "DPO", Period(AT - timedelta(days=1), AT + timedelta(days=1)))})


def request(text):
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": text}]}).encode()
    head = RequestHead("https", "api.example", 443, "POST", "/v1/x", "", (("content-type", "application/json"),))
    return Request(head, body, Approved("openai", "chat", Role.PROMPT, "test", "openai_chat"), 100_000)


class Kept:
    """A feed that is collected for the morning; what rings comes at once all the same."""

    name, largest = "mail", 50

    def __init__(self):
        self.got = []

    async def deliver(self, batch):
        self.got += [one.event for one in batch]


@pytest.mark.parametrize("keep", ["none", "excerpt", "full"])
def test_what_left_in_a_trial_is_a_suspected_incident_at_once(url, tmp_path, keep):
    """From the proxy to the officer's mail: a monitored finding left, its event and sealed evidence are in the store, the case rings."""
    pool = tmp_path / "evidence"
    sealer = Sealer(evidence(tmp_path, keep), pool)

    async def kept(event, segments, marks):
        if keep != "none":
            sealer.put(event, segments, marks)

    made, _, recorder = customs(MONITORED, kept)
    spool = Spool(tmp_path / "spool.sqlite3")
    recorder.put = SpoolRecorder(HoldingSink(spool)).put

    async def found(texts):
        return [(Finding("PHONE_NUMBER", at, at + len(VALUE), 0.9, "test"),) if (at := text.find(VALUE)) >= 0 else () for text in texts]

    made._detect = found
    outcome = asyncio.run(made.inspect(request(f"číslo {VALUE}"), "proxy", Progress()))
    assert isinstance(outcome, Forward)
    with closing(EventStore(url)) as events, closing(BreachStore(url)) as breaches, closing(EvidenceStore(url)) as sealed:
        assert Writer(spool, events, "node-a").step() == 1
        move(pool, sealed)
        collected = grouping.collect(events, breaches)
        assert collected is not None
        assert (collected.cases, collected.ringing) == ((f"{AT.year}-0001",), (f"{AT.year}-0001",))
        case = breaches.cases()[0]
        assert (case.state, case.facts["left"], case.facts["kinds"]) == (State.SUSPECTED, True, {"PHONE_NUMBER": 1})
        records = sealed.newest(case.facts["events"][0])
        assert len(records) == (keep != "none")
        if keep == "full":
            whole = sealed.get(records[0].id)
            assert whole is not None
            assert VALUE in opened(whole.sealed, OFFICER, whole.event_id).decode()
        with closing(FeedLedger(url, "mail", Wants(("cases",), tools={"openai"}, from_start=True), "node-a")) as ledger:
            feed = Kept()
            Outbox(feed, ledger, ("cases",), digest="daily", clock=lambda: datetime.now(UTC)).turn()
        assert [(event["type"], event["rings"], event["left"]) for event in feed.got] == [("breach.suspected", True, True)]
        assert VALUE not in str(feed.got)


def test_events_become_cases(url):
    """Each event once, in batches, until nothing is new."""
    with closing(EventStore(url)) as events, closing(BreachStore(url)) as breaches:
        assert grouping.collect(events, breaches) is None
        events.append([payload(number) for number in range(1, 4)], "n1")
        first = grouping.collect(events, breaches)
        assert first is not None
        assert first.attempts == 3
        assert grouping.collect(events, breaches) is None
        assert sum(len(case.facts["events"]) for case in breaches.cases()) == 3
