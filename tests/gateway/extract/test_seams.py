"""The neighbourhoods of seams."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import seams
from gateway.extract.seams import CORE, REACH

LONG = "slovo " * 1000


def shown(texts):
    return ["|".join(texts[at][start:end] for at, start, end in window) for window in seams.windows(texts)]


@pytest.mark.parametrize(
    ("why", "texts", "expected"),
    [
        ("nothing", [], []),
        ("one text has no seam", ["a"], []),
        ("a short run is one window", ["7103", "19/", "2745"], ["7103|19/|2745"]),
        ("empty texts take no part", ["", "a", "", "b", ""], ["a|b"]),
        ("nothing but one text", ["", "a"], []),
        ("only empty ones", ["", ""], []),
    ],
)
def test_short_runs(why, texts, expected):
    """A run no longer than its seams reach is one window: all of it."""
    assert shown(texts) == expected, why


def test_long_texts_show_their_edges():
    """Of long texts only what lies about the seam is taken, cut at spaces."""
    (window,) = seams.windows([LONG, LONG])
    (first, start, end), (second, begin, stop) = window
    assert (first, end, second, begin) == (0, len(LONG), 1, 0)
    assert REACH - 100 <= len(LONG) - start <= REACH
    assert REACH - 100 <= stop <= REACH
    assert LONG[start - 1].isspace()
    assert LONG[stop].isspace()


texts = st.lists(st.text("ab1 ", max_size=30) | st.sampled_from([LONG, "1" * 3000, "x" * 500]), max_size=40)


@given(texts)
def test_every_seam_is_shown(run):
    """About each seam that parts two texts, some window shows at least 100 characters on either side, as far as there are any."""
    whole = "".join(run)
    starts = [sum(map(len, run[:at])) for at in range(len(run) + 1)]
    spans = [[(starts[at] + start, starts[at] + end) for at, start, end in window] for window in seams.windows(run)]
    for seam in {start for start in starts[1:-1] if 0 < start < len(whole)}:
        assert any(window[0][0] <= max(seam - 100, 0) and min(seam + 100, len(whole)) <= window[-1][1] for window in spans)
    for window in spans:
        assert all(left[1] == right[0] for left, right in zip(window, window[1:], strict=False)), "a window leaves nothing out"


@given(texts)
def test_the_total_is_linear(run):
    """The windows hold at most one and a half times the run, and none more than its bound."""
    sizes = [sum(end - start for _, start, end in window) for window in seams.windows(run)]
    assert sum(sizes) <= 1.5 * sum(map(len, run))
    assert all(size <= CORE + 2 * REACH for size in sizes)


@given(texts, st.lists(st.text("ab1 ", max_size=900), min_size=1, max_size=3))
def test_growing_at_the_end_changes_only_the_end(run, more):
    """What was far from the end of a run is shown in the same windows when the run has grown."""
    before, after = shown(run), shown(run + more)
    assert before[:-1] == after[: len(before[:-1])]
