"""CZ_ADDRESS: graded by what of it stands there."""

from __future__ import annotations

import pytest

from support.found import analyzer, only, values

FOUND = [
    ("Žadatel bytem Lipová 12, 460 01 Liberec podal.", "Lipová 12, 460 01 Liberec", "whole, with its label"),
    ("Jan Vzorný, Na Výsluní 5, 110 00 Praha 1, tel.", "Na Výsluní 5, 110 00 Praha 1", "whole"),
    ("Jan Vzorný\nLipová 12\n460 01 Liberec", "Lipová 12\n460 01 Liberec", "over two lines"),
    ("Lipová 642/2a, 46001 Liberec IV-Perštýn", "Lipová 642/2a, 46001 Liberec IV-Perštýn", "both house numbers, tight postcode, a part of town"),
    ("tř. Milady Horákové 66/2, 602 00 Brno-Husovice", "tř. Milady Horákové 66/2, 602 00 Brno-Husovice", "a street named after a person"),
    ("nám. Dr. E. Beneše 1/1, Liberec", "nám. Dr. E. Beneše 1/1, Liberec", "a title and an initial"),
    ("28. října 12, Ostrava", "28. října 12, Ostrava", "a street named after a day"),
    ("bytem Lipová 12", "Lipová 12", "a label, no town"),
    ("ul. Lipová 12", "ul. Lipová 12", "a street's word, no town"),
    ("Smetanovo nábřeží 3, Brno", "Smetanovo nábřeží 3, Brno", "a street's word behind"),
    ("Dolní Lhota č. p. 12, 468 22 Železný Brod", "Dolní Lhota č. p. 12, 468 22 Železný Brod", "a village"),
    ("Dolní Lhota č.p. 12", "Dolní Lhota č.p. 12", "a village alone"),
    ("Lhota čp. 12, okres Liberec", "Lhota čp. 12, okres Liberec", "a village with its district"),
    ("Sloup v Čechách, č. ev. 12", "Sloup v Čechách, č. ev. 12", "a house for recreation"),
    ("bytem lipová 12, liberec", "lipová 12", "lower case right behind its label"),
    ("bydlí v 460 01 Liberec.", "460 01 Liberec", "postcode and town"),
    ("46001 Liberec", "46001 Liberec", "postcode and town, tight"),
    ("PSČ: 512 99 Neznámá Ves", "512 99 Neznámá Ves", "an unknown village with its label"),
    ("Hlavná 5, 811 01 Bratislava", "Hlavná 5, 811 01 Bratislava", "Slovak"),
    ("Ke Hřišti 7a, Jilemnice", "Ke Hřišti 7a, Jilemnice", "a preposition"),
    ("Na příkopě 12, Praha", "Na příkopě 12, Praha", "a second word in lower case"),
    ("Liberec, Lipová 12", "Liberec, Lipová 12", "the town first"),
    ("adresa: Lipová 12, 460 01 Liberec", "Lipová 12, 460 01 Liberec", "a form"),
    ("DLOUHÁ 12, 460 01 LIBEREC", "DLOUHÁ 12, 460 01 LIBEREC", "capitals"),
    ("Závodní 353/88", "Závodní 353/88", "both house numbers alone"),
]
CLEAN = [
    ("Krajský úřad Libereckého kraje, U Jezu 642/2a, 461 80 Liberec 2", "the seat of an office"),
    ("Stavby Vzor s.r.o., se sídlem Lipová 12, 460 01 Liberec", "the seat of a company"),
    ("Liberec", "a town alone"),
    ("Masarykova 12", "a street alone"),
    ("Masarykova univerzita", "an institution"),
    ("Příloha 3, Liberec", "an annex"),
    ("Praha 1 až Praha 22 jsou městské části", "parts of a town"),
    ("V Liberci bude 12 nových lamp.", "a number of things"),
    ("zákon č. 129/2000 Sb.", "a law"),
    ("usnesení 12/2024, Liberec", "a resolution"),
    ("projekt za 25000 Kč Liberec schválil", "a sum before a town"),
    ("tramvaj č. 11 do Jablonce", "a tram"),
    ("Windows 11, Praha", "software"),
    ("celkem 12 345 Obyvatel", "a count"),
    ("Praha 4, Brno 2", "towns"),
    ("nařízení (EU) 2016/679, Praha", "a regulation"),
    ("Dne 1. ledna 2024, Praha", "a date"),
    ("Odbor dopravy 12, Liberec", "a department"),
    ("Obec má 512 obyvatel a 3 ulice.", "a municipality and its figures"),
    ("V ulici se bude kopat do roku 2025.", "a street in a sentence"),
    ("e-mailová adresa 12", "another address"),
    ("Tabulka 12 345 Liberec", "a table"),
    ("Ochránci přírody 31 / 39", "a score"),
    ("IP adresa má délku 30 bitů", "the length of an address"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The value as written, sure enough to act."""
    assert values(text, "CZ_ADDRESS") == [value], reason
    assert only(text, "CZ_ADDRESS").score >= 0.5


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nothing that acts."""
    assert [f for f in analyzer().analyze(text, ["CZ_ADDRESS"]) if f.score >= 0.5] == [], reason
