"""The table of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.names import table
from detectors.names.model import load
from detectors.names.table import Table, entries, pack
from detectors.text.characters import fold


@given(st.dictionaries(st.binary(min_size=1, max_size=12), st.integers(1, 2**16 - 1), max_size=200))
def test_what_goes_in_comes_out(stored: dict[bytes, int]) -> None:
    """Every key gives its bits (or more: keys of one hash share them)."""
    keys, values = pack(stored)
    packed = Table(memoryview(keys), memoryview(values))
    assert all(packed.get(key) & bits == bits for key, bits in stored.items())


def test_unknown_keys_give_nothing() -> None:
    """A key that is not there has no bits."""
    keys, values = pack(entries([(b"Nov\xc3\xa1k", 2), (b"Nov\xc3\xa1k", 16)]))
    packed = Table(memoryview(keys), memoryview(values))
    assert (packed.get(b"Nov\xc3\xa1k"), packed.get(b"Dvorak")) == (18, 0)


@pytest.mark.parametrize(
    ("word", "bit", "reason"),
    [
        ("Novák", table.SURNAME, "as listed"),
        ("Novákovou", table.SURNAME, "inflected"),
        ("NOVÁK", table.SURNAME, "in capitals"),
        ("Novak", table.SURNAME, "without diacritics"),
        ("Jiřího", table.GIVEN, "inflected"),
        ("Jiriho", table.GIVEN, "without diacritics"),
        ("Oleksandr", table.ANY_GIVEN, "Ukrainian"),
        ("Ševčenka", table.ANY_SURNAME, "Ukrainian, inflected"),
        ("Nguyen", table.ANY_SURNAME, "Vietnamese"),
        ("Liberci", table.PLACE, "a town, inflected"),
        ("Brna", table.PLACE, "a town, inflected"),
        ("Microsoft", table.FIRM, "a firm"),
        ("Veselý", table.COMMON, "a surname that is an adjective"),
    ],
)
def test_bits(word: str, bit: int, reason: str) -> None:
    """A form is known however it is written."""
    assert load().table.bits(word, fold(word)) & bit, reason


def test_common_words_are_known_in_lower_case() -> None:
    """Words that free texts write in lower case."""
    words = load().table
    assert words.lower("podle") & table.OFTEN
    assert not words.lower("kratochvílová")


@pytest.mark.parametrize("word", ["Kxzqtvá", "X" * 100, "Ž"])
def test_no_name(word: str) -> None:
    """Other words are none."""
    assert not load().table.bits(word, fold(word)) & table.ANY_NAME
