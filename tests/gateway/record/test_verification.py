"""The store's content is modelled as a list of rows; anything an attacker could do to it is one or more of the changes below."""

import dataclasses

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.record import chain
from gateway.record.canonical import canonical
from gateway.record.chain import Head
from gateway.record.erasure import EraseReason, Erasure, Target, key_id, signed
from gateway.record.verification import ProblemKind, Proof, Stored, check
from support.events import FIRST, payload

KEY = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
LENGTH = 6


def build(payloads, writer="node-a"):
    head, rows = chain.genesis(writer), []
    for number, data in enumerate(payloads, 1):
        draft, salt = chain.draft(data), bytes([number]) * 32
        link = chain.append(head, draft, salt)
        rows.append(Stored(number * 2, writer, link.seq, link.prev, link.hash, link.salted_hash, draft.clear, salt, data))
        head = Head(writer, link.seq, link.hash)
    return rows, head


ROWS, HEAD = build(payload(number) for number in range(1, LENGTH + 1))


def problems(rows, head=HEAD, anchors=()):
    rows = sorted(rows, key=lambda row: row.seq)
    return [(problem.kind.value, problem.seq) for problem in check("node-a", rows, head, [KEY.public_key()], anchors)]


def at(seq, **changes):
    return [dataclasses.replace(row, **changes) if row.seq == seq else row for row in ROWS]


def rehashed(rows, first):
    """What somebody who can compute hashes makes of a changed row: its own hash is right again."""
    return [dataclasses.replace(row, hash=row.computed()) if row.seq == first else row for row in rows]


def test_sound():
    """An untouched chain has no problem, whole or empty."""
    assert problems(ROWS) == []
    assert problems([], chain.genesis("node-a")) == []


SWAPPED = [dataclasses.replace(row, seq={2: 3, 3: 2}.get(row.seq, row.seq)) for row in ROWS]
FAR = [dataclasses.replace(row, seq={1: 5, 5: 1}.get(row.seq, row.seq)) for row in ROWS]
LISTED = [dataclasses.replace(row, position={4: 6, 6: 4}.get(row.position, row.position)) for row in ROWS]


@pytest.mark.parametrize(
    ("rows", "expected", "why"),
    [
        (at(3, salted_hash=b"x" * 32), [("changed", 3), ("payload_changed", 3)], "the hash of the payload"),
        (at(3, clear=dataclasses.replace(ROWS[2].clear, tool="other")), [("changed", 3)], "a clear column"),
        (at(3, prev=b"x" * 32), [("changed", 3)], "the link back"),
        (at(3, hash=b"x" * 32), [("changed", 3)], "the hash itself; the next entry still names the true one"),
        (at(3, payload=payload(99)), [("payload_changed", 3)], "the payload"),
        (at(3, salt=b"x" * 32), [("payload_changed", 3)], "the salt"),
        (at(3, payload=None, salt=None), [("payload_missing", 3)], "the payload is gone without a proof"),
        (at(3, payload=None), [("payload_missing", 3)], "half of it is gone"),
        (at(3, payload=None, salt=None, proof=Proof.FORGED), [("forged_erasure", 3)], "gone with a false proof"),
        (at(3, proof=Proof.FORGED), [("forged_erasure", 3)], "a false proof of what is still there"),
        (at(3, proof=Proof.VALID), [("not_erased", 3)], "a true proof, and the payload came back"),
        (ROWS[1:], [("missing", 1)], "the first"),
        (ROWS[:2] + ROWS[4:], [("missing", 3)], "two in the middle"),
        (ROWS[:-1], [("missing", 6)], "the last"),
        ([], [("missing", 1)], "all"),
        (SWAPPED, [("reordered", 2), ("reordered", 3)], "neighbours changed places"),
        (FAR, [("reordered", 1), ("reordered", 5)], "far ones changed places"),
        (LISTED, [("reordered", 3)], "only the order of listing was changed"),
        ([*ROWS, dataclasses.replace(ROWS[2], position=99)], [("duplicate", 3)], "an entry twice"),
        (
            rehashed(at(3, clear=dataclasses.replace(ROWS[2].clear, tool="other")), 3),
            [("unlinked", 4)],
            "changed by somebody who can compute: the next one does not follow",
        ),
        (
            rehashed(at(6, clear=dataclasses.replace(ROWS[5].clear, tool="other")), 6),
            [("head_changed", 6)],
            "the last one, changed by somebody who can compute",
        ),
    ],
)
def test_each_kind(rows, expected, why):
    """Each kind of damage is named, at its entry."""
    assert problems(rows) == expected, why


def test_erased_is_not_missing():
    """A payload that a valid proof covers is no problem."""
    assert problems(at(3, payload=None, salt=None, proof=Proof.VALID)) == []


def test_erased_entries_stay_protected():
    """After erasure the clear part is still bound by the hash."""
    rows = at(3, payload=None, salt=None, proof=Proof.VALID, clear=dataclasses.replace(ROWS[2].clear, verdict="pass"))
    assert problems(rows) == [("changed", 3)]


def _erasure(key):
    proof = Erasure("x1", FIRST, EraseReason.RETENTION, (Target("e1", "node-a", 1, b"h" * 32),), key_id(key.public_key()))
    return canonical(signed(proof, key))


def test_erasure_events():
    """An erasure event must be signed by a trusted key, and is never erased itself."""
    for key, expected in ((KEY, []), (Ed25519PrivateKey.from_private_bytes(b"\x02" * 32), [("forged_erasure", 1)])):
        rows, head = build([_erasure(key)])
        assert problems(rows, head) == expected
    gone = [dataclasses.replace(rows[0], payload=None, salt=None, proof=Proof.VALID)]
    assert problems(gone, head) == [("payload_missing", 1)]


def test_head():
    """Rows beyond the head were not written by the store; a chain without its head cannot be trusted at its end."""
    rows, longer = build(payload(number) for number in range(1, LENGTH + 2))
    assert problems(rows) == [("unexpected", 7)]
    assert problems(ROWS, longer) == [("missing", 7)]
    assert problems(ROWS, None) == [("head_changed", 6)]
    assert problems(ROWS, dataclasses.replace(HEAD, hash=b"x" * 32)) == [("head_changed", 6)]


def test_anchors():
    """A chain written anew by somebody who owns the store is sound in itself, and breaks at a head kept elsewhere."""
    forged, head = build(payload(number, tool="other") for number in range(1, LENGTH + 1))
    assert problems(forged, head) == []
    assert problems(forged, head, [Head("node-a", 4, ROWS[3].hash)]) == [("anchor_broken", 4)]
    assert problems(forged, head, [Head("node-a", 9, ROWS[3].hash)]) == [("anchor_broken", 9)]
    assert problems(ROWS, HEAD, [Head("node-a", 4, ROWS[3].hash), Head("node-b", 1, b"")]) == []


def test_rows_are_read_once():
    """Rows may come from a cursor: one pass, nothing kept."""
    assert list(check("node-a", iter(ROWS), HEAD)) == []


@st.composite
def mutations(draw):
    """One change of one thing: a field of a row, a row away, a row twice, two rows' places."""
    rows, seq = list(ROWS), draw(st.integers(1, LENGTH))
    row = rows[seq - 1]
    kind = draw(st.sampled_from(["prev", "hash", "salted_hash", "salt", "payload", "clear", "seq", "erase", "delete", "swap", "writer"]))
    if kind in ("prev", "hash", "salted_hash", "salt", "payload"):
        data = bytearray(getattr(row, kind))
        bit = draw(st.integers(0, len(data) * 8 - 1))
        data[bit // 8] ^= 1 << bit % 8
        rows[seq - 1] = dataclasses.replace(row, **{kind: bytes(data)})
    elif kind == "clear":
        name = draw(st.sampled_from([field.name for field in dataclasses.fields(row.clear)]))
        value = getattr(row.clear, name)
        changed = value + draw(st.integers(1, 10**6)) if isinstance(value, int) else value + draw(st.text("abc", min_size=1, max_size=3))
        rows[seq - 1] = dataclasses.replace(row, clear=dataclasses.replace(row.clear, **{name: changed}))
    elif kind == "seq":
        rows[seq - 1] = dataclasses.replace(row, seq=draw(st.integers(-2, 3000).filter(lambda other: other != seq)))
    elif kind == "erase":
        rows[seq - 1] = dataclasses.replace(row, salt=None, payload=None, proof=draw(st.sampled_from([Proof.NONE, Proof.FORGED])))
    elif kind == "delete":
        del rows[seq - 1]
    elif kind == "swap":
        other = draw(st.integers(1, LENGTH).filter(lambda other: other != seq))
        rows = [dataclasses.replace(r, seq={seq: other, other: seq}.get(r.seq, r.seq)) for r in rows]
    else:
        rows[seq - 1] = dataclasses.replace(row, writer="node-b")
    return rows


@given(mutations())
@settings(max_examples=300, deadline=None)
def test_any_single_mutation_is_found(rows):
    """No single change of the rows goes unseen."""
    assert problems(rows)


@given(st.sets(st.integers(1, LENGTH), min_size=1))
def test_missing_are_named_exactly(away):
    """Missing entries are named, all of them and no other."""
    rows = [row for row in ROWS if row.seq not in away]
    found = set()
    for problem in check("node-a", rows, HEAD):
        assert problem.kind is ProblemKind.MISSING
        found.update(range(problem.seq, problem.until + 1))
    assert found == away
