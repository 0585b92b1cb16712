"""Check digits of the evaluation: against published examples and their own definitions."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from evaluation import arithmetic as a
from evaluation.kinds import bank, birth, documents

SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_birth_numbers_are_divisible_by_eleven(seed: int) -> None:
    """Ten digits: the whole number by 11, except where the law let the remainder of ten pass as 0."""
    rng = Random(seed)
    for make in (birth.ten, birth.exhausted, birth.ecp, birth.insurer, birth.cmu):
        number = make(rng)
        assert len(number) == 10
        assert int(number) % 11 == 0
    number = birth.exception(rng)
    assert int(number[:9]) % 11 == 10
    assert number[9] == "0"


def test_birth_dates() -> None:
    """The additions of each kind."""
    born = date(2005, 3, 19)
    assert a.birth_root(born, woman=False) == "050319"
    assert a.birth_root(born, woman=True) == "055319"
    assert a.birth_root(born, woman=True, month=20) == "057319"
    assert a.birth_root(born, woman=True, days=40) == "055359"
    assert a.birth_root(born, woman=False, month=20, days=50) == "052369"


def test_published_examples() -> None:
    """Luhn, IBAN and MRZ as their standards show them; an account and an IČO that their offices publish."""
    assert a.luhn("7992739871") == "79927398713"
    assert a.iban("GB", "WEST12345698765432") == "GB82WEST12345698765432"
    assert a.iban("CZ", "08000000192000145399") == "CZ6508000000192000145399"
    assert a.mrz_digit("520727") == "3"
    assert a.mrz_digit("D23145890") == "7"
    assert sum(int(d) * w for d, w in zip("2000145399", a.ACCOUNT_WEIGHTS, strict=True)) % 11 == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_made_numbers_check(seed: int) -> None:
    """IČO, RID, accounts, wrong numbers."""
    rng = Random(seed)
    ico = a.ico(rng)
    assert (sum(int(d) * w for d, w in zip(ico[:7], range(8, 1, -1), strict=True)) + int(ico[7])) % 11 in {0, 1} or ico[7] == "1"
    rid = int(a.rid(rng))
    assert rid % 13 == 0
    assert rid % 11 != 0
    assert 10**9 <= rid < 10**10
    root = bank.account(rng).partition("/")[0].zfill(10)
    assert sum(int(d) * w for d, w in zip(root, a.ACCOUNT_WEIGHTS, strict=True)) % 11 == 0
    assert int(a.wrong(rng, birth.ten(rng))) % 11 != 0


def test_ico_of_the_sources() -> None:
    """The last digit of published numbers."""
    for number in ("70891508", "70891168", "00000019", "47539798"):
        total = sum(int(d) * w for d, w in zip(number[:7], range(8, 1, -1), strict=True))
        assert (11 - total % 11) % 10 == int(number[7])


@pytest.mark.parametrize("seed", SEEDS)
def test_mrz_lines(seed: int) -> None:
    """Thirty and forty-four characters, and composites that hold."""
    rng = Random(seed)
    one, two, three = documents.td1(rng).split("\n")
    assert {len(one), len(two), len(three)} == {30}
    assert two[29] == a.mrz_digit(one[5:30] + two[0:7] + two[8:15] + two[18:29])
    name, body = documents.td3(rng).split("\n")
    assert len(name) == len(body) == 44
    assert body[43] == a.mrz_digit(body[0:10] + body[13:20] + body[21:43])
