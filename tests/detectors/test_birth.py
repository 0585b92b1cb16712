"""Reading the digits of the birth-number family, row by row with its reason."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.birth import Kind, read
from support.birth_numbers import exception, nine, right, ten, wrong

B, E, N, X = Kind.BIRTH, Kind.ECP, Kind.INSURER, Kind.EITHER

ROWS = [
    # digits, kind (None: no number), check, reason
    ("7103192745", B, True, "the published example"),
    ("7103192746", B, False, "the same with a wrong last digit"),
    (ten(date(1954, 1, 1)), B, True, "the first day of ten digits"),
    (ten(date(1985, 12, 31)), B, True, "the last day of the exception's years"),
    (ten(date(1999, 12, 31)), B, True, "the last of the century"),
    (ten(date(2000, 1, 1)), B, True, "the first of the next: 00 is 2000"),
    (ten(date(2004, 1, 1)), B, True, "a plain month in a year that may have raised ones"),
    (ten(date(2023, 6, 15)), B, True, "a child"),
    (ten(date(2053, 6, 15)), B, True, "53 with ten digits is 2053: the form allows it"),
    (ten(date(1971, 3, 19), woman=True), B, True, "a woman: month 53"),
    (ten(date(1954, 12, 1), woman=True), B, True, "a woman: month 62"),
    (ten(date(2000, 2, 29)), B, True, "2000 was a leap year"),
    (ten(date(1996, 2, 29)), B, True, "an ordinary leap year"),
    (ten(date(2004, 5, 5), month=20), B, True, "a man, serials exhausted: month 25"),
    (ten(date(2012, 12, 5), month=20), B, True, "a man, serials exhausted: month 32"),
    (ten(date(2004, 1, 5), woman=True, month=20), B, True, "a woman, serials exhausted: month 71"),
    (ten(date(2020, 12, 5), woman=True, month=20), B, True, "a woman, serials exhausted: month 82"),
    (ten(date(2003, 12, 31), month=20), None, None, "raised months are only from 2004"),
    (ten(date(1990, 5, 5), month=20), None, None, "raised months are only from 2004"),
    (ten(date(1990, 5, 5), woman=True, month=20), None, None, "raised months are only from 2004, women too"),
    (wrong(ten(date(2012, 12, 5), month=20)), B, False, "a raised month does not excuse the check"),
    (exception(date(1954, 1, 1)), B, True, "the exception, first day"),
    (exception(date(1971, 3, 19)), B, True, "the exception"),
    (exception(date(1985, 12, 31)), B, True, "the exception, last day"),
    (exception(date(1986, 1, 1)), B, False, "the exception ended with 1985"),
    (exception(date(1999, 1, 1)), B, False, "the exception ended with 1985"),
    (exception(date(2001, 1, 1)), B, False, "no exception in this century"),
    (exception(date(1971, 3, 19))[:9] + "1", B, False, "the exception's last digit is a zero"),
    (nine(date(1953, 12, 31)), B, None, "the last day of nine digits"),
    (nine(date(1900, 1, 1)), B, None, "the first year that anybody alive may have"),
    (nine(date(1930, 7, 7), woman=True), B, None, "a woman, nine digits"),
    (nine(date(1954, 1, 1)), None, None, "nine digits after 53 would be a birth in 1854"),
    (nine(date(1999, 1, 1)), None, None, "nine digits after 53 would be a birth in 1899"),
    ("724123456", None, None, "a mobile phone: 72 is 1872"),
    ("602123456", None, None, "a mobile phone: 60 is 1860"),
    (nine(date(1930, 7, 7), month=20), None, None, "raised months have ten digits"),
    ("000229123", None, None, "1900 was no leap year"),
    ("200229123", B, None, "1920 was a leap year"),
    ("7113192745", None, None, "no month 13"),
    ("7100192745", None, None, "no month 0"),
    ("7163192745", None, None, "no month 63: women end at 62"),
    ("7150192745", None, None, "no month 50"),
    ("7103002745", None, None, "no day 0"),
    ("7103322745", None, None, "no day 32"),
    ("7104312745", None, None, "April has 30 days"),
    ("7102292745", None, None, "1971 was no leap year"),
    ("7103402745", None, None, "day 40 is nobody's: 40 added to 0"),
    ("7103822745", None, None, "day 82 is nobody's"),
    ("7183192745", None, None, "no month 83"),
    ("7140192745", None, None, "no month 40"),
    ("9999999999", None, None, "a filler"),
    ("0000000000", None, None, "a filler that divides by 11"),
    ("1234567890", None, None, "a filler: month 34"),
    (ten(date(1971, 3, 1), day=40), E, True, "EČP: day 41"),
    (ten(date(1971, 3, 10), day=40), E, True, "EČP: day 50"),
    (ten(date(1971, 3, 9), woman=True, day=40), E, True, "EČP of a woman"),
    (wrong(ten(date(1971, 3, 9), day=40)), E, False, "EČP with a wrong digit"),
    ("1103492745", E, False, "day 49 with a wrong check"),
    (ten(date(2012, 3, 9), month=20, day=40), None, None, "ČSSZ: EČP and a raised month exclude one another"),
    (ten(date(1971, 3, 19), day=40), X, True, "day 59: 19 + 40 or 9 + 50"),
    (ten(date(1971, 3, 31), day=40), X, True, "day 71: 31 + 40 or 21 + 50"),
    (ten(date(1971, 4, 30), day=40), X, True, "day 70 in April: 30 + 40 or 20 + 50"),
    (ten(date(1961, 9, 18), day=50), X, True, "the insurers' example: day 68 could be EČP's 28 too"),
    (ten(date(1971, 3, 22), day=50), N, True, "insurer: day 72"),
    (ten(date(1971, 3, 31), day=50), N, True, "insurer: day 81"),
    ("7102712745", N, False, "day 71 in February: 31 + 40 is no day, so 21 + 50"),
    (ten(date(1961, 9, 18), month=20, day=50, serial=400), N, True, "the Centre: month 29, day 68"),
    (ten(date(1981, 9, 2), woman=True, month=20, day=50, serial=400), N, True, "the Centre, a woman: month 79, day 52"),
    (nine(date(1940, 3, 5), day=40), E, None, "EČP with nine digits"),
    (nine(date(1940, 3, 25), day=50), N, None, "insurer with nine digits"),
]


@pytest.mark.parametrize(("digits", "kind", "check", "reason"), ROWS, ids=[f"{i}-{r[3]}" for i, r in enumerate(ROWS)])
def test_table(digits: str, kind: Kind | None, check: bool | None, reason: str) -> None:
    """Kind and check of one number."""
    number = read(digits)
    assert (number and number.kind) is kind, reason
    assert (number and number.check) is check, reason


def test_the_table_is_long() -> None:
    """Valid, invalid and look-alike numbers, at least sixty rows."""
    assert len(ROWS) >= 60


def test_serial_000_is_weak() -> None:
    """Sources contradict on 000, so it is read and marked."""
    number = read("530101000")
    assert number is not None
    assert number.weak


def test_repr_holds_no_date() -> None:
    """A number's repr tells nothing of the person."""
    assert "71" not in repr(read("7103192745"))


@given(st.dates(date(1954, 1, 1), date(2053, 12, 31)), st.booleans(), st.integers(1, 900))
def test_every_right_number_is_read(born: date, woman: bool, serial: int) -> None:
    """Whatever the independent implementation makes is read, as that kind, with that date, as right."""
    digits = ten(born, woman=woman, serial=serial)
    number = read(digits)
    assert number is not None
    assert (number.kind, number.check) == (Kind.BIRTH, True)
    assert (number.year, number.month, number.day) == (born.year, born.month, born.day)


@given(st.text("0123456789", min_size=10, max_size=10))
def test_the_check_agrees_with_the_pairs(digits: str) -> None:
    """Where a date is possible, the check passes exactly when the pairs say so or the exception holds."""
    number = read(digits)
    if number is not None:
        excepted = 1954 <= number.year <= 1985 and digits[9] == "0" and int(digits[:9]) % 11 == 10
        assert number.check == (right(digits) or excepted)
