"""Own events over a real store: choices leave their event, their sealed justification and a clearance; reports leave an item."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.act.own_link import OwnLink, issue
from gateway.decide.choice import Choice
from gateway.parts.common import utc_now
from gateway.parts.own_event import WRITER, Alarms, OwnEvents, clearing
from gateway.parts.people import keyed
from gateway.record.canonical import canonical
from gateway.record.false_alarm import Outcome, Why
from gateway.settings import Data, Settings, Store
from gateway.store.clearances import ClearanceStore
from gateway.store.events import EventStore
from gateway.store.evidence import EvidenceStore
from gateway.store.rows import Filters
from gateway.store.sealing import opened
from support.events import event
from support.readers import OFFICER, SECOND, evidence
from support.stores import sqlite_url

WHY = "Odpověď občanovi potřebuje jeho jméno."
LINK = OwnLink("STOPPED", "ab" * 16, (Choice.CONFIRM,))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=Data(dir=tmp_path), store=Store(url=sqlite_url(tmp_path)), evidence=evidence(tmp_path, "none", two=True))


@pytest.fixture
def store(settings: Settings) -> EventStore:
    made = EventStore(settings.store.url)
    stopped = event(1, id="STOPPED", verdict="warn", kinds={"PERSON": 1}, rules={"person.model": 1}, person="2026-Q4.00")
    made.append([canonical(stopped.payload())], "node-a")
    return made


def test_a_choice_is_written_down_before_it_counts(settings: Settings, store: EventStore) -> None:
    """An event of the same person and kinds that names the stopped one; a clearance that names that event; a justification for two keys."""
    own = OwnEvents(settings, store)
    assert own.choose(LINK, Choice.CONFIRM, WHY)
    (row,) = store.latest(1, Filters(types=("prompt.confirmed",))).rows
    assert row.writer == WRITER
    facts = row.payload or {}
    assert (facts["detail"], facts["reason"], facts["disclosed"], facts["person"]) == ("STOPPED", "confirm", "none", "2026-Q4.00")
    assert WHY not in json.dumps(facts)
    kept = EvidenceStore(settings.store.url)
    sealed = kept.get(kept.of_event(row.id)[0])
    assert sealed is not None
    assert json.loads(opened(sealed.sealed, OFFICER, row.id, second=SECOND))["told"] == {"justification": WHY}
    taken = ClearanceStore(settings.store.url).take(LINK.mark, utc_now())
    assert taken is not None
    assert (taken.choice, taken.event) == (Choice.CONFIRM, row.id)
    assert store.verify().sound


def test_an_event_that_is_not_there_yet(settings: Settings, store: EventStore) -> None:
    """Nothing is chosen or reported of an event that the store does not have."""
    own, other = OwnEvents(settings, store), OwnLink("ELSEWHERE", LINK.mark, LINK.choices)
    assert not own.choose(other, Choice.CONFIRM, WHY)
    assert not own.report("ELSEWHERE", Why.PUBLIC, "", "")
    assert ClearanceStore(settings.store.url).take(LINK.mark, utc_now()) is None


def test_a_report_carries_the_rules_and_not_the_text(settings: Settings, store: EventStore) -> None:
    """Event, tool, kinds, rules and reason; note and value are sealed. The first report stands, and somebody closes it."""
    own, alarms = OwnEvents(settings, store), Alarms(settings)
    assert not own.reported("STOPPED")
    assert own.report("STOPPED", Why.NOT_PERSONAL, "je to obec", "Vzorov")
    assert own.report("STOPPED", Why.OTHER, "podruhé", "")
    (alarm,) = alarms.listed()
    assert (alarm.tool, alarm.why, dict(alarm.kinds), dict(alarm.rules)) == ("openai", Why.NOT_PERSONAL, {"PERSON": 1}, {"person.model": 1})
    assert "Vzorov" not in json.dumps(alarm.plain())
    record = EvidenceStore(settings.store.url).get(alarm.evidence)
    assert record is not None
    assert json.loads(opened(record.sealed, OFFICER, "STOPPED", second=SECOND))["told"] == {"note": "je to obec", "value": "Vzorov"}
    assert alarms.end("STOPPED", Outcome.MISTAKE, "Ing. Vzor") is not None
    assert alarms.listed() == ()
    assert len(alarms.listed(closed=True)) == 1


def test_links_of_all_processes_are_one_anothers(settings: Settings, store: EventStore) -> None:
    """What a proxy signs, the console of the same keys redeems."""
    proxy, own = clearing(settings), OwnEvents(settings, store)
    assert proxy.justified
    assert own.seals
    _, _, ticket = issue(keyed(settings).lasting, LINK, utc_now()).partition("?t=")
    assert own.link("STOPPED", ticket) == LINK
    assert own.link("OTHER", ticket) is None


def test_without_readers_and_without_a_store(tmp_path: Path) -> None:
    """Nobody to seal to: nothing written is kept. A store that is away: no choice can be taken."""
    plain = Settings(data=Data(dir=tmp_path), store=Store(url=f"sqlite:///{tmp_path}/none/store.sqlite3"))
    made = clearing(plain)
    assert not made.justified
    assert asyncio.run(made.clearances("ab" * 16, datetime.now(UTC) + timedelta(days=1))) is None
