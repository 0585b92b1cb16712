"""Somebody who owns the database changes it with plain SQL; the same on both databases."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from gateway.record import chain
from gateway.record.chain import Head
from gateway.record.erasure import EraseReason
from gateway.store import verifying
from gateway.store.engine import writing
from support.events import payload, payloads

KEY = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"\x02" * 32)
TRUSTED = (KEY.public_key(),)
E3 = "e00000003"


@pytest.fixture
def filled(store):
    """Two nodes with five events each; two events of the first were erased."""
    store.append(payloads(1, 5), "node-a")
    store.append(payloads(11, 15), "node-b")
    store.erase(["e00000001", "e00000002"], EraseReason.RETENTION, KEY)
    return store


def problems(store, trusted=TRUSTED, anchors=()):
    return [(p.kind.value, p.writer, p.seq, p.until) for p in store.verify(trusted, anchors).problems]


def sql(store, *statements, **values):
    with writing(store._engine) as connection:
        for statement in statements:
            connection.execute(text(statement), {name: value for name, value in values.items() if f":{name}" in statement})


def test_sound(filled):
    """An untouched store is sound, and its report counts what it read."""
    report = filled.verify(TRUSTED)
    assert report.sound
    assert (report.entries, report.erased, report.complete) == (11, 2, True)
    assert report.heads == filled.heads()
    assert [(head.writer, head.seq) for head in report.heads] == [("erasure", 1), ("node-a", 5), ("node-b", 5)]


def test_empty(store):
    """An empty store is sound."""
    assert store.verify().sound


GONE = [f"DELETE FROM event_payloads WHERE event_id = '{E3}'", f"DELETE FROM events WHERE id = '{E3}'"]
TABLE = [
    ([f"UPDATE events SET tool = 'other' WHERE id = '{E3}'"], [("changed", "node-a", 3, None)], "a clear column"),
    ([f"UPDATE events SET at_ms = at_ms + 1 WHERE id = '{E3}'"], [("changed", "node-a", 3, None)], "a time by a millisecond"),
    (["UPDATE events SET verdict = 'pass' WHERE id = 'e00000001'"], [("changed", "node-a", 1, None)], "a clear column of an erased event"),
    (
        [f"UPDATE event_payloads SET payload = replace(payload, 'block', 'pass_') WHERE event_id = '{E3}'"],
        [("payload_changed", "node-a", 3, None)],
        "the payload",
    ),
    ([f"UPDATE event_payloads SET payload = 'x' WHERE event_id = '{E3}'"], [("payload_changed", "node-a", 3, None)], "not even JSON"),
    (GONE, [("missing", "node-a", 3, 3)], "a row"),
    ([GONE[0]], [("payload_missing", "node-a", 3, None)], "a payload without a proof"),
    (
        [GONE[0], "INSERT INTO erasures (event_id, erased_by) SELECT 'e00000003', erased_by FROM erasures WHERE event_id = 'e00000001'"],
        [("forged_erasure", "node-a", 3, None)],
        "a payload, hung onto the proof of another erasure",
    ),
    (
        [GONE[0], "INSERT INTO erasures (event_id, erased_by) VALUES ('e00000003', 'e00000005')"],
        [("forged_erasure", "node-a", 3, None)],
        "a proof that is none",
    ),
    (
        ["DELETE FROM erasures WHERE event_id = 'e00000001'"],
        [("payload_missing", "node-a", 1, None)],
        "the way from an erased event to its proof",
    ),
    (
        ["DELETE FROM event_payloads WHERE event_id = 'e00000015'", "DELETE FROM events WHERE id = 'e00000015'"],
        [("missing", "node-b", 5, 5)],
        "the last row",
    ),
    (
        [
            "UPDATE events SET seq = -4 WHERE id = 'e00000003'",
            "UPDATE events SET seq = 3 WHERE id = 'e00000004'",
            "UPDATE events SET seq = 4 WHERE id = 'e00000003'",
        ],
        [("reordered", "node-a", 3, None), ("reordered", "node-a", 4, None)],
        "two rows changed places",
    ),
    (
        [
            "UPDATE events SET position = -1 WHERE id = 'e00000003'",
            "UPDATE events SET position = 3 WHERE id = 'e00000004'",
            "UPDATE events SET position = 4 WHERE id = 'e00000003'",
        ],
        [("reordered", "node-a", 4, None)],
        "two rows changed places in the listing",
    ),
    (["UPDATE chains SET seq = 4 WHERE writer = 'node-b'"], [("unexpected", "node-b", 5, None)], "the note of the last entry"),
    (["DELETE FROM chains WHERE writer = 'node-b'"], [("head_changed", "node-b", 5, None)], "the note is gone"),
    (
        [
            "DELETE FROM event_payloads WHERE event_id LIKE 'e0000001_'",
            "DELETE FROM events WHERE writer = 'node-b'",
            "DELETE FROM chains WHERE writer = 'node-b'",
        ],
        [("missing", "", 1, None)],
        "a whole chain with its note leaves a gap in the positions",
    ),
]


@pytest.mark.parametrize(("statements", "expected", "why"), TABLE)
def test_what_was_done_is_named(filled, statements, expected, why):
    """It says what was done, to whose chain, at which entry."""
    sql(filled, *statements)
    assert problems(filled) == expected, why


def test_restored_payload(filled):
    """A payload that comes back after its erasure is found, also when the way to its proof was cut."""
    row = filled.get("e00000001")
    assert row.payload is None
    put = "INSERT INTO event_payloads (event_id, salt, payload) VALUES ('e00000001', :salt, :payload)"
    sql(filled, put, salt=b"s" * 32, payload=payload(1).decode())
    assert ("not_erased", "node-a", 1, None) in problems(filled)
    sql(filled, "DELETE FROM erasures WHERE event_id = 'e00000001'")
    assert ("not_erased", "node-a", 1, None) in problems(filled)


def test_forged_erasure_event(filled):
    """An erasure signed by a key that is not trusted is false itself, and so is every erasure that leans on it."""
    filled.erase([E3], EraseReason.SUBJECT_REQUEST, OTHER)
    assert problems(filled) == [("forged_erasure", "erasure", 2, None), ("forged_erasure", "node-a", 3, None)]
    assert problems(filled, (*TRUSTED, OTHER.public_key())) == []


def test_without_keys_no_erasure_counts(filled):
    """Trust comes from outside the store: without keys, what was erased is not vouched for."""
    assert {kind for kind, *_ in problems(filled, ())} == {"forged_erasure"}


def test_rewritten_chain_breaks_at_an_anchor(filled):
    """Whoever rewrites a chain to its end is sound in the store, and caught by a head kept outside."""
    anchors = filled.heads()
    sql(filled, "DELETE FROM event_payloads WHERE event_id = 'e00000015'", "DELETE FROM events WHERE id = 'e00000015'")
    row = next(row for row in filled.page().rows if row.id == "e00000014")
    sql(filled, "UPDATE chains SET seq = 4, hash = :hash, position = 9 WHERE writer = 'node-b'", hash=bytes.fromhex(row.hash))
    assert [kind for kind, *_ in problems(filled)] == ["missing"], "the gap in the positions is left"
    filled.append([payload(16)], "node-b")
    assert problems(filled, anchors=anchors) == [("anchor_broken", "node-b", 5, None)]
    assert problems(filled, anchors=[Head("node-z", 3, b"h" * 32)])[0][:2] == ("head_changed", "node-z"), "a whole chain that was anchored"


def test_stops_at_a_bound(store, monkeypatch):
    """A store full of damage is reported as such, not read to the end."""
    monkeypatch.setattr(verifying, "MAX_PROBLEMS", 3)
    store.append(payloads(1, 8), "node-a")
    sql(store, "UPDATE events SET tool = 'other'")
    report = store.verify()
    assert len(report.problems) == 3
    assert not report.complete


def test_pages(store, monkeypatch):
    """A chain longer than a page is read whole."""
    monkeypatch.setattr(verifying, "PAGE", 4)
    store.append(payloads(1, 9), "node-a")
    assert store.verify().entries == 9
    sql(store, "UPDATE events SET tool = 'other' WHERE seq = 9")
    assert problems(store) == [("changed", "node-a", 9, None)]


def test_many_proofs(store, monkeypatch):
    """More proofs than memory holds at a time are all used."""
    monkeypatch.setattr(verifying, "PROOFS", 2)
    store.append(payloads(1, 6), "node-a")
    for number in range(1, 6):
        store.erase([f"e{number:08}"], EraseReason.RETENTION, KEY)
    report = store.verify(TRUSTED)
    assert report.sound
    assert report.erased == 5


def test_verify_beside_appending(filled):
    """A chain that grows while it is read is read as it was at the beginning."""
    assert chain.genesis("node-a") != filled.heads()[1]
    original = verifying.Verification._stored

    def grow(self, row):
        if row.seq == 1 and row.writer == "node-a":
            filled.append(payloads(50, 52), "node-a")
        return original(self, row)

    verifying.Verification._stored = grow
    try:
        assert filled.verify(TRUSTED).sound
    finally:
        verifying.Verification._stored = original
    assert filled.count() == 14
