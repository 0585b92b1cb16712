"""By what events are found, and what they add to the numbers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gateway.record.event import EventType
from gateway.record.facets import BUCKETS, DIGEST, SEPARATOR, WEEKLY, Facet, facets, fingerprint, tallies
from support.events import event

LATE = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)  # 1 November in Prague


def test_an_event_is_found_by_what_it_holds() -> None:
    """Kinds, department, person and shortened fingerprints; what is not known is no way."""
    made = event(1, kinds={"PERSON": 2, "IBAN_CODE": 1}, department="odbor kultury", person="2026-Q4.abc").payload()
    digest = made["fingerprints"][0]["digest"]
    assert facets(made) == (
        Facet("kind", "PERSON"),
        Facet("kind", "IBAN_CODE"),
        Facet("department", "odbor kultury"),
        Facet("person", "2026-Q4.abc"),
        Facet("fingerprint", f"CZ_BIRTH_NUMBER:2026-Q4:{digest[:DIGEST]}"),
    )
    assert fingerprint("A", "P", "0" * 64) == f"A:P:{'0' * DIGEST}"
    assert facets(event(1, kinds={}, fingerprints=(), person=None).payload()) == ()


def counted(**changes: object) -> set[tuple[str, str, str]]:
    return {tuple(tally) for tally in tallies(event(1, **changes).payload())}


def test_an_event_counts_once_for_each_thing() -> None:
    """Its day is Prague's; a kind counts once however many findings; the department's people by month."""
    rows = counted(at=LATE, kinds={"PERSON": 7}, department="odbor kultury", person="p")
    assert ("2026-11-01", "kind", "PERSON") in rows
    assert ("2026-11-01", "verdict", "block") in rows
    assert ("2026-11-01", "tool", "openai") in rows
    assert ("2026-11-01", "disclosed", "none") in rows
    assert ("2026-11-01", "department", "odbor kultury") in rows
    assert ("2026-10-26", "kind" + WEEKLY, "PERSON") in rows, "under its Monday"
    (member,) = [value for day, facet, value in rows if facet == "people" and day == "2026-11"]
    name, _, bucket = member.partition(SEPARATOR)
    assert name == "odbor kultury"
    assert 0 <= int(bucket) < BUCKETS, "a bucket, and no pseudonym"


def test_nobody_known_is_one_person_a_day() -> None:
    """As in the report of shadow AI."""
    assert ("2026-11", "people", f"{SEPARATOR}2026-11-01") in counted(at=LATE, person=None)


@pytest.mark.parametrize(
    ("kind", "facets_counted", "why"),
    [
        (
            EventType.TOOL_REFUSED,
            {f"{facet}{span}" for facet in ("verdict", "disclosed", "kind", "tool") for span in ("", WEEKLY)},
            "of a closed service neither person nor department is counted here",
        ),
        (EventType.EVIDENCE_OPENED, set(), "what the house notes is no attempt"),
    ],
)
def test_what_is_not_counted(kind: EventType, facets_counted: set[str], why: str) -> None:
    """Only what people sent."""
    assert {row[1] for row in counted(type=kind)} == facets_counted, why
