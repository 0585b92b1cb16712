"""When a digest is due."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gateway.feeds.digest import due


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


ROWS = [
    ("off", "2026-11-22T10:00", "2026-11-22T10:00", True, "no digest"),
    ("hourly", "2026-11-22T10:59", "2026-11-22T11:00", True, "the full hour"),
    ("hourly", "2026-11-22T11:00", "2026-11-22T11:59", False, "sent in this hour"),
    ("daily", "2026-11-22T05:59", "2026-11-22T06:00", True, "seven in Prague in winter"),
    ("daily", "2026-11-22T06:01", "2026-11-23T05:59", False, "not yet seven"),
    ("daily", "2026-07-01T04:59", "2026-07-01T05:00", True, "seven in Prague in summer"),
    ("daily", "2026-10-24T05:00", "2026-10-25T05:30", False, "the night in which the clocks go back: six in the morning"),
    ("daily", "2026-10-24T05:00", "2026-10-25T06:00", True, "and seven"),
    ("daily", "2026-11-20T06:00", "2026-11-23T12:00", True, "days were missed"),
]


@pytest.mark.parametrize(("mode", "sent", "now", "expected", "why"), ROWS, ids=[row[4] for row in ROWS])
def test_boundaries(mode, sent, now, expected, why):
    """Due when a boundary lies between the last delivery and now."""
    assert due(mode, at(sent), at(now)) is expected, why


def test_the_first_goes_at_once():
    """A new feed shows that it works."""
    assert due("daily", None, at("2026-11-22T12:00"))
