from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allowlist import prague
from allowlist.workflow.working_days import is_working_day
from gateway.record.request.deadline import day_of, deadlines, months_after, working


@pytest.mark.parametrize(
    ("received", "further", "rested", "answer", "why"),
    [
        (date(2026, 3, 5), 0, 0, date(2026, 4, 7), "5 April 2026 is Easter Sunday, 6 April Easter Monday"),
        (date(2026, 9, 10), 0, 0, date(2026, 10, 12), "10 October is a Saturday"),
        (date(2026, 10, 20), 0, 0, date(2026, 11, 20), "the same number in the next month"),
        (date(2026, 8, 31), 0, 0, date(2026, 9, 30), "September has no 31st"),
        (date(2027, 1, 29), 0, 0, date(2027, 3, 1), "28 February 2027 is a Sunday"),
        (date(2028, 1, 31), 0, 0, date(2028, 2, 29), "a leap year"),
        (date(2026, 11, 24), 0, 0, date(2026, 12, 28), "24 to 26 December are holidays, then a weekend"),
        (date(2026, 10, 17), 0, 0, date(2026, 11, 18), "17 November is a holiday"),
        (date(2026, 9, 10), 1, 0, date(2026, 11, 10), "one further month, counted from receipt"),
        (date(2026, 9, 10), 2, 0, date(2026, 12, 10), "two further months"),
        (date(2026, 10, 20), 0, 5, date(2026, 11, 25), "five days in which the applicant was asked who they are"),
    ],
)
def test_answer(received, further, rested, answer, why):
    """The last day for an answer."""
    assert deadlines(received, further, rested).answer == answer, why


def test_internal_and_extension():
    """The draft is due after fourteen days; more time is taken within the first month, whatever is taken."""
    found = deadlines(date(2026, 11, 20), 2)
    assert (found.internal, found.extend_until) == (date(2026, 12, 4), date(2026, 12, 21))


def test_late_and_left():
    """The last day counts to its end in Prague."""
    found = deadlines(date(2026, 10, 20))
    assert not found.late(datetime(2026, 11, 20, 22, 59, tzinfo=UTC))
    assert found.late(datetime(2026, 11, 20, 23, 0, tzinfo=UTC))
    assert (found.left(date(2026, 11, 13)), found.left(date(2026, 11, 21))) == (7, -1)


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(0, 2))
def test_laws(received, further):
    """An answer is due on a working day, at least the months after receipt and at most a week of holidays later."""
    found = deadlines(received, further)
    assert is_working_day(found.answer)
    end = months_after(received, 1 + further)
    assert end <= found.answer <= end + timedelta(days=7)
    assert 28 <= (end - received).days <= 92
    assert working(found.answer) == found.answer


@given(st.integers(0, 40 * 365 * 24 * 60))
def test_day_of(minutes):
    """The day of an instant is the one that has begun and is not over in Prague."""
    at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    day = day_of(at)
    assert prague.midnight(day) <= at < prague.end(day)
