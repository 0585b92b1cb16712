"""Attempts out of refusals."""

from __future__ import annotations

from datetime import date

import pytest

from gateway.record.attempts import attempts, month
from gateway.record.shadow import Attempt

REFUSAL = {"at": "2026-11-22T23:30:00.000+00:00", "tool": "gemini", "person": "p1", "host": "gemini.google.com"}


def test_a_refusal_is_an_attempt():
    """The day is Prague's; the department is what the record, or who asks, says of it; the host stays where it is."""
    assert list(attempts([REFUSAL])) == [Attempt(date(2026, 11, 23), "gemini", "", "p1")]
    assert list(attempts([REFUSAL | {"department": "odbor kultury"}])) == [Attempt(date(2026, 11, 23), "gemini", "odbor kultury", "p1")]
    assert next(attempts([REFUSAL], lambda _facts: "X")).department == "X"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026-11", (date(2026, 11, 1), date(2026, 12, 1))), ("2026-12", (date(2026, 12, 1), date(2027, 1, 1)))],
)
def test_months(text, expected):
    """A month and the day after it, over the turn of the year too."""
    assert month(text) == expected


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "2026-1", "2026-11-01", "x026-11", "2026-+1", "2026-\u0661\u0661", "0000-01"]
)
def test_what_is_no_month(text):
    """Anything else is refused."""
    with pytest.raises(ValueError):
        month(text)
