from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gateway.model import Disclosed
from gateway.record.breach.case import Case
from gateway.record.breach.step import Action, Part, Step
from gateway.record.event import EventType
from gateway.record.retention import Keep, Plan
from gateway.store import grouping, retaining, seal
from gateway.store.breaches import BreachStore
from gateway.store.evidence import EvidenceStore
from gateway.store.holds import HoldStore
from gateway.store.keyring import Keyring, PeriodDestroyed
from gateway.store.retaining import Retention
from support.events import FIRST, payload, payloads

KEY = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
READER = X25519PrivateKey.from_private_bytes(b"\x02" * 32).public_key()
OVER = FIRST + timedelta(days=91)


@pytest.fixture
def retention(url, tmp_path):
    made = Retention(url, Plan(), 30, lambda: KEY, [Keyring(tmp_path / "keys")])
    yield made
    made.close()


def ended(retention, now):
    while retention.work(now):
        pass


def left(store):
    return [row.id for row in store.page().rows if row.payload is not None and row.type != "chain.erased"]


def incident(url, events):
    """A case that names these events and is an open incident."""
    breaches = BreachStore(url)

    def make(action, part, why="", facts=None):
        return lambda case: Step(case.id, case.steps + 1, FIRST, "A", part, action, why, facts or {})

    case: Case = breaches.report(make(Action.REPORT, Part.DPO, facts={"events": events, "left": True}), 2026)
    breaches.act(case.id, make(Action.RECEIVE, Part.DPO))
    breaches.act(case.id, make(Action.CLASSIFY, Part.DPO, "odešlo", {"as": "incident"}))
    breaches.close()
    return case.id


def test_what_is_over_goes_by_itself(store, retention, monkeypatch):
    """Payloads go at the end of their period, in portions; the chain stays whole and says erased, not missing."""
    monkeypatch.setattr(retaining, "PORTION", 4)
    store.append(payloads(1, 10), "node-a")
    store.append([payload(11, at=OVER - timedelta(days=1))], "node-a")
    ended(retention, FIRST + timedelta(days=89))
    assert len(left(store)) == 11
    ended(retention, OVER)
    assert left(store) == ["e00000011"]
    report = store.verify([KEY.public_key()])
    assert (report.sound, report.erased) == (True, 10)
    assert {row.reason for row in store.page().rows if row.type == "chain.erased"} == {"retention"}
    ended(retention, OVER)
    assert store.verify([KEY.public_key()]).erased == 10, "the next round finds nothing"


def test_what_is_needed_stays(store, retention, url):
    """Events of an open incident and of a hold stay; a lifted hold lets go; a dry run changes nothing and says the same."""
    store.append(payloads(1, 4), "node-a")
    incident(url, ["e00000001"])
    holds = HoldStore(url)
    holds.put("event:e00000002", held=True, who="A", why="spor")
    assert retention.look(OVER).events == {Keep.OPEN: 1, Keep.HELD: 1, Keep.DUE: 2}
    assert len(left(store)) == 4
    ended(retention, OVER)
    assert left(store) == ["e00000001", "e00000002"]
    holds.put("event:e00000002", held=False, who="A", why="konec sporu")
    ended(retention, OVER)
    assert left(store) == ["e00000001"]
    holds.close()


def test_a_hold_placed_meanwhile_counts(store, retention, url, monkeypatch):
    """What is held between the look and the erasure is not erased."""
    store.append(payloads(1, 2), "node-a")
    holds, erase = HoldStore(url), retention._erase

    def late(ids, now):
        holds.put("event:e00000001", held=True, who="A", why="spor")
        return erase(ids, now)

    monkeypatch.setattr(retention, "_erase", late)
    ended(retention, OVER)
    assert left(store) == ["e00000001"]
    holds.close()


def test_sealed_evidence_ends_sooner(store, retention, url):
    """Sealed records go after their own days, key and ciphertext, but for those of incidents."""
    store.append(payloads(1, 2), "node-a")
    evidence = EvidenceStore(url)
    gone, kept = (evidence.put(f"e0000000{n}", b"text", [READER], FIRST) for n in (1, 2))
    incident(url, ["e00000002"])
    ended(retention, FIRST + timedelta(days=29))
    assert evidence.get(gone).sealed.wrapped
    assert retention.look(FIRST + timedelta(days=31)).evidence == 1
    ended(retention, FIRST + timedelta(days=31))
    assert (evidence.get(gone).sealed.wrapped, evidence.get(gone).sealed.ciphertext) == ((), b"")
    assert evidence.get(kept).sealed.wrapped
    assert len(left(store)) == 2
    evidence.close()


def test_keys_go_with_their_period(retention, tmp_path):
    """A fingerprint key is destroyed when the youngest event of its period is over, and not made again."""
    keyring = Keyring(tmp_path / "keys")
    keyring.fingerprint("CZ_BIRTH_NUMBER", "1", date(2026, 10, 1))
    last = FIRST.replace(year=2027, month=3, day=31)
    ended(retention, last)
    assert keyring.periods() == ("2026-Q4",)
    assert retention.look(last + timedelta(days=1)).keys == ("2026-Q4",)
    ended(retention, last + timedelta(days=1))
    with pytest.raises(PeriodDestroyed):
        keyring.key("2026-Q4")


def test_a_justification_lives_as_long_as_its_case(store, retention, url):
    """What an employee wrote before a stopped text left: joined to the case of what left, held with it, ended with it."""
    kinds = {"disclosed": Disclosed.FULL, "person": "p1"}
    said = payload(2, type=EventType.PROMPT_CONFIRMED, kinds={}, detail="e00000001", person="p1")
    other = payload(4, type=EventType.PROMPT_CONFIRMED, kinds={}, detail="e00000009")
    passed = payload(3, type=EventType.PROMPT_RECORDED, verdict="pass", reason="confirmed", detail="e00000002", **kinds)
    store.append([payload(1, person="p1"), said, passed, other], "node-a")
    evidence, breaches = EvidenceStore(url), BreachStore(url)
    for number in (2, 4):
        sealed = seal.seal(b"reasons", [READER], b"x")
        evidence.add(f"r{number}", f"e0000000{number}", sealed, FIRST)
    collected = grouping.collect(store, breaches)
    (case,) = (breaches.case(number) for number in collected.ringing)
    assert case.facts["choices"] == ["e00000002"]

    def kept():
        return [name for name in ("r2", "r4") if evidence.get(name).sealed.wrapped]

    ended(retention, FIRST + timedelta(days=31))
    assert kept() == ["r2"], "one that belongs to no case ends with evidence.days"
    ended(retention, OVER)
    assert (kept(), left(store)) == (["r2"], ["e00000002", "e00000003", "e00000004"])

    def make(action, why="", facts=None):
        return lambda fresh: Step(fresh.id, fresh.steps + 1, fresh.last, "A", Part.DPO, action, why, facts or {})

    breaches.act(case.id, make(Action.RECEIVE))
    breaches.act(case.id, make(Action.CLASSIFY, "smyšlená osoba", {"as": "none"}))
    holds = HoldStore(url)
    holds.put(f"case:{case.id}", held=True, who="A", why="spor")
    ended(retention, OVER)
    assert kept() == ["r2"], "a legal hold of the case"
    holds.put(f"case:{case.id}", held=False, who="A", why="konec sporu")
    ended(retention, OVER)
    assert kept() == [], "a case that was dismissed keeps nothing"
    for store_ in (evidence, breaches, holds):
        store_.close()
