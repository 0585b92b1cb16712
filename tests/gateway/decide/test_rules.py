"""Periods of rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from gateway.decide.rules import Period

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_a_period():
    """The first instant belongs to it, the last does not."""
    period = Period(NOW, NOW + timedelta(days=1))
    assert [period.holds(NOW + timedelta(seconds=seconds)) for seconds in (-1, 0, 86_399, 86_400)] == [False, True, True, False]
