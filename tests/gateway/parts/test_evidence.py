"""Sealed evidence for the console, over a real store."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.console.sealed import NotHandedOut, Wish
from gateway.parts.evidence import sealed_records
from gateway.settings import Settings
from gateway.store.events import EventStore
from gateway.store.evidence import EvidenceStore
from gateway.store.reader_keys import public_pem
from gateway.store.seal import Sealed, reader_id
from gateway.store.sealing import opened, sealed_to
from support.events import FIRST, payloads
from support.readers import OFFICER, SECOND, STRANGER
from support.stores import sqlite_url

CLERK, DPO = ("account:tajemnik",), ("account:vzorova",)
OFFICERS, SECONDS, STRANGERS = (reader_id(key.public_key()) for key in (OFFICER, SECOND, STRANGER))


@pytest.fixture
def house(tmp_path: Path):
    url = sqlite_url(tmp_path)
    events, evidence = EventStore(url), EvidenceStore(url)
    events.append(payloads(1, 1), "node-a")
    evidence.add("one", "e00000001", sealed_to([OFFICER.public_key()], [], b"text", "e00000001"), FIRST)
    evidence.add("two", "e00000001", sealed_to([OFFICER.public_key()], [SECOND.public_key()], b"text", "e00000001"), FIRST)
    said = {"readers": [tmp_path / "officer.pub"], "second_readers": [tmp_path / "second.pub"]}
    for name, key in (("officer", OFFICER), ("second", SECOND)):
        (tmp_path / f"{name}.pub").write_text(public_pem(key.public_key()), encoding="ascii")
    yield (
        sealed_records(Settings.model_validate({"data": {"dir": tmp_path}, "store": {"url": url}, "evidence": said}), events),
        events,
        evidence,
    )
    evidence.close()
    events.close()


def openings(events: EventStore) -> list[tuple[str, str, list[str]]]:
    rows = [row for row in events.page().rows if row.payload is not None and "opening" in row.payload]
    return [(row.type, row.payload["opening"]["who"], row.payload["opening"]["readers"]) for row in rows]


def test_a_record_is_handed_out_after_its_event(house) -> None:
    """Its reader opens what is handed out; who, why and whose key stand in the chain."""
    records, events, _ = house
    text = records.hand_out("one", Wish("Mgr. Vzorová", "ověření případu", OFFICERS, case="2026-0001"))
    assert opened(Sealed.from_json(text), OFFICER, "e00000001") == b"text"
    assert openings(events) == [("evidence.opened", "Mgr. Vzorová", [OFFICERS])]
    assert records.get("one").readers == (OFFICERS,)
    assert {row.id for row in records.newest("e00000001", 10)} == {"one", "two"}


def test_two_persons(house) -> None:
    """The second holder releases; the first then opens what only the browser sees, and that is an event, too."""
    records, events, _ = house
    text = records.hand_out("two", Wish("Tajemník", "uvolnění případu", SECONDS, "release", ids=CLERK))
    records.hand_out("two", Wish("Mgr. Vzorová", "ověření případu", OFFICERS, "open_released", ids=DPO))
    assert [(kind, who) for kind, who, _ in openings(events)] == [("evidence.released", "Tajemník"), ("evidence.opened", "Mgr. Vzorová")]
    assert Sealed.from_json(text).wrapped[0].reader == SECONDS


@pytest.mark.parametrize(
    ("released", "wish", "code", "why"),
    [
        ((), Wish("A", "uvolnění případu", SECONDS, "release"), "person", "the token releases nothing: its holder could be both"),
        ((CLERK,), Wish("B", "ověření případu", OFFICERS, "open_released"), "person", "nor does it open what was released"),
        ((), Wish("A", "ověření případu", SECONDS, ids=CLERK), "two_persons", "the outer envelope leaves with a release only"),
        ((), Wish("A", "ověření případu", OFFICERS, "open_released", ids=DPO), "same", "nobody has released it"),
        ((DPO,), Wish("Někdo Jiný", "ověření případu", OFFICERS, "open_released", ids=DPO), "same", "one account under two names"),
        ((DPO,), Wish("B", "ověření případu", OFFICERS, "open_released", ids=("account:b", *DPO)), "same", "one person with two accounts"),
        ((CLERK,), Wish("B", "ověření případu", SECONDS, "open_released", ids=DPO), "same", "two accounts with one key"),
    ],
)
def test_two_persons_are_two(house, released, wish: Wish, code: str, why: str) -> None:
    """Two accounts, each with a key of its own; else nothing leaves and no opening is written down."""
    records, events, _ = house
    for ids in released:
        records.hand_out("two", Wish("Tajemník", "uvolnění případu", SECONDS, "release", ids=ids))
    before = events.count()
    with pytest.raises(NotHandedOut) as caught:
        records.hand_out("two", wish)
    assert (caught.value.code, events.count()) == (code, before), why


def test_a_release_of_another_record_is_none(house) -> None:
    """Each record is released by itself."""
    records, _, evidence = house
    evidence.add("three", "e00000001", sealed_to([OFFICER.public_key()], [SECOND.public_key()], b"text", "e00000001"), FIRST)
    records.hand_out("three", Wish("Tajemník", "uvolnění případu", SECONDS, "release", ids=CLERK))
    with pytest.raises(NotHandedOut, match="same"):
        records.hand_out("two", Wish("Mgr. Vzorová", "ověření případu", OFFICERS, "open_released", ids=DPO))


@pytest.mark.parametrize(
    ("record", "wish", "code"),
    [
        ("one", Wish("Mgr. Vzorová", "ověření případu", STRANGERS), "reader"),
        ("two", Wish("Mgr. Vzorová", "ověření případu", OFFICERS), "reader"),
        ("one", Wish("Mgr. Vzorová", "x", OFFICERS), "reason"),
        ("one", Wish(" ", "ověření případu", OFFICERS), "reason"),
        ("none", Wish("Mgr. Vzorová", "ověření případu", OFFICERS), "gone"),
    ],
)
def test_refusals_leave_no_event(house, record: str, wish: Wish, code: str) -> None:
    """A stranger's key, the first reader without a release, no reason, nobody, no record."""
    records, events, _ = house
    with pytest.raises(NotHandedOut, match=code):
        records.hand_out(record, wish)
    assert openings(events) == []


def test_what_has_ended_is_gone(house) -> None:
    """Without its wrapped keys there is nothing to hand out."""
    records, events, evidence = house
    evidence.destroy("one")
    with pytest.raises(NotHandedOut, match="gone"):
        records.hand_out("one", Wish("Mgr. Vzorová", "ověření případu", OFFICERS))
    assert records.get("one").readers == ()
    assert openings(events) == []
