"""Attempts become cases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.model import Disclosed
from gateway.record.breach.grouping import WINDOW, Attempt, group, tier

START = datetime(2026, 11, 22, 8, tzinfo=UTC)


def attempt(
    number: int, minutes: float = 0, tool: str = "openai", person: str | None = "p1", disclosed: Disclosed = Disclosed.NONE, **kinds: int
) -> Attempt:
    return Attempt(f"E{number}", START + timedelta(minutes=minutes), tool, person, kinds or {"PERSON": 1}, disclosed)


def test_one_case_with_many_attempts():
    """The same person, tool and class within a window; counts are the most of one attempt."""
    (case,) = group([attempt(1, PERSON=2), attempt(2, 5, PERSON=3), attempt(3, 60, CZ_BIRTH_NUMBER=1)])
    assert [one.event for one in case.attempts] == ["E1", "E2", "E3"]
    assert case.kinds() == {"PERSON": 3, "CZ_BIRTH_NUMBER": 1}
    assert case.last - case.first == timedelta(minutes=60)


def test_what_parts_cases():
    """Another person, tool, class, day, and whether it left."""
    day = WINDOW.total_seconds() / 60
    attempts = [
        attempt(1),
        attempt(2, 1, person="p2"),
        attempt(3, 2, tool="claude"),
        attempt(4, 3, HEALTH=1),
        attempt(5, 4, SECRET=1),
        attempt(6, 5, disclosed=Disclosed.FULL),
        attempt(7, day + 1),
    ]
    assert len(group(attempts)) == len(attempts)
    assert [case.left for case in group(attempts)].count(True) == 1


def test_a_chain_of_attempts_goes_on():
    """The window runs from the last attempt."""
    half = WINDOW.total_seconds() / 60 * 0.9
    assert len(group([attempt(1), attempt(2, half), attempt(3, 2 * half)])) == 1


def test_without_findings_there_is_no_case():
    """An opaque file holds no kinds: it is no suspicion of its own."""
    assert group([Attempt("E1", START, "openai", "p1", {}, Disclosed.NONE, "opaque_body")]) == ()


@pytest.mark.parametrize(
    ("reason", "disclosed", "cases", "why"),
    [
        ("unread", Disclosed.UNKNOWN, [True], "it left after a justification, and nobody knows what was in it"),
        ("unread", Disclosed.NONE, [], "it was only asked about"),
        ("unknown_file", Disclosed.FULL, [], "the office lets such references pass"),
    ],
)
def test_what_left_unread_is_a_suspicion(reason, disclosed, cases, why):
    """A case without a finding: nobody could look for one."""
    assert [case.left for case in group([Attempt("E1", START, "openai", "p1", {}, disclosed, reason)])] == cases, why


def test_tiers():
    """The gravest class of several."""
    assert tier(["PERSON", "HEALTH", "SECRET"]) == "special"
    assert tier(["PERSON", "SECRET"]) == "confidential"
    assert tier(["PERSON"]) == "ordinary"


@given(st.permutations([attempt(number, number * 7, person=f"p{number % 3}") for number in range(9)]))
def test_order_does_not_matter(attempts):
    """The same attempts give the same cases with the same keys, in whatever order they come."""
    cases = group(attempts)
    assert sum(len(case.attempts) for case in cases) == 9
    assert [case.key for case in cases] == [case.key for case in group(sorted(attempts, key=lambda one: one.at))]
