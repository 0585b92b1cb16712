"""Sealed names out of a real store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.console.sealed import NotHandedOut, Wish
from gateway.parts.people import keyed
from gateway.parts.revealing import sealed_names
from gateway.people.pseudonym import pseudonym, record
from gateway.settings import Settings
from gateway.store.events import EventStore
from gateway.store.people import PeopleStore, aad
from gateway.store.seal import Sealed, reader_id, seal, unseal
from support.events import payload
from support.readers import OFFICER, STRANGER
from support.stores import sqlite_url

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
READER = reader_id(OFFICER.public_key())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[Settings, EventStore, str]]:
    """Events of somebody whose name is kept, of somebody whose is not, of nobody, and of a period whose key is gone."""
    url = sqlite_url(tmp_path)
    settings = Settings.model_validate({"data": {"dir": tmp_path}, "store": {"url": url}})
    keys = keyed(settings)
    period, key = keys.periods(NOW)
    jana, karel = record(keys.lasting, "jana"), record(keys.lasting, "karel")
    with closing(EventStore(url)) as events, closing(PeopleStore(url)) as people:
        people.name(jana, seal(b"jana", [OFFICER.public_key()], aad(jana)))
        known = [payload(1, person=pseudonym(key, period, jana)), payload(2, person=pseudonym(key, period, karel))]
        events.append([*known, payload(3), payload(4, person="1999-Q1." + "0" * 20)], "n1")
        yield settings, events, pseudonym(key, period, jana)


def test_the_reader_opens_it_and_the_chain_says_so(house: tuple[Settings, EventStore, str]) -> None:
    """The account is inside; the event names the pseudonym, who and why, and neither the account nor the lasting record."""
    settings, events, known = house
    name = sealed_names(settings, events).hand_out("e00000001", Wish("Mgr. Vzorová", "opakované pokusy", READER, case="2026-0001"))
    assert unseal(Sealed.from_json(name.sealed), OFFICER, aad(name.record)) == b"jana"
    row = events.latest(1).rows[0]
    assert (row.type, row.payload and row.payload["detail"]) == ("person.revealed", "e00000001")
    assert row.payload is not None
    assert row.payload["opening"] == {
        "person": known,
        "event": "e00000001",
        "who": "Mgr. Vzorová",
        "why": "opakované pokusy",
        "case": "2026-0001",
        "readers": [READER],
    }
    assert row.payload["person"] is None, "an act of an official is no event of the person's own"
    assert "Vzorová" not in str(row.public())
    assert name.record not in str(row.payload)


@pytest.mark.parametrize(
    ("event", "why", "reader", "code", "reason"),
    [
        ("e00000001", "x", READER, "reason", "no sentence"),
        ("e00000001", "opakované pokusy", reader_id(STRANGER.public_key()), "reader", "another's key"),
        ("e00000002", "opakované pokusy", READER, "gone", "no name was kept"),
        ("e00000003", "opakované pokusy", READER, "gone", "nobody known"),
        ("e00000004", "opakované pokusy", READER, "gone", "the key of its period is gone"),
        ("e00000009", "opakované pokusy", READER, "gone", "no such event"),
    ],
)
def test_nothing_is_handed_out(house: tuple[Settings, EventStore, str], event: str, why: str, reader: str, code: str, reason: str) -> None:
    """And nothing stands in the chain."""
    settings, events, _ = house
    before = events.count()
    with pytest.raises(NotHandedOut) as refused:
        sealed_names(settings, events).hand_out(event, Wish("Mgr. Vzorová", why, reader))
    assert (refused.value.code, events.count()) == (code, before), reason
