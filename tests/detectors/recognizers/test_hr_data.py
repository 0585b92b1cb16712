"""HR_DATA: pay with its sum, deductions and benefits beside a person; validity, payments and duties are none."""

from __future__ import annotations

import pytest

from support.topics import terms

FOUND = [
    ("Jan Novák má hrubého 38 500 Kč.", ["hrubého", "38 500 Kč"], "said shortly"),
    ("Hrubá mzda Jana Nováka je 45 000 Kč.", ["Hrubá mzda", "45 000 Kč"], "pay with its sum"),
    ("Jan Novák bere 45 000 Kč.", ["bere", "45 000 Kč"], "a verb and a sum"),
    ("Plat paní Novákové: 38.500,- ", ["Plat", "38.500,-"], "another way of writing a sum"),
    ("Jan Novák, platová třída 11, stupeň 8", ["platová třída"], "a grade"),
    ("Na Jana Nováka je vedena exekuce na plat.", ["exekuce na plat"], "a deduction"),
    ("Jan Novák prochází oddlužením.", ["oddlužením"], "insolvency"),
    ("Klientka pobírá příspěvek na péči.", ["příspěvek na péči"], "a benefit and a role"),
    ("Jan Novák, rodinný stav: ženatý", ["rodinný stav", "ženatý"], "family"),
]

CLEAN = [
    ("Jan Novák přednášel o růstu hrubého domácího produktu o 300 000 Kč na hlavu.", "another gross"),
    ("Smlouva je platná a účinná dnem podpisu, podepsal Jan Novák.", "valid"),
    ("Platba ve výši 45 000 Kč byla provedena Janem Novákem.", "a payment"),
    ("Platnost průkazu ověří Jan Novák, poplatek 100 Kč.", "validity"),
    ("Povinný subjekt zveřejní informace, kontakt Jan Novák.", "an obliged body"),
    ("Oprávněný zaměstnanec může vstoupit.", "an authorised employee"),
    ("Průměrná hrubá mzda v kraji činila 45 000 Kč.", "statistics"),
    ("Plat úředníků se řídí nařízením vlády č. 341/2017 Sb.", "a regulation"),
    ("Plat Jana Nováka projednáme.", "a word without a sum"),
    ("Odměna 5 000 Kč bude vyplacena vítězi soutěže.", "no person"),
    ("Jak se žádá o příspěvek na péči?", "a question"),
    ("Exekuční řád vyložil Jan Novák.", "an act"),
]


@pytest.mark.parametrize(("text", "values", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, values: list[str], reason: str) -> None:
    """The term, where it is told of a person."""
    assert terms(text, "HR_DATA") == values, reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nobody's data."""
    assert terms(text, "HR_DATA") == [], reason
