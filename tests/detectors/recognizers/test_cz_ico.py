"""CZ_ICO: a natural person's only, by the name beside it and no legal form; companies, offices and regions are none."""

from __future__ import annotations

import pytest

from support.found import only
from support.numbers import acting, ico, wrong_ico

A, B = ico(1_234_567), ico(8_765_432)
SMALL = ico(123_456)  # two zeros first
SHORT = SMALL.lstrip("0")
SPACED = f"{A[:3]} {A[3:5]} {A[5:]}"

FOUND = [
    (f"Jan Vzorný, IČO {A}", A, "name, number"),
    (f"Jan Vzorný, IČ: {A}", A, "the old abbreviation"),
    (f"Jan Vzorný, ICO {A}", A, "no diacritics"),
    (f"Jan Vzorný, I.Č.O. {A}", A, "with full stops"),
    (f"Ing. Vzorný, identifikační číslo {A}", A, "a title and a surname"),
    (f"VZORNÝ Jan, truhlářství, IČO: {A}", A, "surname first"),
    (f"Truhlářství Jan Vzorný, Dlouhá 12, Vzorov, IČO {A}", A, "a trade with the name"),
    (f"IČO: {A}, Jan Vzorný", A, "the name behind"),
    (f"OSVČ Jana Vzorná (IČO {A})", A, "in brackets"),
    (f"Jan Vzorný, nar. 19. 3. 1971, bytem Dlouhá 12, IČO {A}", A, "with birth and home"),
    (f"Jan Vzorný\nIČO: {A}\nDIČ: neplátce", A, "lines of a letterhead"),
    (f"Jan Vzorný, IČO {SHORT}", SHORT, "zeros dropped"),
    (f"Jan Vzorný, IČO {SPACED}", SPACED, "in groups"),
    (f"Jan Vzorný, IČO {wrong_ico(1_234_567)}", wrong_ico(1_234_567), "a typing error"),
    (f"Liberecký kraj, IČO {B}, a Jan Vzorný, IČO {A}", A, "two parties: only the person's"),
    (f"Dřevo Vzor s. r. o., IČO {B}\nJan Vzorný, IČO {A}", A, "a company and a person"),
    (f"faktura od Jana Vzorného (IČO: {A})", A, "inflected name"),
    (f"Nguyen Thi Hoa, IČO {A}", A, "a foreign name"),
]

CLEAN = [
    (f"IČO {A}", "nobody named"),
    (f"Jan Vzorný, {A}", "no label"),
    (f"Liberecký kraj, IČO {A}", "a region"),
    (f"Město Vzorov, IČO: {A}", "a town"),
    (f"obec Dolní Lhota, IČO {A}", "a village"),
    (f"Dřevo Vzorný s.r.o., IČO {A}", "a company named after a person"),
    (f"Jan Vzorný s. r. o., IČO {A}", "a company with a full name"),
    (f"Vzorný a syn, a. s., IČO {A}", "a joint-stock company"),
    (f"Dřevo Vzor, v.o.s., zastoupená Janem Vzorným, IČO {A}", "who represents it"),
    (f"Dřevo Vzor, IČO {A}, jednatel Jan Vzorný", "its managing director"),
    (f"Základní škola Vzorov, IČO {A}, ředitelka Mgr. Jana Vzorná", "a school with its head"),
    (f"Domov důchodců, příspěvková organizace, IČO {A}", "an organisation of a region"),
    (f"Spolek přátel, z. s., předseda Jan Vzorný, IČO {A}", "an association"),
    (f"Liberecký kraj, IČO {A}, zastoupený hejtmanem Janem Vzorným", "a region with its head"),
    (f"Technické Služby Vzorov, IČO {A}", "capitals that are no name"),
    (f"Karlovy Vary, IČO {A}", "a town of two words"),
    (f"Hradec Králové, IČO {A}", "another"),
    (f"Nový Jičín, IČO {A}", "a third"),
    (f"Krajský úřad, vyřizuje Jana Vzorná, IČO {A}", "an official in office"),
    (f"SVJ Dlouhá 12, IČO {A}, výbor", "owners of flats"),
    ("Jan Vzorný, IČO 123", "too short"),
    ("Jan Vzorný, IČO 1234567890", "too long"),
    ("Jan Vzorný, IČO dodáme do 20. 11. 2026", "a date"),
    ("Jan Vzorný" + " slovo" * 20 + f" IČO {A}", "the name too far"),
    ("Jan Vzorný, ico 125 000 Kč", "a sum"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The number as written."""
    assert acting(text, "CZ_ICO") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nobody's."""
    assert acting(text, "CZ_ICO") == [], reason


def test_the_check_weighs() -> None:
    """A right check scores more than a wrong one."""
    assert only(f"Jan Vzorný, IČO {A}", "CZ_ICO").score > only(f"Jan Vzorný, IČO {wrong_ico(1_234_567)}", "CZ_ICO").score
