"""Czech names in their cases, as a grammar has them."""

from __future__ import annotations

import pytest

from evaluation import inflection as i
from evaluation.names import family, possessive
from evaluation.people import Person

MEN = [
    ("Novák", "Nováka Novákovi Nováka Nováku Novákovi Novákem"),
    ("Svoboda", "Svobody Svobodovi Svobodu Svobodo Svobodovi Svobodou"),
    ("Hájek", "Hájka Hájkovi Hájka Hájku Hájkovi Hájkem"),
    ("Němec", "Němce Němcovi Němce Němče Němcovi Němcem"),
    ("Novotný", "Novotného Novotnému Novotného Novotný Novotném Novotným"),
    ("Krejčí", "Krejčího Krejčímu Krejčího Krejčí Krejčím Krejčím"),
    ("Beneš", "Beneše Benešovi Beneše Beneši Benešovi Benešem"),
    ("Petrů", "Petrů Petrů Petrů Petrů Petrů Petrů"),
]
GIVEN = [
    ("Lenka", "Lenky Lence Lenku Lenko Lence Lenkou"),
    ("Petra", "Petry Petře Petru Petro Petře Petrou"),
    ("Marie", "Marie Marii Marii Marie Marii Marií"),
    ("Jana", "Jany Janě Janu Jano Janě Janou"),
]


@pytest.mark.parametrize(("name", "cases"), MEN)
def test_men(name: str, cases: str) -> None:
    """Genitive to instrumental."""
    assert i.man(name) == (name, *cases.split())


@pytest.mark.parametrize(("name", "cases"), GIVEN)
def test_given_names_of_women(name: str, cases: str) -> None:
    """Genitive to instrumental."""
    assert i.given_woman(name) == (name, *cases.split())


def test_forms_of_women_families_and_possessives() -> None:
    """-ová, -á, families, Novákův, Lenčin."""
    assert [i.womans(name) for name in ("Novák", "Novotný", "Hájek", "Svoboda", "Krejčí")] == [
        "Nováková",
        "Novotná",
        "Hájková",
        "Svobodová",
        "Krejčí",
    ]
    assert family(i.man("Novák")) == ("Novákovi", "Novákových")
    assert family(i.man("Novotný")) == ("Novotní", "Novotných")
    assert possessive(Person(i.given_man("Jan"), i.man("Svoboda"), woman=False)) == "Svobodův"
    assert possessive(Person(i.given_woman("Lenka"), i.woman("Nováková"), woman=True)) == "Lenčin"
