"""Which processes a message may go to, by its size."""

from __future__ import annotations

import pytest

from gateway.detection.batches import BATCH_CHARACTERS
from gateway.detection.lanes import LONG_CHARACTERS, fit, lanes, preferred


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
def test_how_many_processes_long_messages_go_to(processes: int, processors: int, expected: int, reason: str) -> None:
    """One fewer than processors, at least one, and never more than there are."""
    assert lanes(processes, processors) == expected, reason


SHORT, LONG, LONGEST = LONG_CHARACTERS, LONG_CHARACTERS + 1, BATCH_CHARACTERS + 1


@pytest.mark.parametrize(
    ("channels", "size", "lanes", "longest", "first", "all_", "reason"),
    [
        ("abc", SHORT, 1, False, "abc", "abc", "a short one goes where it is the least busy"),
        ("abc", LONG, 1, False, "c", "abc", "a long one goes to the last first"),
        ("abc", LONG, 2, False, "bc", "abc", "or to so many"),
        ("ab", LONG, 2, False, "ab", "ab", "processors enough: where it is the least busy"),
        ("abc", BATCH_CHARACTERS, 1, False, "c", "abc", "a whole batch is a long message"),
        ("abc", LONGEST, 1, False, "bc", "bc", "a text longer than a batch leaves the first one free"),
        ("abc", LONG, 1, True, "abc", "abc", "beside such a text long ones go where it is the least busy, so that it comes to its turn"),
        ("abc", LONGEST, 1, True, "bc", "bc", "such texts leave the first one free, however many there are"),
        ("a", LONG, 1, False, "a", "a", "one process takes everything"),
        ("a", LONGEST, 1, True, "a", "a", "one process takes everything"),
    ],
)
def test_where_a_message_goes(channels: str, size: int, lanes: int, longest: bool, first: str, all_: str, reason: str) -> None:
    """Short ones anywhere, long ones to the last processes first, the longest never to the first process."""
    assert preferred(channels, size, lanes, longest=longest) == first, reason
    assert fit(channels, size) == all_, reason


@pytest.mark.parametrize("size", [1, SHORT, LONG, BATCH_CHARACTERS, LONGEST, 100 * LONGEST])
@pytest.mark.parametrize("longest", [False, True])
def test_nothing_is_left_without_a_process(size: int, longest: bool) -> None:
    """Every size has somewhere to go on every machine, and goes nowhere first where it may not go."""
    for processes in range(1, 6):
        for processors in range(1, 10):
            first = preferred(range(processes), size, lanes(processes, processors), longest=longest)
            assert first, (processes, processors)
            assert set(first) <= set(fit(range(processes), size)), (processes, processors)
