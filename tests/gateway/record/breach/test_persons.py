"""How many people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.metric_labels import ENTITIES
from gateway.record.breach.persons import IDENTIFYING, Seen, estimated


def seen(*marks: str, **kinds: int) -> Seen:
    """``PERSON:1`` is a name; the same again is the same name."""
    pairs = [(kind, digest) for kind, _, digest in (mark.partition(":") for mark in marks)]
    return kinds or {kind: 1 for kind, _ in pairs}, pairs


@pytest.mark.parametrize(
    ("events", "persons", "why"),
    [
        ([], 0, "nothing"),
        ([seen("PERSON:1", "CZ_BIRTH_NUMBER:a")], 1, "a name and a number of one person"),
        ([seen("PERSON:1", "PERSON:2", "CZ_BIRTH_NUMBER:a")], 2, "the kind that has most"),
        ([seen("PERSON:1"), seen("PERSON:1"), seen("PERSON:1", "PERSON:2")], 2, "the same text again"),
        ([seen("PERSON:1"), seen("PERSON:2")], 2, "one after the other"),
        ([seen("PHONE_NUMBER:1", "SECRET:2")], 0, "kinds that tell nobody apart"),
        ([seen(*(f"PERSON:{n}" for n in range(32)), PERSON=100, CZ_BIRTH_NUMBER=100)], 100, "a table of which the beginning is known"),
    ],
)
def test_estimated(events: list[Seen], persons: int, why: str) -> None:
    """Distinct values of one kind."""
    assert estimated(events) == persons, why


def test_kinds_are_ours() -> None:
    """Each is the name of an entity."""
    assert set(ENTITIES) >= IDENTIFYING


_EVENTS = st.lists(
    st.lists(st.sampled_from([f"PERSON:{n}" for n in range(5)]), max_size=5).map(lambda marks: seen(*marks, PERSON=len(marks)))
)


@given(_EVENTS, _EVENTS)
def test_more_events_are_never_fewer_people(some: list[Seen], more: list[Seen]) -> None:
    """And in any order the same."""
    assert estimated(some) <= estimated([*some, *more]) == estimated([*more, *some])
