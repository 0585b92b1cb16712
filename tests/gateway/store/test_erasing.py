import json

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gateway.record.erasure import EraseReason, key_id
from gateway.store import erasing
from gateway.store.events import EventStore
from gateway.store.evidence import EvidenceStore
from support.events import FIRST, event, payloads
from support.stores import sqlite_url

KEY = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)


def test_what_stays_and_what_goes(store):
    """Payload and salt go; the entry, its clear part and a signed erasure event stay."""
    store.append(payloads(1, 3), "node-a")
    before = store.get("e00000002")
    assert store.erase(["e00000002"], EraseReason.SUBJECT_REQUEST, KEY, FIRST) == 1
    after = store.get("e00000002")
    assert after.payload is None
    assert (after.hash, after.at, after.tool, after.verdict) == (before.hash, before.at, before.tool, before.verdict)
    proof = store.get(after.erased_by)
    assert proof.type == "chain.erased"
    assert (proof.writer, proof.at, proof.reason) == ("erasure", FIRST, "subject_request")
    assert proof.payload["erased"] == [{"id": "e00000002", "writer": "node-a", "seq": 2, "hash": before.hash}]
    assert proof.payload["key"] == key_id(KEY.public_key())
    assert store.get("e00000001").payload == event(1).payload()


def test_only_what_is_there(store):
    """Unknown, repeated and erased ids are passed over; a proof of erasure is never erased."""
    store.append(payloads(1, 2), "node-a")
    assert store.erase(["e00000001", "e00000001", "nobody"], EraseReason.RETENTION, KEY) == 1
    proof = store.get("e00000001").erased_by
    assert store.erase(["e00000001", proof], EraseReason.RETENTION, KEY) == 0
    assert store.erase([], EraseReason.RETENTION, KEY) == 0
    assert store.count() == 3
    assert store.verify([KEY.public_key()]).sound


def test_many_take_several_proofs(store, monkeypatch):
    """A proof names a bounded number of entries; more take more proofs, in one transaction."""
    monkeypatch.setattr(erasing, "TARGETS", 4)
    store.append(payloads(1, 10), "node-a")
    assert store.erase([f"e{n:08}" for n in range(1, 11)], EraseReason.RETENTION, KEY) == 10
    proofs = [row for row in store.page().rows if row.type == "chain.erased"]
    assert [len(row.payload["erased"]) for row in proofs] == [4, 4, 2]
    report = store.verify([KEY.public_key()])
    assert report.sound
    assert report.erased == 10


def test_erased_events_stay_in_pages(store):
    """Cursors go on working, and the chain goes on."""
    store.append(payloads(1, 3), "node-a")
    cursor = store.get("e00000002").cursor
    store.erase(["e00000002", "e00000003"], EraseReason.RETENTION, KEY)
    store.append(payloads(4, 4), "node-a")
    assert [row.id for row in store.page(cursor).rows if row.type != "chain.erased"] == ["e00000003", "e00000004"]
    assert json.dumps(store.get("e00000003").public())
    assert store.verify([KEY.public_key()]).sound


def test_evidence_goes_with_its_event(store, url):
    """Erasing an event destroys the sealed evidence that belongs to it, and no other."""
    evidence = EvidenceStore(url)
    reader = X25519PrivateKey.generate().public_key()
    store.append(payloads(1, 2), "node-a")
    gone, kept = evidence.put("e00000001", b"one", [reader]), evidence.put("e00000002", b"two", [reader])
    store.erase(["e00000001"], EraseReason.RETENTION, KEY)
    assert evidence.get(gone).sealed.wrapped == ()
    assert len(evidence.get(kept).sealed.wrapped) == 1
    evidence.close()


def test_nothing_is_left_in_the_files(tmp_path):
    """On SQLite no file holds the payload's bytes after erasure. (PostgreSQL frees the space, see erasing.forget.)"""
    store = EventStore(sqlite_url(tmp_path))
    store.append(payloads(1, 40), "node-a")
    gone, kept = (event(number).fingerprints[0].digest.encode() for number in (7, 8))

    def found(needle):
        return [path.name for path in tmp_path.iterdir() if needle in path.read_bytes()]

    assert found(gone)
    store.erase(["e00000007"], EraseReason.RETENTION, KEY)
    assert found(gone) == []
    assert found(kept)
    store.close()


def test_dead_rows_are_freed(pg_url):
    """On PostgreSQL no dead payload is left after erasure: VACUUM has freed its space."""
    store = EventStore(pg_url)
    store.append(payloads(1, 40), "node-a")
    store.erase([f"e{n:08}" for n in range(1, 11)], EraseReason.RETENTION, KEY)
    with psycopg.connect(pg_url.replace("+psycopg", "")) as connection:
        pages, visible = connection.execute("SELECT relpages, relallvisible FROM pg_class WHERE relname = 'event_payloads'").fetchone()
    assert pages == visible > 0
    store.close()


@pytest.mark.parametrize("reason", list(EraseReason))
def test_reasons(store, reason):
    """Every reason can be listed."""
    store.append(payloads(1, 1), "node-a")
    store.erase(["e00000001"], reason, KEY)
    assert store.page().rows[-1].reason == reason.value
