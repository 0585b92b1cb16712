"""Positions go back to the text as given."""

from __future__ import annotations

from detectors.text.offsets import Offsets


def test_blocks() -> None:
    """Straight blocks map by character, others as a whole."""
    offsets = Offsets(end=10)
    offsets.add(0, 0, straight=True)  # "ab"
    offsets.add(2, 2, straight=False)  # three characters became one
    offsets.add(3, 5, straight=True)  # the rest
    assert [offsets.start_of(i) for i in range(6)] == [0, 1, 2, 5, 6, 7]
    assert [offsets.end_of(i) for i in range(1, 7)] == [1, 2, 5, 6, 7, 8]


def test_straight_blocks_merge() -> None:
    """Two straight blocks without a shift are one."""
    offsets = Offsets(end=5)
    offsets.add(0, 0, straight=True)
    offsets.add(2, 2, straight=True)
    assert offsets.normal == [0]


def test_empty() -> None:
    """No block, no failure."""
    assert (Offsets(end=3).start_of(0), Offsets(end=3).end_of(0)) == (3, 0)
