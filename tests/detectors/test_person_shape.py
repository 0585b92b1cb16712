"""Shapes of names, and tokens of legal persons."""

from __future__ import annotations

import doctest

import pytest

from detectors import person_shape
from detectors.person_shape import has_cue, has_legal_form, looks_like_person

PERSONS = [
    "Jan Vzorný",
    "VZORNÝ Jan",
    "Jan VZORNÝ",
    "JAN VZORNÝ",
    "J. Vzorný",
    "Ing. Vzorný",
    "Truhlářství Jan Vzorný",
    "Nguyen Thi Hoa",
    "Jana Vzorná-Malá",
]
NOT_PERSONS = [
    "Krajský Úřad", "Karlovy Vary", "Hradci Králové", "Nový Jičín", "Mladé Boleslavi", "Český Krumlov", "Technické Služby", "Vzorov",
    "jan vzorný", "Smluvní Strany", "Česká Republika", "", "Frýdek-Místek", "Základní Škola",
]  # fmt: skip
LEGAL = [
    "s.r.o.", "spol. s r. o.", "a. s.", "z. s.", "v. o. s.", "o.p.s.", "s. p.", "příspěvková organizace", "Liberecký kraj", "obec Lhota",
    "statutární město", "jednatel", "zastoupená", "starosta", "Městský úřad", "SVJ", "GmbH",
]  # fmt: skip
NOT_LEGAL = ["Jan Vzorný, truhlář", "Dlouhá 12, Vzorov", "fyzická osoba podnikající", "sp. zn. 12 C 3/2020", "krajina", "městečko"]


@pytest.mark.parametrize("text", PERSONS)
def test_persons(text: str) -> None:
    """Two capitalised words, an initial or a title."""
    assert looks_like_person(f"dodavatel: {text}, Dlouhá 12")


@pytest.mark.parametrize("text", NOT_PERSONS)
def test_not_persons(text: str) -> None:
    """Institutions, towns of two words, one word, small letters."""
    assert not looks_like_person(f"dodavatel: {text}, sídlo")


@pytest.mark.parametrize("text", LEGAL)
def test_legal(text: str) -> None:
    """Legal forms, offices and who represents them."""
    assert has_legal_form(f"Dřevo {text} ,")


@pytest.mark.parametrize("text", NOT_LEGAL)
def test_not_legal(text: str) -> None:
    """What only sounds so."""
    assert not has_legal_form(text)


def test_cues() -> None:
    """Words that only natural persons have."""
    assert has_cue("pan Vzorný")
    assert has_cue("OSVČ")
    assert not has_cue("panel")


def test_examples() -> None:
    """The docstrings' examples are true."""
    assert doctest.testmod(person_shape).failed == 0
