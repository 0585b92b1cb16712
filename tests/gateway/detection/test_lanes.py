"""Which processes a message may go to, by its size."""

from __future__ import annotations

import pytest

from gateway.detection.batches import BATCH_CHARACTERS
from gateway.detection.lanes import LONG_CHARACTERS, fit, lanes


@pytest.mark.parametrize(
    ("processes", "processors", "expected", "reason"),
    [
        (2, 2, 1, "one processor is left for the proxies"),
        (4, 4, 3, "the same of four"),
        (4, 2, 1, "more processes make no more processors"),
        (2, 8, 2, "processors enough: every process"),
        (1, 8, 1, "the only process takes everything"),
        (3, 1, 1, "one processor: there has to be one process that scans long messages"),
    ],
)
def test_how_many_processes_scan_long_messages(processes: int, processors: int, expected: int, reason: str) -> None:
    """One fewer than processors, at least one, and never more than there are."""
    assert lanes(processes, processors) == expected, reason


SHORT, LONG, LONGEST = LONG_CHARACTERS, LONG_CHARACTERS + 1, BATCH_CHARACTERS + 1


@pytest.mark.parametrize(
    ("channels", "size", "lanes", "longest", "expected", "reason"),
    [
        ("abc", SHORT, 1, False, "abc", "a short one goes wherever there is room"),
        ("abc", LONG, 1, False, "c", "a long one keeps to the last"),
        ("abc", LONG, 2, False, "bc", "or to so many"),
        ("ab", LONG, 2, False, "ab", "processors enough: anywhere"),
        ("abc", BATCH_CHARACTERS, 1, False, "c", "a whole batch is a long message"),
        ("abc", LONGEST, 1, False, "bc", "a text longer than a batch leaves the first one free"),
        ("abc", LONG, 1, True, "abc", "beside such a text long ones go anywhere: they would wait for it"),
        ("abc", LONGEST, 1, True, "bc", "such texts leave the first one free, however many there are"),
        ("a", LONG, 1, False, "a", "one process takes everything"),
        ("a", LONGEST, 1, True, "a", "one process takes everything"),
    ],
)
def test_where_a_message_may_go(channels: str, size: int, lanes: int, longest: bool, expected: str, reason: str) -> None:
    """Short ones anywhere, long ones to the last processes, the longest never to the first."""
    assert fit(channels, size, lanes, longest=longest) == expected, reason


@pytest.mark.parametrize("size", [1, SHORT, LONG, BATCH_CHARACTERS, LONGEST, 100 * LONGEST])
@pytest.mark.parametrize("longest", [False, True])
def test_nothing_is_left_without_a_process(size: int, longest: bool) -> None:
    """Every size has somewhere to go on every machine."""
    for processes in range(1, 6):
        for processors in range(1, 10):
            assert fit(range(processes), size, lanes(processes, processors), longest=longest), (processes, processors)
