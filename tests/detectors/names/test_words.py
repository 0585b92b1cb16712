"""The word list."""

from __future__ import annotations

import pytest

from detectors.names.words import CLASSES, SECTIONS
from detectors.text.characters import fold


@pytest.mark.parametrize(
    ("word", "letter"), [("ing", "T"), ("pani", "A"), ("zadatel", "R"), ("ulice", "S"), ("univerzita", "I"), ("phd", "X")]
)
def test_classes(word: str, letter: str) -> None:
    """A word is told by its section."""
    assert CLASSES[word].decode() == letter


def test_words_are_folded() -> None:
    """Look-ups fold the word of the text, so the list is folded too."""
    assert all(fold(word) == word for words in SECTIONS.values() for word in words)
