"""CZ_SERVICE_CARD: right beside a label that only a person's number has."""

from __future__ import annotations

import pytest

from support.numbers import acting

FOUND = [
    ("osobní číslo 48213", "48213", "the usual word"),
    ("osobní číslo: 48213", "48213", "a form"),
    ("os. č. 48213", "48213", "the abbreviation"),
    ("os.č.48213", "48213", "tight"),
    ("osobním číslem 48213", "48213", "instrumental"),
    ("osobní číslo Jany Vzorné je 48213", "48213", "whose it is between"),
    ("OEČ 123456", "123456", "evidence number of an officer"),
    ("osobní evidenční číslo 123456", "123456", "spelled out"),
    ("služební průkaz č. 1234", "1234", "the card"),
    ("číslo služebního průkazu 12345", "12345", "its number"),
    ("služební číslo strážníka: 345", "345", "a municipal officer"),
    ("zaměstnanecké číslo 48213", "48213", "an employee's"),
    ("číslo zaměstnance: 4821", "4821", "another order"),
    ("id zaměstnance 48213", "48213", "id"),
    ("personální číslo 0048213", "0048213", "with zeros"),
    ("employee_id=48213", "48213", "a column's name"),
    ("osobni_cislo;48213", "48213", "CSV in one line"),
    ("průkaz ZTP č. 123456", "123456", "a disability card"),
    ("průkaz ZTP/P: 123456", "123456", "the severer one"),
    ("osobní číslo AB-1234", "AB-1234", "with letters"),
    ("držitel průkazu ZTP/P č. 12345678", "12345678", "inflected"),
    ("číslo průkazu ZTP: 123456", "123456", "the number's label first"),
    ("UČO 123456", "123456", "a student's"),
    ("osobní číslo řidiče 48213", "48213", "whose it is"),
    ("osobní číslo žáka 48213", "48213", "a pupil's"),
]

CLEAN = [
    ("48213", "five digits are anything"),
    ("osobní čísla přidělená v roce 2024", "a year"),
    ("osobní číslo má pět až osm číslic", "no number"),
    ("osobní číslo podle § 12 zákona č. 262/2006 Sb.", "a law"),
    ("osobní spis, č. j. 48213/2024", "a file"),
    ("osobní náklady 48213 Kč", "costs"),
    ("osobní příplatek 4500 Kč", "pay"),
    ("osobní vozidlo 1AB 2345", "a car"),
    ("služební cesta 4821 km", "a trip"),
    ("služební vozidlo, inventární číslo 48213", "an inventory"),
    ("služební průkaz vydán 2024", "a year"),
    ("zaměstnanecké benefity 48213 Kč", "benefits"),
    ("počet zaměstnanců 1234", "a count"),
    ("počet zaměstnanců: 48213", "a count in a form"),
    ("číslo zaměstnavatele 48213 neuvádějte", "the employer's"),
    ("osobní doklady 12 ks", "documents"),
    ("osobní číslo se uvádí na straně 1234", "a page"),
    ("členský průkaz 48213", "a club's"),
    ("osobní číslo projektu 48213", "the number of a thing: osobní číslo projektu 48213"),
    ("osobní číslo stroje: 48213", "the number of a thing: osobní číslo stroje: 48213"),
    ("osobní číslo zakázky 48213", "the number of a thing: osobní číslo zakázky 48213"),
    ("osobní číslo produktu: 482130", "the number of a thing: osobní číslo produktu: 482130"),
    ("Osobní čísla strojů: 48213, 48214", "the number of a thing: Osobní čísla strojů: 48213, 48"),
    ("osobní kód aplikace: 482130", "the number of a thing: osobní kód aplikace: 482130"),
    ("číslo zaměstnanců: 48213", "the number of a thing: číslo zaměstnanců: 48213"),
    ("služební vozidlo č. 48213", "the number of a thing: služební vozidlo č. 48213"),
    ("osobní vlak č. 9512", "the number of a thing: osobní vlak č. 9512"),
    ("osobní číslo inventáře je 48213", "the number of a thing: osobní číslo inventáře je 4821"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The number as written."""
    assert acting(text, "CZ_SERVICE_CARD") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No personal number."""
    assert acting(text, "CZ_SERVICE_CARD") == [], reason


def test_a_table() -> None:
    """The heading speaks for every row of its column and for no other."""
    rows = "\n".join(f"{n};Vzorný;{48000 + n};{724000 + n}" for n in range(40))
    assert acting(f"poradi;prijmeni;osobni cislo;castka\n{rows}", "CZ_SERVICE_CARD") == [str(48000 + n) for n in range(40)]


@pytest.mark.parametrize(
    "label",
    ["osobní č.", "os. číslo", "zam. č.", "č. zaměstnance", "osobniCislo", "osobní číslo pracovníka", "číslo karty zaměstnance",
     "osobní identifikační číslo", "evidenční číslo zaměstnance", "služ. č.", "osobní číslo ve mzdové agendě", "osobní číslo (mzdy)"],
)  # fmt: skip
def test_names_of_fields(label: str) -> None:
    """The many names that offices have for it."""
    assert acting(f"{label}: 48213", "CZ_SERVICE_CARD") == ["48213"]
