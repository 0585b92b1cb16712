"""Dictated numbers: Czech words become digits, amounts and years stay words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.text.characters import fold
from detectors.text.number_words import changes, digits, likely

ROWS = [
    ("osm pět nula jedna čtyři dva lomeno tři tři jedna jedna", "850142/3311", "digit by digit"),
    ("osm, pět, nula, jedna, čtyři, dva, tři, tři, jedna, jedna", "8501423311", "with commas"),
    ("sedmdesát jedna nula tři devatenáct lomeno dvacet sedm čtyřicet pět", "710319/2745", "in pairs"),
    ("pětaosmdesát nula jedna dvaačtyřicet třiatřicet jedenáct", "8501423311", "the unit first"),
    ("sedm set dvacet čtyři, sto dvacet tři, čtyři sta padesát šest", "724123456", "by hundreds"),
    ("plus čtyři dva nula sedm dva čtyři jedna dva tři čtyři pět šest", "+420724123456", "with its prefix"),
    ("šest nula dva dvě stě jedna tři sta", "602201300", "hundreds with nothing after them"),
    ("sedmdesatjedna nula tri devatenact dvacetsedm ctyricetpet", "7103192745", "run together, without diacritics"),
    ("SEDM DVA ČTYŘI JEDNA DVA TŘI ČTYŘI PĚT ŠEST", "724123456", "capitals"),
    ("třiasedmdesát dvanáct dvaasedmdesát dvaatřicet jedna", "731272321", "nine digits"),
    ("sedmdesát čtyřicet nula pět sedmdesát devět", "7040 05 70 9".replace(" ", ""), "tens and a unit where a digit would be missing"),
]
CLEAN = [
    ("přišlo dvacet tři lidí a osm set korun", "an amount"),
    ("jedna dvě tři čtyři pět", "counting"),
    ("tisíc devět set osmdesát pět", "a year"),
    ("osm hodin denně, pět dní v týdnu, šest měsíců, sedm let", "words between"),
    ("zapsat popsat desatero desátník sestra sestavit kosmos", "words that hold number words"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_read(text: str, expected: str, reason: str) -> None:
    """One way of dictating."""
    found = list(changes(fold(f"Zapište prosím: {text}, děkuji.")))
    assert [change.read for change in found] == [expected], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_left_alone(text: str, reason: str) -> None:
    """No number that tells somebody apart."""
    assert list(changes(fold(text))) == [], reason


def test_digits_of_other_words() -> None:
    """A word that is no number: none at all."""
    assert digits(["sedm", "trpasliku"]) == ""


@given(st.lists(st.sampled_from(["sedm", "set", "sto", "dvacet", "osm", "lomeno", "tri", "a", ",", "\n", "jednasedmdesat"]), max_size=60))
def test_inside_the_text(words: list[str]) -> None:
    """Changes are in order and read as digits and signs only."""
    text = " ".join(words)
    done = 0
    for change in changes(text):
        assert done <= change.start < change.end <= len(text)
        assert set(change.read) <= set("0123456789/-+")
        done = change.end


@given(
    st.lists(
        st.sampled_from(["sedm", "set", "sto", "dvacet", "osm", "lomeno", "tri", "a", ", ", "\n", "jednasedmdesat", "x1"]), max_size=40
    )
)
def test_likely_misses_nothing(words: list[str]) -> None:
    """Wherever a number is read, its words were seen before."""
    folded = " ".join(words)
    assert likely(folded, frozenset(re.findall("[a-z]+", folded))) or not list(changes(folded))
