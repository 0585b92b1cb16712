"""CZ_ADDRESS: graded by what of it stands there."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.addresses.streets import WINDOW
from detectors.recognizers import cz_address
from detectors.text.view import View
from detectors.text.words import distinct_words
from support.found import analyzer, only, values

FOUND = [
    ("Žadatel bytem Lipová 12, 460 01 Liberec podal.", "Lipová 12, 460 01 Liberec", "whole, with its label"),
    ("Jan Vzorný, Na Výsluní 5, 110 00 Praha 1, tel.", "Na Výsluní 5, 110 00 Praha 1", "whole"),
    ("Jan Vzorný\nLipová 12\n460 01 Liberec", "Lipová 12\n460 01 Liberec", "over two lines"),
    (
        "Lipová 642/2a, 46001 Liberec IV-Perštýn",
        "Lipová 642/2a, 46001 Liberec IV-Perštýn",
        "both house numbers, tight postcode, a part of town",
    ),
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
    ("Výzva 12, Praha", "a thing with a number, no street: Výzva 12, Praha"),
    ("Verze 2, Brno", "a thing with a number, no street: Verze 2, Brno"),
    ("Škoda Octavia 2.0", "a thing with a number, no street: Škoda Octavia 2.0"),
    ("Zasedání 12, Liberec", "a thing with a number, no street: Zasedání 12, Liberec"),
    ("Vrstva 3, Olomouc", "a thing with a number, no street: Vrstva 3, Olomouc"),
    ("Liberec 12 : Jablonec 3", "a thing with a number, no street: Liberec 12 : Jablonec 3"),
    ("Slovan Liberec 3 – Sparta Praha 2", "a thing with a number, no street: Slovan Liberec 3 – Sparta Pr"),
    ("Sparta Praha 3, Slavia Praha 1", "a thing with a number, no street: Sparta Praha 3, Slavia Praha"),
    ("Sněmovna 2021, Praha", "a thing with a number, no street: Sněmovna 2021, Praha"),
    ("Festival 2024, Liberec", "a thing with a number, no street: Festival 2024, Liberec"),
    ("Kraj vybral 14 škol", "a thing with a number, no street: Kraj vybral 14 škol"),
    ("Školení 5, Liberec", "a thing with a number, no street: Školení 5, Liberec"),
    ("Silnice I/35, Liberec", "a thing with a number, no street: Silnice I/35, Liberec"),
    ("Dálnice D10 Praha – Turnov", "a thing with a number, no street: Dálnice D10 Praha – Turnov"),
    ("linka 18 Liberec", "a thing with a number, no street: linka 18 Liberec"),
    ("Trasa 12, Jablonec nad Nisou", "a thing with a number, no street: Trasa 12, Jablonec nad Nisou"),
    ("Rychlík 12 Praha", "a thing with a number, no street: Rychlík 12 Praha"),
    ("Vlak R 612 Praha", "a thing with a number, no street: Vlak R 612 Praha"),
    ("Stanice 3, Liberec", "a thing with a number, no street: Stanice 3, Liberec"),
    ("Kancelář 214, Liberec", "a thing with a number, no street: Kancelář 214, Liberec"),
    ("Sál 3, Praha", "a thing with a number, no street: Sál 3, Praha"),
    ("Kolo 5, Liberec", "a thing with a number, no street: Kolo 5, Liberec"),
    ("Úsek 12, Liberec", "a thing with a number, no street: Úsek 12, Liberec"),
    ("Etapa 2, Liberec", "a thing with a number, no street: Etapa 2, Liberec"),
    ("Číslo 12, Liberec", "a thing with a number, no street: Číslo 12, Liberec"),
    ("Skupina 3, Plzeň", "a thing with a number, no street: Skupina 3, Plzeň"),
    ("Hala 5, Plzeň", "a thing with a number, no street: Hala 5, Plzeň"),
    ("Oddíl 3, Praha", "a thing with a number, no street: Oddíl 3, Praha"),
    ("Článek 12, Praha", "a thing with a number, no street: Článek 12, Praha"),
    ("Lokalita 4, Plzeň", "a thing with a number, no street: Lokalita 4, Plzeň"),
    ("Objekt 12, Plzeň", "a thing with a number, no street: Objekt 12, Plzeň"),
    ("Pavilon 3, Brno", "a thing with a number, no street: Pavilon 3, Brno"),
    ("Nemocnice 2030, Plzeň", "a thing with a number, no street: Nemocnice 2030, Plzeň"),
    ("Metro 2, Praha", "a thing with a number, no street: Metro 2, Praha"),
    ("Zakázka 12, Plzeň", "a thing with a number, no street: Zakázka 12, Plzeň"),
    ("Parcela 124/5, Liberec", "a thing with a number, no street: Parcela 124/5, Liberec"),
    ("Parcela 124, Liberec", "a thing with a number, no street: Parcela 124, Liberec"),
    ("Usnesení 124, Liberec", "a thing with a number, no street: Usnesení 124, Liberec"),
    ("Rozhodnutí 124/5", "a thing with a number, no street: Rozhodnutí 124/5"),
    ("Smlouva 124/5", "a thing with a number, no street: Smlouva 124/5"),
    ("Ročník 12, Brno", "a thing with a number, no street: Ročník 12, Brno"),
    ("Vydání 3, Praha", "a thing with a number, no street: Vydání 3, Praha"),
    ("Okrsek 12, Liberec", "a thing with a number, no street: Okrsek 12, Liberec"),
    ("Volební okrsek 12, Liberec", "a thing with a number, no street: Volební okrsek 12, Liberec"),
    ("Obvod 3, Praha", "a thing with a number, no street: Obvod 3, Praha"),
    ("Pobočka 3, Liberec", "a thing with a number, no street: Pobočka 3, Liberec"),
    ("Porada 12, Praha", "a thing with a number, no street: Porada 12, Praha"),
    ("Spis 124, Liberec", "a thing with a number, no street: Spis 124, Liberec"),
    ("Kapacita 120, Liberec", "a thing with a number, no street: Kapacita 120, Liberec"),
    ("Nabídka 3, Ostrava", "a thing with a number, no street: Nabídka 3, Ostrava"),
    ("Dotace 2024, Ostrava", "a thing with a number, no street: Dotace 2024, Ostrava"),
    ("Priorita 3, Ostrava", "a thing with a number, no street: Priorita 3, Ostrava"),
    ("Investice 12, Ostrava", "a thing with a number, no street: Investice 12, Ostrava"),
    ("Bod 3, Ostrava", "a thing with a number, no street: Bod 3, Ostrava"),
    ("Bod programu 12, Ostrava", "a thing with a number, no street: Bod programu 12, Ostrava"),
    ("Bytů 12, Ostrava", "a thing with a number, no street: Bytů 12, Ostrava"),
    ("Mistrovství 12, Ostrava", "a thing with a number, no street: Mistrovství 12, Ostrava"),
    ("Článek 12/5", "a thing with a number, no street: Článek 12/5"),
    ("Poměr 12/5", "a thing with a number, no street: Poměr 12/5"),
    ("Školní rok 2024/2025", "a thing with a number, no street: Školní rok 2024/2025"),
    ("Semestr 2/4", "a thing with a number, no street: Semestr 2/4"),
    ("Verze 2/4", "a thing with a number, no street: Verze 2/4"),
    ("Dne 12/5", "a thing with a number, no street: Dne 12/5"),
    ("Strana 3/4", "a thing with a number, no street: Strana 3/4"),
    ("Sezóna 24/25", "a thing with a number, no street: Sezóna 24/25"),
    ("Tabulka 12/5", "a thing with a number, no street: Tabulka 12/5"),
    ("Ve městě 12, Liberec", "a thing with a number, no street: Ve městě 12, Liberec"),
    ("V roce 12, Liberec", "a thing with a number, no street: V roce 12, Liberec"),
    ("Na základě 12 žádostí, Liberec", "a thing with a number, no street: Na základě 12 žádostí, Liber"),
    ("Pro 12 škol, Liberec", "a thing with a number, no street: Pro 12 škol, Liberec"),
    ("K 31. 12. Liberec", "a thing with a number, no street: K 31. 12. Liberec"),
    ("Po 12 letech, Liberec", "a thing with a number, no street: Po 12 letech, Liberec"),
    ("Do 12 měsíců, Praha", "a thing with a number, no street: Do 12 měsíců, Praha"),
    ("Za 12 měsíců, Praha", "a thing with a number, no street: Za 12 měsíců, Praha"),
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


PIECES = (
    *(
        "Lipová",
        "Praha",
        "Aš",
        "bytem",
        "ul.",
        "č. p.",
        "č.p",
        "nám.",
        "adresa",
        "PSČ:",
        "CZ-",
        "SK-",
        "1",
        "12",
        "12a",
        "642/2",
        "2024",
        "460 01",
        "46001",
    ),
    *(" ", "  ", "\t", ",", ", ", ";", "\n", ".", "/", "E", "v "),
)


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_a_postcode_behind_is_not_passed_over(text: str) -> None:
    """Wherever a postcode stands behind a house number, the numbers say that one may."""
    view = View(text)
    numbers = view.numbers
    for index, (start, stop) in enumerate(numbers):
        house = cz_address._HOUSE.match(view.text, start)
        if house is not None and cz_address._BETWEEN.match(view.text, house.end()):
            assert stop - house.end() >= cz_address._CODE or cz_address._code_next(numbers, index, house.end())


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.integers(0, 40))
def test_hints_are_where_they_are_looked_for(text: str, apart: int) -> None:
    """A hint counts where it stands whole in the stretch before the number."""
    view = View(text + " " * apart + text)
    short = [cz_address._HINTS_SHORT[word] for word in distinct_words(view) if word in cz_address._HINTS_SHORT]
    words = (*cz_address._HINTS, *chain(*short), "c.p", "c. p", "c.e", "c. e")
    for start in range(0, len(view.text) + 1, 7):
        window = view.folded[max(start - WINDOW - 12, 0) : start]
        assert cz_address._hinted(view, start) is any(word in window for word in words), (start, window)
