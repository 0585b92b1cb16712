"""A lone name of a thing is no person's; a person's beside a thing is."""

from __future__ import annotations

import pytest

from detectors.names.things import is_thing
from detectors.text.view import View

THINGS = [
    ("Zhotovitel Silnice Příklad a.s., IČO 12345678", "Silnice", "a firm, a word before its form"),
    ("Dodala to Novák, s. r. o.", "Novák", "a firm"),
    ("Wilsonovo nádraží je zavřené.", "Wilsonovo", "a station"),
    ("Boltzmannova konstanta", "Boltzmannova", "a constant"),
    ("Downův syndrom", "Downův", "a syndrome"),
    ("kod;nazev;cena\nB3;Toner;1234", "Toner", "an article"),
    ("Sejdeme se v restauraci U Zlatého lva.", "Zlatého", "a pub"),
    ("Němec, Polák a Slovák jdou do baru.", "Polák", "nations in a row"),
    ("Kovář, zedník a tesař jsou řemesla.", "Kovář", "crafts in a row"),
    ("id,popis,ks\n1,Slezák,2", "Slezák", "an article between commas"),
]

PERSONS = [
    ("Dopis pro Nováka a spol.", "Nováka", "a person with others"),
    ("Novákova žádost byla zamítnuta.", "Novákova", "what is his"),
    ("Pošli to Novákovi, s pozdravem", "Novákovi", "s is no legal form"),
    ("id;jmeno;ks\n1;Slezák;2", "Slezák", "a column of names"),
    ("Žádost podali Kovář a Dvořák.", "Kovář", "a craft beside another surname"),
    ("Byl jsem u Poláka.", "Poláka", "at somebody's"),
    ("Novák nemoc neohlásil.", "Novák", "no possessive before the noun"),
]


def judged(text: str, name: str) -> bool:
    at = text.index(name)
    return is_thing(View(text), at, at + len(name))


@pytest.mark.parametrize(("text", "name", "reason"), THINGS, ids=[row[2] for row in THINGS])
def test_things(text: str, name: str, reason: str) -> None:
    """What is called after somebody, sold, or a firm."""
    assert judged(text, name), reason


@pytest.mark.parametrize(("text", "name", "reason"), PERSONS, ids=[row[2] for row in PERSONS])
def test_persons(text: str, name: str, reason: str) -> None:
    """Who stands beside such a word by chance."""
    assert not judged(text, name), reason
