"""Chain heads."""

from __future__ import annotations

from datetime import UTC, date, datetime

from gateway.feeds.heads import heads_event
from gateway.record.chain import Head


def test_they_are_anchors():
    """One event a day names every writer with its number and hash, as `celnice events verify --anchors` reads them."""
    made = heads_event(date(2026, 11, 22), [Head("node-a", 7, b"\x01" * 32)], datetime(2026, 11, 22, 5, tzinfo=UTC))
    assert made == {
        "id": "heads-2026-11-22",
        "type": "chain.heads",
        "at": "2026-11-22T05:00:00.000+00:00",
        "heads": [{"writer": "node-a", "seq": 7, "hash": "01" * 32}],
    }
