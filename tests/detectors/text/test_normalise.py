"""Normalisation: one form for every way of writing, offsets that lead back, and no text that breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.text.characters import coded
from detectors.text.normalise import normalise, normalised

ROWS = [
    ("Žádost č. 5 – příspěvek", "Žádost č. 5 - příspěvek", "Czech with a dash"),
    ("e\u030c", "ě", "a decomposed letter"),
    ("7\u03361\u0336", "71", "struck-through digits"),
    ("7\u200b1\u200c0", "710", "invisible characters between digits"),
    ("Nоvák", "Novák", "a Cyrillic о inside a Latin word"),
    ("Νovák", "Novák", "a Greek Ν inside a Latin word"),
    ("Наталия", "Наталия", "a Cyrillic word stays"),
    ("71О319", "71O319", "a Cyrillic О inside a number"),
    ("7103192745¹", "7103192745¹", "a footnote mark is no digit of the number"),
    ("⁷¹⁰³", "7103", "a number of raised digits"),
    ("m²", "m²", "a square"),
    ("½", "1/2", "a fraction"),
    ("ﬁrma", "firma", "a ligature"),
    ("a\r\nb", "a\r\nb", "line ends stay"),
    ("\u030c", "", "a mark without a letter"),
    ("", "", "nothing"),
    ("e" + "\u030c" * 500, "ě", "a heap of marks"),
]


@pytest.mark.parametrize(("given_text", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_table(given_text: str, expected: str, reason: str) -> None:
    """One row, one rule."""
    assert normalise(given_text)[0] == expected, reason


def test_usual_text_is_the_same_object() -> None:
    """Czech as it is usually written costs one search and no copy."""
    text = "Žadatelka Božena Vymyšlená, „Liberec“, 12. 3. 2024"
    normal, offsets = normalise(text)
    assert normal is text
    assert offsets is None


ODD = st.text(st.one_of(st.characters(), st.sampled_from("\u200b\u030c\u0301\ufb01\u00bd７\u2044\ud800\x00аоА 1a/\n\u202e²")), max_size=60)


@given(ODD)
def test_offsets_are_monotone_and_cover(text: str) -> None:
    """Starts and ends never go back; each character's stretch is not empty; the whole leads back to the whole."""
    normal, offsets = normalise(text)
    if offsets is None:
        assert len(normal) == len(text)
        return
    starts = [offsets.start_of(i) for i in range(len(normal))]
    ends = [offsets.end_of(i + 1) for i in range(len(normal))]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(starts, ends, strict=True))


@given(ODD, ODD)
def test_a_number_is_covered_wherever_it_stands(before: str, after: str) -> None:
    """A number found in the normalised text leads back to a stretch that holds its digits."""
    number = "71\u200b03１9"
    text = f"{before} {number} {after}"
    normal, offsets = normalise(text)
    at = normal.find("710319")
    assert at >= 0
    assert offsets is not None
    stretch = text[offsets.start_of(at) : offsets.end_of(at + 6)]
    assert normalise(stretch)[0].startswith("710319")


@given(ODD)
def test_normalising_again_changes_nothing(text: str) -> None:
    """A normalised text has its own form already, except where what was removed had kept two things apart."""
    once = normalise(text)[0]
    assert normalise(normalise(once)[0])[0] == normalise(once)[0]


CODED = st.text(st.sampled_from(bytes(range(256)).decode("cp1250", "ignore")), max_size=60)


@given(CODED | st.text(max_size=60) | ODD | st.text(st.sampled_from("²³¹→✓ˇ™µμа1a. \u030c?"), max_size=12))
def test_the_quick_way(text: str) -> None:
    """What a few passes in C say of a text in Windows-1250 is what the long way says."""
    normal, data, whole, offsets = normalised(text)
    slow, moved = normalise(text)
    assert (normal, offsets) == (slow, moved)
    assert (data, whole) == coded(normal)
