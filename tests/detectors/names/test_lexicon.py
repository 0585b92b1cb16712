"""The word lists, inflected."""

from __future__ import annotations

import pytest

from detectors.names.inflect import COMMON, GIVEN, SURNAME
from detectors.names.lexicon import load


@pytest.mark.parametrize(
    ("word", "flag", "reason"),
    [
        ("Novák", SURNAME, "as listed"),
        ("Novákovou", SURNAME, "inflected"),
        ("NOVÁK", SURNAME, "in capitals"),
        ("Novak", SURNAME, "without diacritics"),
        ("Jiřího", GIVEN, "inflected"),
        ("Jiriho", GIVEN, "without diacritics"),
    ],
)
def test_look_up(word: str, flag: int, reason: str) -> None:
    """A form is known however it is written."""
    assert load().look_up(word, word.lower()) & flag, reason


@pytest.mark.parametrize("word", ["stavba", "Žádost", "Nóvak", "X" * 100, ""])
def test_no_name(word: str) -> None:
    """Other words, and diacritics that are wrong and not missing, are none."""
    assert load().look_up(word, word.lower()) == 0


@pytest.mark.parametrize("word", ["Malý", "Malého", "Král", "Procházka", "Svobodu", "Starý"])
def test_common_words_are_marked(word: str) -> None:
    """A surname that is also a word carries the mark in every form."""
    assert load().forms[word] & COMMON


@pytest.mark.parametrize("word", ["Novák", "Dušek", "Jana", "Petr"])
def test_plain_names_are_not(word: str) -> None:
    """A name that is nothing else does not."""
    assert not load().forms[word] & COMMON


def test_size() -> None:
    """A few hundred given names and a good thousand surnames, inflected."""
    assert 40_000 < len(load().forms) < 100_000
