"""Acts for the console out of a real store, and a node's notes of its settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from gateway.live_settings import Live
from gateway.parts.auditing import KEPT, SettingsNotes, audit, sections
from gateway.policy_settings import Policy
from gateway.record.act import Act, Wanted
from gateway.record.event import EventType
from gateway.settings import Settings
from gateway.store.auditing import tell
from gateway.store.engine import make_engine, writing
from gateway.store.events import EventStore
from gateway.store.models import PayloadRecord
from support.console import START
from support.stores import sqlite_url


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[Settings, EventStore]]:
    settings = Settings.model_validate({"data": {"dir": tmp_path}, "store": {"url": sqlite_url(tmp_path)}})
    with closing(EventStore(str(settings.store.url))) as events:
        yield settings, events


def noted(events: EventStore, settings: Settings) -> list[Act]:
    return list(reversed(audit(settings, events).acts(Wanted(group="settings"), None, 50).rows))


def test_changed_settings_are_noted_once(house: tuple[Settings, EventStore]) -> None:
    """The first start is no change; then each section that is another is named, and neither its old nor its new value."""
    settings, events = house
    notes, live = SettingsNotes(settings, events), Live(settings.policy)
    notes.note(live)
    assert noted(events, settings) == []
    milder = replace(live, policy=Policy(threshold=0.65))
    notes.note(milder)
    notes.note(milder)
    again = SettingsNotes(settings.model_copy(update={"office": settings.office.model_copy(update={"name": "Vzorov"})}), events)
    again.note(replace(milder, texts={"cs": "x"}))
    told = [dict(act.more) for act in noted(events, settings)]
    assert [one["sections"] for one in told] == ["policy", "office, texts"]
    assert all(one["node"].startswith("node-") for one in told)
    assert "Vzorov" not in str(told)


def test_refused_settings_are_noted_once(house: tuple[Settings, EventStore]) -> None:
    """What was wrong is not said: it may quote the file."""
    settings, events = house
    notes, live = SettingsNotes(settings, events), Live(settings.policy)
    for fault in ("", "celnice.toml: unknown key", "celnice.toml: unknown key", ""):
        notes.note(replace(live, fault=fault))
    assert [act.type for act in noted(events, settings)] == ["settings.refused"]
    assert "unknown" not in str(events.latest(1).rows[0].payload)


def test_a_store_that_is_away_is_told_later(tmp_path: Path, house: tuple[Settings, EventStore], caplog: pytest.LogCaptureFixture) -> None:
    """The next note makes up for it."""
    settings, events = house
    live, milder = Live(settings.policy), Live(Policy(threshold=0.65))
    SettingsNotes(settings, events).note(live)
    with closing(EventStore(f"sqlite:///{tmp_path / 'none' / 'none.db'}")) as away:
        SettingsNotes(settings, away).note(milder)
    assert "could not be noted (StoreUnavailable)" in caplog.text
    SettingsNotes(settings, events).note(milder)
    assert [dict(act.more)["sections"] for act in noted(events, settings)] == ["policy"]


def test_no_secret_can_be_told_from_a_digest() -> None:
    """Eight digits say that a section is another, and no more."""
    found = sections(Settings(), Live(Settings().policy))
    assert {"policy", "console", "texts"} <= found.keys()
    assert {len(digest) for digest in found.values()} == {8}


def test_a_changed_act_is_found(house: tuple[Settings, EventStore]) -> None:
    """Somebody who owns the database rewrites who signed in: within ten minutes the page says where."""
    settings, events = house
    tell(events, EventType.CONSOLE_SIGNED_IN, {"account": "jana"})
    tell(events, EventType.CONSOLE_SIGNED_IN, {"account": "karel"})
    now = [START]
    port = audit(settings, events, lambda: now[0])
    assert (port.chains().sound, port.chains().entries) == (True, 2)
    row = events.latest(1).rows[0]
    engine = make_engine(str(settings.store.url))
    with writing(engine) as connection:
        changed = {**(row.payload or {}), "console": {"account": "nobody"}}
        connection.execute(update(PayloadRecord).where(PayloadRecord.event_id == row.id).values(payload=str(changed)))
    engine.dispose()
    assert port.chains().sound, "kept for a while"
    now[0] += KEPT + timedelta(seconds=1)
    assert port.chains().wrong == {("console", 2)}
