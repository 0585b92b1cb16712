"""Lower case, no diacritics, fields of forms."""

from __future__ import annotations

import pytest

from detectors.names import plain
from support.tokens import words

LOWER = [
    ("dotaz na jan novak z liberce", ["jan novak"], "no diacritics"),
    ("dotaz na jana nováková", ["jana nováková"], "with diacritics"),
    ("novak jan z liberce", ["novak jan"], "surname first"),
    ("napis dopis pro petra svobodu", ["petra svobodu"], "inflected, a surname that is a word"),
    ("odpovez panu novakovi", ["novakovi"], "behind a form of address"),
    ("volala paní dvořáková", ["dvořáková"], "behind a form of address"),
    ("ing. dvorak posila", ["dvorak"], "behind a title"),
    ("klientka novakova zada", ["novakova"], "behind a role"),
    ("jana novakova svobodova", ["jana novakova svobodova"], "a double surname"),
]
NOT_LOWER = [
    ("svoboda projevu a král lear", "common nouns"),
    ("pan starosta a paní ředitelka", "functions"),
    ("nový rok a malý podnik", "adjectives"),
    ("dana je smlouva", "a given name that is a word"),
    ("podle zákona o obcích se mění výše poplatku", "a law"),
    ("pan farář", "a trade"),
]
FIELDS = [
    ("Jméno a příjmení: jan novak", ["jan novak"], "lower case"),
    ("Jméno: xaver\nPříjmení: neznámý", ["xaver", "neznámý"], "unknown names"),
    ('"prijmeni": "Neznámý"', ["Neznámý"], "a field of data"),
    ("Vyřizuje: Ing. Xaver Neznámý", ["Xaver Neznámý"], "a title stands outside"),
    ("jméno souboru: zprava", [], "a file's"),
    ("uživatelské jméno: admin", [], "a login"),
    ("jméno: neuvedeno", [], "an empty field"),
]


def found(rows: object, text: str) -> list[str]:
    t = words(text)
    return [text[t.starts[a] : t.ends[b - 1]] for a, b, _ in rows(t)]  # type: ignore[operator]


@pytest.mark.parametrize(("text", "expected", "reason"), LOWER, ids=[row[2] + " " + row[0][:12] for row in LOWER])
def test_lower(text: str, expected: list[str], reason: str) -> None:
    """Names of the lists beside each other or behind a form of address."""
    assert found(plain.lower, text) == expected, reason


@pytest.mark.parametrize(("text", "reason"), NOT_LOWER, ids=[row[1] for row in NOT_LOWER])
def test_not_lower(text: str, reason: str) -> None:
    """Ordinary words are none."""
    assert found(plain.lower, text) == [], reason


@pytest.mark.parametrize(("text", "expected", "reason"), FIELDS, ids=[row[2] for row in FIELDS])
def test_fields(text: str, expected: list[str], reason: str) -> None:
    """What a field's label says to be a name."""
    assert found(plain.fields, text) == expected, reason
