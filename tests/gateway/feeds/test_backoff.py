"""Waiting."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.feeds.backoff import LONGEST, LONGEST_ASKED, pause, retry_after

NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)


@given(st.integers(0, 10**9), st.floats(0, 1))
def test_it_grows_and_is_bounded(attempts, chance):
    """Never nothing, never more than five minutes, and never shorter after one more failure."""
    assert 0.5 <= pause(attempts, chance) <= LONGEST
    assert pause(attempts + 1, chance) >= pause(attempts, chance)


def test_jitter_is_half():
    """Two feeds that failed together come back up to half the wait apart."""
    assert (pause(4, 0), pause(4, 1)) == (4.0, 8.0)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Sun, 22 Nov 2026 14:01:00 GMT", 60.0),
        ("Sun, 22 Nov 2026 13:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        (None, None),
        ("-5", None),
        ("9" * 400, 999_999_999.0),
    ],
)
def test_retry_after(value, seconds):
    """Seconds or a date; anything else is no wish."""
    assert retry_after(value, NOW) == seconds


def test_a_wish_is_kept_up_to_an_hour():
    """A receiver may ask for more than we would wait, but not for ever, and for less it is not asked."""
    assert pause(1, 0, 50.0) == 50.0
    assert pause(1, 0, 10**9) == LONGEST_ASKED
    assert pause(9, 1, 1.0) == 256.0
