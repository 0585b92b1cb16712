"""How texts are cut into messages."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.detection.batches import BATCH_CHARACTERS, TEXT_CHARACTERS, batches, message_size, size_of

FULL = BATCH_CHARACTERS - TEXT_CHARACTERS

TABLE: list[tuple[list[int], list[list[int]], str]] = [
    ([], [], "nothing"),
    ([0], [[0]], "an empty text is scanned too"),
    ([5, 5, 5], [[0, 1, 2]], "short texts travel together"),
    ([FULL], [[0]], "just a batch"),
    ([FULL, 0], [[0], [1]], "even an empty text costs something"),
    ([5, FULL * 9, 5], [[0], [1], [2]], "a longer text stays whole and alone"),
]


@pytest.mark.parametrize(("lengths", "expected", "reason"), TABLE, ids=[row[2] for row in TABLE])
def test_batches(lengths: list[int], expected: list[list[int]], reason: str) -> None:
    """Up to a batch together."""
    assert [list(batch) for batch in batches(["x" * length for length in lengths])] == expected, reason


@given(st.lists(st.integers(0, 2 * BATCH_CHARACTERS), max_size=12))
def test_every_text_goes_once_and_in_order(lengths: list[int]) -> None:
    """No text is lost, and no batch is over its size but a single text."""
    texts = ["x" * length for length in lengths]
    cut = list(batches(texts))
    assert [index for batch in cut for index in batch] == list(range(len(texts)))
    assert all(len(batch) == 1 or sum(size_of(texts[index]) for index in batch) <= BATCH_CHARACTERS for batch in cut)


MESSAGES: list[tuple[Any, int, int, str]] = [
    ({"texts": []}, 1, 5, "a question whether anybody answers"),
    ({"a": "x" * 100}, 2, 101, "a text"),
    ({"a": ["x" * 100, {"b": "y" * 50}]}, 4, 152, "however deep"),
    ({"x" * 100: 1}, 1, 101, "a key is text, a number is little"),
]


@pytest.mark.parametrize(("message", "strings", "characters", "reason"), MESSAGES, ids=[row[3] for row in MESSAGES])
def test_a_message_costs_its_strings(message: Any, strings: int, characters: int, reason: str) -> None:
    """Every string in it counts, with what a text costs beside."""
    assert message_size(message) == characters + TEXT_CHARACTERS * strings, reason


def test_depth_is_no_obstacle() -> None:
    """A message as deep as a parser lets through is counted without recursion."""
    deep: Any = "x"
    for _ in range(100_000):
        deep = [deep]
    assert message_size(deep) == size_of("x")
