"""Answers that are kept for a while."""

from __future__ import annotations

import pytest

from gateway.parts.kept import MOST, Kept


def test_an_answer_is_believed_for_a_while() -> None:
    """It is read once for the same question, and anew when its time is over; another question is another answer."""
    now, read = 0.0, list[int]()

    def square(number: int) -> int:
        read.append(number)
        return number * number

    kept = Kept(square, 60, lambda: now)
    assert [kept(2), kept(2), kept(3)] == [4, 4, 9]
    assert read == [2, 3]
    now = 60.0
    assert kept(2) == 4
    assert read == [2, 3, 2]


def test_no_more_than_some_are_kept() -> None:
    """Whoever asks for a thousand spans does not fill the memory."""
    kept = Kept(lambda number: number + 1, 60, lambda: 0.0)
    for number in range(MOST * 3):
        assert kept(number) == number + 1
    assert len(kept._found) == MOST


def test_a_failure_is_not_kept() -> None:
    """After it the next question is asked again."""
    answers = iter([ZeroDivisionError, 7])

    def read() -> int:
        found = next(answers)
        if isinstance(found, int):
            return found
        raise found

    kept = Kept(read)
    with pytest.raises(ZeroDivisionError):
        kept()
    assert kept() == 7
