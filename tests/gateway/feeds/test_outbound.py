"""What of an event goes out."""

from __future__ import annotations

from gateway.feeds.outbound import FIELDS, outbound
from support.events import event


def test_only_what_is_listed():
    """No fingerprint, no signature, no pseudonym, and no field that nobody has thought about; empty ones are left out."""
    row = {**event(1).payload(), "person": "p-1", "signature": "s", "opening": "why", "later": "Jan Novák", "cursor": "c"}
    out = outbound(row)
    assert set(out) <= set(FIELDS)
    assert not {"fingerprints", "person", "signature", "opening", "later", "cursor", "schema"} & set(out)
    assert out["kinds"] == {"CZ_BIRTH_NUMBER": 2}
    assert "detail" not in out


def test_an_erased_event_is_still_one():
    """Of an erased event the clear part goes out, with the name of what erased it."""
    row = {"id": "e", "at": "2026-11-22T14:20:05.000+00:00", "type": "prompt.blocked", "erased_by": "x", "kinds": {}}
    assert outbound(row) == {"id": "e", "at": row["at"], "type": "prompt.blocked", "erased_by": "x"}
