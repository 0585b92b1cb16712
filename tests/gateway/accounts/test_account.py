"""Accounts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gateway.accounts.account import LONGEST_PAUSE, Account

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wrong", "seconds", "rests", "reason"),
    [
        (0, 0, False, "none wrong"),
        (4, 0, False, "people mistype"),
        (5, 59, True, "a minute after five"),
        (5, 60, False, "a minute is over"),
        (6, 61, True, "twice as long after the sixth"),
        (7, 239, True, "and again"),
        (1000, 899, True, "a quarter of an hour at most"),
        (1000, 900, False, "and no longer: nobody locks a colleague out"),
    ],
)
def test_how_long_an_account_rests(wrong: int, seconds: int, rests: bool, reason: str) -> None:
    """Longer with each wrong one, up to a limit."""
    account = Account("jana", wrong=wrong, wrong_at=NOW)
    until = account.rests_until(NOW + timedelta(seconds=seconds))
    assert (until is not None) is rests, reason
    assert until is None or until - NOW <= LONGEST_PAUSE


def test_the_repr_names_nobody() -> None:
    """Accounts may land in a log."""
    assert "jana" not in repr(Account("jana", "jana", password="jana", secret="jana", codes=("jana",)))
