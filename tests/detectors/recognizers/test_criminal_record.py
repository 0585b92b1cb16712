"""CRIMINAL_RECORD: convictions and offences beside a person; bindings, feedback and suspicious mail are none."""

from __future__ import annotations

import pytest

from support.topics import terms

FOUND = [
    ("Jan Novák byl odsouzen za podvod.", ["odsouzen za podvod"], "a conviction"),
    ("Jan Novák má záznam v rejstříku trestů.", ["záznam v rejstříku trestů"], "a record"),
    ("Otec je ve výkonu trestu a nezletilý žije s matkou.", ["výkonu trestu"], "a role"),
    ("Na Jana Nováka bylo podáno trestní oznámení.", ["trestní oznámení"], "a complaint"),
    ("Jan Novák spáchal přestupek.", ["spáchal přestupek"], "an offence"),
    ("Podmíněný trest: Jan Novák", ["Podmíněný trest"], "a suspended sentence"),
]

CLEAN = [
    ("Žadatel doloží výpis z Rejstříku trestů ne starší než 3 měsíce.", "a rule"),
    ("Může být zaměstnanec odsouzený za podvod přijat?", "a question"),
    ("Zpětná vazba od Jana Nováka byla kladná.", "feedback"),
    ("Pevnou vazbu knihy zajistí Jan Novák.", "a binding"),
    ("Podezřelý e-mail nahlásil Jan Novák.", "an e-mail"),
    ("Podezřelá aktivita na účtu Jana Nováka.", "an activity"),
    ("Přestupkový zákon vysvětlí Jan Novák.", "an act"),
    ("Trestní řád a trestní zákoník komentoval Jan Novák.", "codes"),
    ("V návaznosti na jednání píše Jan Novák.", "a connection"),
    ("Trestný čin spáchá každý, kdo tak učiní.", "no person"),
]


@pytest.mark.parametrize(("text", "values", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, values: list[str], reason: str) -> None:
    """The term, where it is told of a person."""
    assert terms(text, "CRIMINAL_RECORD") == values, reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nobody's data."""
    assert terms(text, "CRIMINAL_RECORD") == [], reason
