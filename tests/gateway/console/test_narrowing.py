"""What narrows the list of events."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gateway.console.narrowing import STOPPED, Narrowing, narrowing_of
from support.console import Wanted

FULL = {"tool": "openai", "kind": "PERSON", "verdict": "block", "department": "odbor kultury", "since": "2027-03-14", "until": "2027-03-15"}


def test_fields_become_filters() -> None:
    """Both days count, as days in Prague."""
    assert narrowing_of(FULL).filters(Wanted) == Wanted(
        types=STOPPED,
        tools=("openai",),
        verdicts=("block",),
        kinds=("PERSON",),
        departments=("odbor kultury",),
        since=datetime(2027, 3, 13, 23, tzinfo=UTC),
        until=datetime(2027, 3, 15, 23, tzinfo=UTC),
    )
    assert narrowing_of({"before": "c1", "tool": ""}) == Narrowing()
    assert Narrowing().filters(Wanted) == Wanted(types=STOPPED), "the use of tools, not the acts of officials"


def test_an_address_says_the_same_again() -> None:
    """What is written into links leads to the same list."""
    narrowed = narrowing_of(FULL)
    assert "odbor+kultury" in narrowed.query()
    assert Narrowing().query() == ""
    assert narrowing_of({"tool": "a", "since": "2027-01-01"}).query() == "tool=a&since=2027-01-01"
    assert "odbor kultury" not in repr(narrowed)


@pytest.mark.parametrize(
    ("given", "live"),
    [({}, True), ({"tool": "a"}, True), ({"since": "2027-01-01"}, True), ({"kind": "PERSON"}, False), ({"until": "2027-01-01"}, False)],
)
def test_what_the_index_finds_is_not_live(given: dict[str, str], live: bool) -> None:
    """The index comes a moment after the event; a list that follows would miss some."""
    assert narrowing_of(given).live is live


@pytest.mark.parametrize(
    "given",
    [{"tool": "a b"}, {"kind": "<x>"}, {"verdict": "x" * 65}, {"department": "x" * 121}, {"department": "a\nb"}, {"since": "yesterday"}],
)
def test_what_is_no_field_is_refused(given: dict[str, str]) -> None:
    """And not quoted."""
    with pytest.raises(ValueError, match="^not a") as refused:
        narrowing_of(given)
    assert not any(value in str(refused.value) for value in given.values())


def test_one_day_alone() -> None:
    """From one day to the same is that day."""
    narrowed = narrowing_of({"since": "2027-07-01", "until": "2027-07-01"})
    assert (narrowed.since, narrowed.until) == (date(2027, 7, 1), date(2027, 7, 1))
    wanted = narrowed.filters(Wanted)
    assert (wanted.until - wanted.since).total_seconds() == 86400
