"""Which departments may be named."""

from __future__ import annotations

import pytest

from gateway.record.groups import named
from gateway.record.shadow import OTHERS, K


@pytest.mark.parametrize(
    ("counts", "people", "shown", "why"),
    [
        ({"A": 9}, {"A": K}, {"A": 9}, "just large enough"),
        ({"A": 9}, {"A": K - 1}, {}, "too small, and alone"),
        ({"A": 9, "B": 2, "C": 3}, {"A": K, "B": 2, "C": 3}, {"A": 9, OTHERS: 5}, "two small ones stand together"),
        ({"A": 9, "B": 2}, {"A": K, "B": 4}, {"A": 9}, "one alone under others would be told by what is missing"),
        ({"B": 2, "C": 3}, {"B": 1, "C": 1}, {}, "too few even together"),
        ({"A": 1, "B": 7}, {"A": K, "B": K}, {"B": 7, "A": 1}, "the largest first"),
        ({"A": 1}, {}, {}, "nobody counted"),
    ],
)
def test_small_departments_are_not_named(counts: dict[str, int], people: dict[str, int], shown: dict[str, int], why: str) -> None:
    """No number leads to fewer than five persons."""
    assert named(counts, people) == shown, why
    assert list(named(counts, people)) == list(shown), why
