"""CZ_DIC: CZ and a birth number; a company's number, a VAT group's, classifications and accounts are none."""

from __future__ import annotations

from datetime import date

import pytest

from support import birth_numbers as bn
from support.found import found
from support.numbers import acting, ico

TEN = bn.ten(date(1971, 3, 19))
WOMAN = bn.ten(date(1990, 7, 4), woman=True)
NINE = bn.nine(date(1944, 5, 6), serial=27)
WRONG = bn.wrong(TEN)
COMPANY = ico(1_234_567)

FOUND = [
    (f"DIČ CZ{TEN}", f"CZ{TEN}", "label and number"),
    (f"DIČ: CZ {TEN}", f"CZ {TEN}", "a space"),
    (f"DIC CZ{WOMAN}", f"CZ{WOMAN}", "no diacritics, a woman's"),
    (f"dic cz{TEN}", f"cz{TEN}", "small letters"),
    (f"CZ{TEN}", f"CZ{TEN}", "no label: the check says it"),
    (f"daňové identifikační číslo CZ{TEN}", f"CZ{TEN}", "spelled out"),
    (f"daňovým identifikačním číslem CZ{TEN}", f"CZ{TEN}", "inflected"),
    (f"VAT ID: CZ{TEN}", f"CZ{TEN}", "English"),
    (f"DIČ: CZ{bn.slash(TEN)}", f"CZ{bn.slash(TEN)}", "with the slash of a birth number"),
    (f"DIČ: {TEN}", TEN, "without CZ"),
    (f"DIČ CZ{NINE}", f"CZ{NINE}", "nine digits"),
    (f"DIČ CZ{WRONG}", f"CZ{WRONG}", "a typing error"),
    ("DIČ CZ640903926", "CZ640903926", "made by the tax office"),
    (f"plátce DPH, DIČ:CZ{TEN};", f"CZ{TEN}", "no space"),
    (f"<dic>CZ{TEN}</dic>", f"CZ{TEN}", "XML"),
]

CLEAN = [
    (f"DIČ CZ{COMPANY}", "a company's"),
    (f"DIČ: CZ {COMPANY}", "with a space"),
    (f"CZ{COMPANY}", "without a label"),
    ("DIČ CZ699000001", "a VAT group"),
    (f"CZ{WRONG}", "ten digits of no birth number, no label"),
    ("CPV 45000000-7", "procurement vocabulary"),
    ("CZ-CPV 45000000-7", "the same with the country"),
    (f"CZ-NACE {TEN}", "classification of activities"),
    ("CZ-NACE 84110", "the same, short"),
    ("CZ051, CZ0513", "regions of NUTS"),
    ("CZ 10. 5. 2024", "a date"),
    ("CZ.03.01.01/00/22_001/0001234", "a project's number"),
    ("IBAN CZ6508000000192000145399", "an account"),
    ("CZ65 0800 0000 1920 0014 5399", "an account in groups"),
    ("DIČ dodavatele doplníme 20. 11. 2026", "no number"),
    ("DIČ: SK2020123456", "a Slovak one, which is no birth number"),
    ("neplátce DPH, IČO 12345679", "another number"),
    (f"XCZ{TEN}", "the end of another word"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The number as written, with its CZ."""
    assert acting(text, "CZ_DIC") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No natural person's DIČ."""
    assert acting(text, "CZ_DIC") == [], reason


def test_it_stands_over_the_birth_number_in_it() -> None:
    """The whole is one finding."""
    assert found(f"DIČ: CZ{TEN}", "CZ_DIC", "CZ_BIRTH_NUMBER", "SK_BIRTH_NUMBER") == [("CZ_DIC", f"CZ{TEN}")]
    assert found(f"CZ{TEN}", "CZ_DIC", "CZ_BIRTH_NUMBER", "SK_BIRTH_NUMBER") == [("CZ_DIC", f"CZ{TEN}")]
