"""CZ_DRIVING_LICENCE: beside its label; alone only where driving is spoken of."""

from __future__ import annotations

import pytest

from support.numbers import acting

FOUND = [
    ("řidičský průkaz č. EA 123456", "EA 123456", "the whole name"),
    ("řidičského průkazu EK123456", "EK123456", "genitive, tight"),
    ("číslo řidičského průkazu: ES 123456", "ES 123456", "genitive, letters that standards begin with too"),
    ("ŘP: EA123456", "EA123456", "the abbreviation"),
    ("č. ŘP EA 123456", "EA 123456", "number of it"),
    ("RP EA 123456", "EA 123456", "the abbreviation without diacritics"),
    ("řidičák EB 654321", "EB 654321", "colloquial"),
    ("RIDICSKY PRUKAZ EA 123456", "EA 123456", "capitals, no diacritics"),
    ("ridicsky prukaz ea123456", "ea123456", "small letters"),
    ("Řidičský průkaz, číslo průkazu: EA 123456", "EA 123456", "the number's label after the document's"),
    ("řidičské oprávnění č. AB 123456", "AB 123456", "an older series"),
    ("driving licence EA 123456", "EA 123456", "English"),
    ("řidičský průkaz č. UK 12345678", "UK 12345678", "foreign"),
    ("řidičský průkaz číslo 12345678", "12345678", "digits only"),
    ("cislo_ridicskeho_prukazu;EA 123456", "EA 123456", "a column's name"),
    ("EA 123456 (řidičský průkaz)", "EA 123456", "the label behind"),
    ("řidič předložil doklad EA 123456", "EA 123456", "no label, but a driver"),
    ("Řidičský průkaz Jana Vzorného: EK 123456", "EK 123456", "the holder between"),
    ("řidičského a občanského průkazu: EA 123456", "EA 123456", "two cards, one number"),
    ("číslo průkazu řidičského: EA 123456", "EA 123456", "turned round"),
    ("ŘIDIČSKÉHO PRŮKAZU: EA 123456", "EA 123456", "capitals"),
]

CLEAN = [
    ("EA 123456", "two letters and six digits are anything"),
    ("norma EN 123456", "a European standard"),
    ("nařízení EU 201612", "the Union"),
    ("směrnice ES 200912", "the Communities"),
    ("technický průkaz vozidla EA 123456", "the vehicle's document"),
    ("průkaz energetické náročnosti EA 123456", "a building's document"),
    ("typ EB 123456, výrobní číslo", "a type"),
    ("ŘP podle čl. 12", "no number"),
    ("rp 123456", "small letters of something else"),
    ("RP 2024", "a budget item with a year"),
    ("řidičský průkaz skupiny B od roku 1998", "groups and a year"),
    ("řidičský průkaz předložen, SPZ 1AB 2345", "a plate"),
    ("inventární číslo EA 123456", "an inventory"),
    ("faktura EA 123456", "an invoice"),
    ("objednávka č. EB 654321", "an order"),
    ("BEA 123456", "three letters"),
    ("EA 1234567", "seven digits"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The number as written."""
    assert acting(text, "CZ_DRIVING_LICENCE") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No driving licence."""
    assert acting(text, "CZ_DRIVING_LICENCE") == [], reason
