"""Which of two overlapping findings stands, and that nothing found goes uncovered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.conflicts import resolve
from detectors.finding import Finding

TEXT = "abcdefghijklmnopqrstuvwxyz0123456789"


def f(entity: str, start: int, end: int, score: float = 0.5, check: bool | None = None, context: bool = False) -> Finding:
    return Finding(entity, start, end, score, "test.rule", check=check, context=context)


ROWS = [
    ([f("A", 0, 10, 0.9), f("B", 0, 10, 0.4, check=True)], ["B"], "a right check digit beats score"),
    ([f("A", 0, 10, 0.9, check=False), f("B", 0, 10, 0.4)], ["B"], "no check digit beats a wrong one"),
    ([f("A", 0, 10, 0.9), f("B", 0, 10, 0.4, context=True)], ["B"], "context beats score"),
    ([f("A", 0, 10, context=True), f("B", 0, 10, check=True)], ["B"], "a check digit beats context"),
    ([f("A", 0, 10), f("B", 2, 8, 0.9)], ["A"], "the longer beats the better score"),
    ([f("A", 0, 10, 0.6), f("B", 0, 10, 0.5)], ["A"], "then the better score"),
    ([f("A", 0, 5), f("B", 5, 10)], ["A", "B"], "neighbours do not overlap"),
    ([f("A", 0, 10), f("A", 0, 10)], ["A"], "the same twice"),
    ([f("A", 0, 6, check=True), f("B", 4, 10)], ["A", "B"], "the loser keeps what nothing else covers"),
    ([f("A", 3, 6, check=True), f("B", 0, 10)], ["B", "A", "B"], "on both sides"),
    ([], [], "nothing"),
]


@pytest.mark.parametrize(("findings", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_table(findings: list[Finding], expected: list[str], reason: str) -> None:
    """The kinds that stand, in order of their places."""
    assert [x.entity for x in resolve(findings, TEXT)] == expected, reason


def test_a_remainder_of_spaces_is_dropped() -> None:
    """What is left of a loser says nothing when no letter or digit is in it."""
    assert [x.entity for x in resolve([f("A", 0, 3, check=True), f("B", 0, 5)], "abc, ")] == ["A"]


@given(
    st.lists(
        st.builds(
            f,
            st.sampled_from("ABC"),
            st.integers(0, 20),
            st.integers(21, 36),
            st.sampled_from([0.3, 0.6, 0.9]),
            st.sampled_from([None, True, False]),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_laws(findings: list[Finding]) -> None:
    """The result is sorted, never overlaps, and covers exactly what was found."""
    kept = resolve(findings, TEXT)
    assert all(a.end <= b.start for a, b in zip(kept, kept[1:], strict=False))
    assert {i for x in kept for i in range(x.start, x.end)} == {i for x in findings for i in range(x.start, x.end)}


def test_chains_and_nests_are_linear() -> None:
    """Thousands of findings that overlap one another, and long ones over all of them, are settled one stretch at a time."""
    n = 4000
    chain = [f("A", 3 * i, 3 * i + 5, 0.5 + (i % 13) / 100) for i in range(n)]
    nest = [f("B", i, 3 * n + 2 - i, 0.1, check=False) for i in range(n)]
    kept = resolve(chain + nest, "a" * (3 * n + 5))
    assert len(kept) <= 2 * n
    assert all(a.end <= b.start for a, b in zip(kept, kept[1:], strict=False))
