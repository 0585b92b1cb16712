"""Shadow AI without persons."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.record.shadow import OTHERS, Attempt, K, report

DAY = date(2026, 11, 2)


def tries(department: str, people: int, service: str = "gemini") -> list[Attempt]:
    return [Attempt(DAY, service, department, f"{department}-{number}") for number in range(people)]


def test_services_by_number():
    """The most tried first, with its days."""
    rows = report([*tries("a", 7), *tries("a", 6, "poe")])
    assert [(row.service, row.attempts, row.days) for row in rows] == [("gemini", 7, {DAY: 7}), ("poe", 6, {DAY: 6})]


def test_a_small_department_is_not_named():
    """Fewer than five people: together with other small ones, or not at all."""
    (row,) = report([*tries("velký", 5), *tries("malý", 3), *tries("menší", 2)])
    assert row.departments == {"velký": 5, OTHERS: 5}
    (row,) = report([*tries("velký", 5), *tries("malý", 4)])
    assert row.departments == {"velký": 5}
    (row,) = report([*tries("velký", 5), *tries("jediný", 1), *tries("druhý", 1)])
    assert row.departments == {"velký": 5}


def test_one_person_many_times():
    """Twenty attempts of one person name nobody."""
    (row,) = report([Attempt(DAY, "gemini", "odbor", "p")] * 20)
    assert (row.attempts, row.departments) == (20, {})


def test_where_nobody_is_known():
    """Attempts of unknown people count as one a day."""
    (row,) = report([Attempt(DAY, "gemini")] * 20)
    assert row.departments == {}
    (row,) = report([Attempt(DAY + timedelta(days=n), "gemini") for n in range(K)])
    assert row.departments == {"": K}


def test_a_service_that_was_hardly_tried():
    """Its days would lead to whoever tried it."""
    (row,) = report(tries("a", 2))
    assert (row.attempts, row.days) == (2, {})


ATTEMPTS = st.lists(
    st.builds(Attempt, st.just(DAY), st.just("gemini"), st.sampled_from("abcd"), st.sampled_from([f"p{n}" for n in range(12)]))
)


@given(ATTEMPTS)
def test_no_cell_leads_to_a_few(attempts):
    """Whatever was tried, each named department has five different people, and so has the rest."""
    for row in report(attempts):
        assert sum(row.departments.values()) <= row.attempts
        for name in row.departments:
            named = set(row.departments) - {OTHERS}
            people = {one.person for one in attempts if one.department == name or (name == OTHERS and one.department not in named)}
            assert len(people) >= K
