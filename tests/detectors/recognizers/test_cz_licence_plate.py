"""CZ_LICENCE_PLATE: every kind of Czech plate, and codes that look like one."""

from __future__ import annotations

import pytest

from support.found import only, values

ALONE = [
    ("4L2 1234", "standard"),
    ("1AB 2345", "two letters"),
    ("1AA A000", "Prague since 2025"),
    ("EL1 23AB", "electric"),
    ("9Z9 9999", "the last"),
]
WITH_CONTEXT = [
    ("Reg. zn.:\n1ab 2345", "1ab 2345", "on the next line"),
    ("RZ 1ab 2345", "1ab 2345", "typed in small letters"),
    ("registrační značka: 9l5 6510", "9l5 6510", "a small l is the region's letter"),
    ("**RZ vozidla:** XEH1LHU", "XEH1LHU", "bold"),
    ("poradi,RZ vozidla,stav\n1,38E MKNVE,5", "38E MKNVE", "a column between commas"),
    ("RZ vozidla ............ 7JLZIBK", "7JLZIBK", "dots"),
    ("RZ 4L21234", "4L21234", "tight"),
    ("SPZ: 4L2-1234", "4L2-1234", "with a hyphen"),
    ("vozidlo LBA 12-34", "LBA 12-34", "old, three letters"),
    ("vozidlo LB 12-34", "LB 12-34", "old, two letters"),
    ("SPZ LBA1234", "LBA1234", "old and tight"),
    ("veterán RZ 03V 1234", "03V 1234", "veteran"),
    ("vůz 012 CD 34", "012 CD 34", "diplomatic"),
    ("motocykl 4L 1234", "4L 1234", "a motorcycle"),
    ("auto s RZ BA 123 CD", "BA 123 CD", "Slovak"),
    ("vozidlo BA123CD", "BA123CD", "Slovak and tight"),
    ("RZ: MARTIN01", "MARTIN01", "of the keeper's choice"),
    ("registrační značka vozidla TATRA815", "TATRA815", "of the keeper's choice, the whole label"),
    ("RZ: EL123AB", "EL123AB", "electric, tight"),
    ("registrační značky 4L2 1234", "4L2 1234", "inflected"),
    ("zaparkované auto 4L21234", "4L21234", "a car"),
    ("reg. značka 1A23456", "1A23456", "label: reg. značka"),
    ("reg. značky 1A23456", "1A23456", "label: reg. značky"),
    ("registrační zn. 1A23456", "1A23456", "label: registrační zn."),
    ("registrační zn.: 1A23456", "1A23456", "label: registrační zn.:"),
    ("reg.zn. 1A23456", "1A23456", "label: reg.zn."),
    ("poznávací zn. 1A23456", "1A23456", "label: poznávací zn."),
    ("st. pozn. zn. 1A23456", "1A23456", "label: st. pozn. zn."),
    ("reg. zn. vozidla 1A23456", "1A23456", "label: reg. zn. vozidla"),
    ("přívěs 1A23456", "1A23456", "label: přívěs"),
    ("traktor 1A23456", "1A23456", "label: traktor"),
    ("Ford Transit 1A23456", "1A23456", "label: Ford Transit"),
    ("registrační zn.: MARTIN01", "MARTIN01", "the keeper's choice, the label cut"),
]
CLEAN = [
    ("místnost 1ab 2345", "small letters behind a room"),
    ("kód 9l5 6510", "small letters behind a code"),
    ("vozidlo 1ab 2345 kg", "small letters without a label right before"),
    ("třída 3B2 1234", "a class"),
    ("učebna 3B2 1234", "a room"),
    ("kurz 4A1 2024", "a course"),
    ("3B2 2024", "a year behind a class"),
    ("4L21234", "tight without context"),
    ("LBA 12-34", "old without context"),
    ("03V 1234", "a veteran without context"),
    ("012 CD 34", "a diplomat without context"),
    ("MARTIN01", "a user's name"),
    ("vozidlo MARTIN01", "a name beside a car, no label"),
    ("4L2 12345", "five digits"),
    ("A4 1234", "paper"),
    ("4L2-1234-AB", "part of a code"),
    ("4Q2 1234", "no region"),
    ("0A2 1234", "no plate begins with zero"),
    ("verze 2B1 0000", "a version"),
    ("F16 1234", "an aircraft"),
    ("16GB 2400", "memory"),
    ("kurz 3B2 1234", "a numbered thing: kurz"),
    ("kurzu 3B2 1234", "a numbered thing: kurzu"),
    ("sál 3B2 1234", "a numbered thing: sál"),
    ("díl č. 3B2 1234", "a numbered thing: díl č."),
    ("kat. č. 3B2 1234", "a numbered thing: kat. č."),
    ("obj. č. 3B2 1234", "a numbered thing: obj. č."),
    ("výr. č. 3B2 1234", "a numbered thing: výr. č."),
    ("ČSN 3B2 1234", "a numbered thing: ČSN"),
    ("norma 3B2 1234", "a numbered thing: norma"),
    ("formulář 3B2 1234", "a numbered thing: formulář"),
    ("faktura řady 3B2 1234", "a numbered thing: faktura řady"),
    ("číselná řada 3B2 1234", "a numbered thing: číselná řada"),
    ("doklad 3B2 1234", "a numbered thing: doklad"),
    ("položka 3B2 1234", "a numbered thing: položka"),
    ("článek 3B2 1234", "a numbered thing: článek"),
    ("produkt 3B2 1234", "a numbered thing: produkt"),
    ("šarže 3B2 1234", "a numbered thing: šarže"),
    ("s. č. 3B2 1234", "a numbered thing: s. č."),
    ("jistič 3B2 1234", "a numbered thing: jistič"),
    ("vzorek 3B2 1234", "a numbered thing: vzorek"),
    ("zákazník 3B2 1234", "a numbered thing: zákazník"),
    ("lůžko 3B2 1234", "a numbered thing: lůžko"),
    ("zásuvka 3B2 1234", "a numbered thing: zásuvka"),
    ("spis 3B2 1234", "a numbered thing: spis"),
    ("šanon 3B2 1234", "a numbered thing: šanon"),
    ("krabice 3B2 1234", "a numbered thing: krabice"),
    ("pozice 3B2 1234", "a numbered thing: pozice"),
    ("dveře 3B2 1234", "a numbered thing: dveře"),
    ("klíč 3B2 1234", "a numbered thing: klíč"),
    ("skříň 3B2 1234", "a numbered thing: skříň"),
    ("zakázka 3B2 1234", "a numbered thing: zakázka"),
    ("projekt 3B2 1234", "a numbered thing: projekt"),
    ("smlouva 3B2 1234", "a numbered thing: smlouva"),
    ("revize 3B2 1234", "a numbered thing: revize"),
    ("stupeň 3B2 1234", "a numbered thing: stupeň"),
    ("ročník 3B2 1234", "a numbered thing: ročník"),
    ("komponenta 3B2 1234", "a numbered thing: komponenta"),
    ("ložisko 3B2 1234", "a numbered thing: ložisko"),
    ("Rozpis sálů: 3B2 1234", "a numbered thing: Rozpis sálů:"),
    ("výkres č. 3B2 1234", "a numbered thing: výkres č."),
    ("odběrné místo 3B2 1234", "a numbered thing: odběrné místo"),
    ("kapitola 3B2 1234", "a numbered thing: kapitola"),
    ("č. 3B2 1234", "a numbered thing: č."),
    ("číslo 3B2 1234", "a numbered thing: číslo"),
    ("parkovací místo 3B2 1234", "a numbered thing: parkovací místo"),
    ("autobus linka 12, sektor 3B2 1234", "a numbered thing: autobus linka 12, sektor"),
    ("položky 4S5 1234 a 4S5 1235", "a row of them"),
]


@pytest.mark.parametrize(("value", "reason"), ALONE, ids=[row[1] for row in ALONE])
def test_alone(value: str, reason: str) -> None:
    """As written on the plate it needs no context, and a label raises the score."""
    assert values(f"Viděl jsem {value} včera", "CZ_LICENCE_PLATE") == [value], reason
    assert only(f"RZ {value}", "CZ_LICENCE_PLATE").score > only(value, "CZ_LICENCE_PLATE").score >= 0.5


@pytest.mark.parametrize(("text", "value", "reason"), WITH_CONTEXT, ids=[row[2] for row in WITH_CONTEXT])
def test_with_context(text: str, value: str, reason: str) -> None:
    """What needs its label."""
    assert values(text, "CZ_LICENCE_PLATE") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No plate."""
    assert values(text, "CZ_LICENCE_PLATE") == [], reason
