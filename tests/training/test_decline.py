"""Cases for generated text."""

from __future__ import annotations

import pytest

from training import decline

MEN = [
    ("Novák", "Novák Nováka Novákovi Nováka Nováku Novákovi Novákem"),
    ("Hájek", "Hájek Hájka Hájkovi Hájka Hájku Hájkovi Hájkem"),
    ("Němec", "Němec Němce Němcovi Němce Němče Němcovi Němcem"),
    ("Svoboda", "Svoboda Svobody Svobodovi Svobodu Svobodo Svobodovi Svobodou"),
    ("Novotný", "Novotný Novotného Novotnému Novotného Novotný Novotném Novotným"),
    ("Krejčí", "Krejčí Krejčího Krejčímu Krejčího Krejčí Krejčím Krejčím"),
    ("Petr", "Petr Petra Petrovi Petra Petře Petrovi Petrem"),
    ("Janů", "Janů Janů Janů Janů Janů Janů Janů"),
]
WOMEN = [
    ("Jana", "Jana Jany Janě Janu Jano Janě Janou"),
    ("Lenka", "Lenka Lenky Lence Lenku Lenko Lence Lenkou"),
    ("Věra", "Věra Věry Věře Věru Věro Věře Věrou"),
    ("Marie", "Marie Marie Marii Marii Marie Marii Marií"),
]


@pytest.mark.parametrize(("name", "cases"), MEN, ids=[row[0] for row in MEN])
def test_men(name: str, cases: str) -> None:
    """Seven cases, in order."""
    assert " ".join(decline.man(name)) == cases


@pytest.mark.parametrize(("name", "cases"), WOMEN, ids=[row[0] for row in WOMEN])
def test_women(name: str, cases: str) -> None:
    """Seven cases, in order."""
    assert " ".join(decline.woman_given(name)) == cases


@pytest.mark.parametrize(
    ("name", "expected"), [("Novák", "Nováková"), ("Hájek", "Hájková"), ("Novotný", "Novotná"), ("Svoboda", "Svobodová"), ("Janů", "Janů")]
)
def test_feminine(name: str, expected: str) -> None:
    """A woman's surname."""
    assert decline.feminine(name) == expected
