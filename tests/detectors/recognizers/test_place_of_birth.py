"""PLACE_OF_BIRTH: a place beside its label."""

from __future__ import annotations

import pytest

from support.found import analyzer, only, values

FOUND = [
    ("Jan Novák se narodil v obci Cheb.", "Cheb", "in the municipality of"),
    ("Místo narození: Jablonec nad Nisou", "Jablonec nad Nisou", "a form"),
    ("místo narození Cheb, státní občanství ČR", "Cheb", "in a row"),
    ("narozena 12. 3. 1985 v Jablonci nad Nisou", "Jablonci nad Nisou", "behind the date"),
    ("narozen v Liberci dne 12. 3. 1985", "Liberci", "before the date"),
    ("rodák z Turnova", "Turnova", "where somebody comes from"),
    ("datum a místo narození: 12. 3. 1985, Turnov", "Turnov", "both in one field"),
    ("datum a místo narození: neuvedeno, Turnov, okres Liberec", "Turnov", "the date left out"),
    ("rodiště: Česká Lípa", "Česká Lípa", "another word"),
]
CLEAN = [
    ("Dítě se narodilo v obci, kde není škola.", "no name"),
    ("Místo narození se neuvádí.", "no place"),
    ("narozen v roce 1985", "a year"),
    ("Liberec", "a town alone"),
    ("Místo narození: viz rodný list", "no place, a reference"),
    ("narodil se nový projekt", "a project"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The value as written, sure enough to act."""
    assert values(text, "PLACE_OF_BIRTH") == [value], reason
    assert only(text, "PLACE_OF_BIRTH").score >= 0.5


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nothing that acts."""
    assert [f for f in analyzer().analyze(text, ["PLACE_OF_BIRTH"]) if f.score >= 0.5] == [], reason
