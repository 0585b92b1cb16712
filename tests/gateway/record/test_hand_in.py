"""The yearly report handed in: what may be entered, when it is due, what its event says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from gateway.record.event import EventType
from gateway.record.hand_in import LONGEST, Due, HandIn, HandInError, check, digest_of, due, payload

TODAY = date(2027, 1, 20)
ONE = HandIn(2026, date(2027, 1, 19), datetime(2027, 1, 20, 8, tzinfo=UTC), "Petr Malý", "Jana Nováková, ředitelka", digest_of(b"zprava"))


@pytest.mark.parametrize(
    ("changes", "code", "why"),
    [
        ({}, None, "as it should be"),
        ({"day": TODAY}, None, "today"),
        ({"day": date(2027, 1, 1)}, None, "the first day"),
        ({"day": date(2026, 12, 31)}, "day", "the year was not over"),
        ({"day": date(2027, 1, 21)}, "day", "tomorrow"),
        ({"year": 2027}, "year", "the running year"),
        ({"to": " "}, "to", "nobody"),
        ({"to": "x" * (LONGEST + 1)}, "to", "too long"),
        ({"by": ""}, "who", "nobody"),
        ({"digest": "A" * 64}, "digest", "capitals"),
        ({"digest": "a" * 63}, "digest", "too short"),
    ],
)
def test_what_may_be_entered(changes: dict[str, Any], code: str | None, why: str) -> None:
    """A paper of a year that is over, handed by somebody to somebody, on a day between."""
    if code is None:
        check(replace(ONE, **changes), TODAY)
        return
    with pytest.raises(HandInError) as error:
        check(replace(ONE, **changes), TODAY)
    assert error.value.code == code, why


@pytest.mark.parametrize(
    ("today", "handed", "cases", "expected", "why"),
    [
        (date(2026, 12, 31), [], 3, Due.LATE, "of the year before, still"),
        (date(2027, 1, 1), [], 0, Due.NOW, "in January everybody is reminded"),
        (date(2027, 1, 31), [], 3, Due.NOW, "the last day"),
        (date(2027, 2, 1), [], 3, Due.LATE, "over"),
        (date(2027, 2, 1), [], 0, None, "nothing is known of that year"),
        (date(2027, 1, 20), [ONE], 3, None, "handed in"),
        (date(2027, 1, 20), [replace(ONE, year=2025)], 3, Due.NOW, "another year's"),
    ],
)
def test_when_it_is_due(today: date, handed: list[HandIn], cases: int, expected: Due | None, why: str) -> None:
    """By 31 January, until it is entered."""
    assert due(today, handed, cases) is expected, why


def test_its_event() -> None:
    """Who and to whom stand in the part that stays in the house; no log shows them."""
    made = payload(ONE, "a1")
    assert (made["type"], made["detail"]) == (EventType.REPORT_HANDED_IN.value, "2026")
    assert made["console"] == {"who": ONE.by, "to": ONE.to, "day": "2027-01-19", "year": 2026, "digest": ONE.digest}
    assert "Petr" not in repr(ONE)
    assert "Jana" not in repr(ONE)
