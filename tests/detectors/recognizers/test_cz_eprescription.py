"""CZ_EPRESCRIPTION: twelve letters and digits behind the label."""

from __future__ import annotations

import pytest

from support.numbers import acting

FOUND = [
    ('{"eRecept č.": "K3H8J5L2M9P1"}', "K3H8J5L2M9P1", "JSON"),
    ("eRecept K3H8J5L2M9P1", "K3H8J5L2M9P1", "the name"),
    ("kód eReceptu: K3H8 J5L2 M9P1", "K3H8 J5L2 M9P1", "in fours"),
    ("e-recept č. K3H-8J5-L2M-9P1", "K3H-8J5-L2M-9P1", "in threes"),
    ("identifikátor eReceptu k3h8j5l2m9p1", "k3h8j5l2m9p1", "small letters"),
    ("elektronický recept K3H8J5L2M9P1", "K3H8J5L2M9P1", "spelled out"),
    ("ePoukaz K3H8J5L2M9P1", "K3H8J5L2M9P1", "a voucher for an aid"),
    ("pacient;eRecept\n1;K3H8J5L2M9P1", "K3H8J5L2M9P1", "a column"),
]

CLEAN = [
    ("K3H8J5L2M9P1", "a code alone"),
    ("eRecept funguje od roku 2018", "a year"),
    ("eRecept nahrazujeme", "letters alone"),
    ("recept na bábovku 250 g", "another recipe"),
    ("eReceptů bylo 123456789012", "digits alone"),
    ("verze K3H8J5L2M9P1 eReceptu", "the code before"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The code as written."""
    assert acting(text, "CZ_EPRESCRIPTION") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No such code."""
    assert acting(text, "CZ_EPRESCRIPTION") == [], reason
