"""SEX_LIFE: orientation and life beside a person."""

from __future__ import annotations

import pytest

from support.topics import terms

FOUND = [
    ("Jan Novák je homosexuál.", ["homosexuál"], "orientation"),
    ("Jana Nováková žije v registrovaném partnerství.", ["registrovaném partnerství"], "partnership"),
    ("Klientka uvedla sexuální zneužití otcem.", ["sexuální zneužití"], "abuse"),
    ("Jan Novák podstoupil změnu pohlaví.", ["změnu pohlaví"], "sex"),
]

CLEAN = [
    ("Sexuální výchova ve školách, garant Jan Novák.", "education"),
    ("Zákon o registrovaném partnerství vyložil Jan Novák.", "an act"),
    ("Nebinární kód vysvětluje Jan Novák.", "a code"),
    ("Homosexualita není nemoc.", "no person"),
]


@pytest.mark.parametrize(("text", "values", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, values: list[str], reason: str) -> None:
    """The term, where it is told of a person."""
    assert terms(text, "SEX_LIFE") == values, reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nobody's data."""
    assert terms(text, "SEX_LIFE") == [], reason
