"""Check digits, computed anew from the published definitions and from nothing in :mod:`detectors`.

Sources: zákon č. 133/2000 Sb. § 13 (birth numbers), ČSSZ (EČP), VZP (insurer numbers), HL7 CZ core (RID), ČSSZ (IČO),
vyhláška č. 169/2011 Sb. (accounts), ISO 13616 (IBAN), ISO/IEC 7812-1 (Luhn), ICAO Doc 9303 (MRZ).
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

ACCOUNT_WEIGHTS = (6, 3, 7, 9, 10, 5, 8, 4, 2, 1)
PREFIX_WEIGHTS = (10, 5, 8, 4, 2, 1)
MRZ_VALUES = {char: value for value, char in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}


def digits(rng: Random, count: int) -> str:
    """That many random digits."""
    return "".join(rng.choice("0123456789") for _ in range(count))


def day(rng: Random, first: date, last: date) -> date:
    """A random day of the span, both ends included."""
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def birth_root(born: date, *, woman: bool, month: int = 0, days: int = 0) -> str:
    """The six digits: +50 for women, and the additions of the number's kind."""
    return f"{born.year % 100:02d}{born.month + (50 if woman else 0) + month:02d}{born.day + days:02d}"


def with_serial(rng: Random, root: str, serials: range = range(1, 999)) -> str:
    """Ten digits divisible by 11."""
    while True:
        nine = f"{root}{rng.choice(serials):03d}"
        last = int(nine) % 11
        if last < 10:
            return nine + str(last)


def remainder_ten(rng: Random, root: str) -> str:
    """Ten digits of 1954–1985 whose first nine leave 10, and which therefore end in 0."""
    while True:
        nine = f"{root}{rng.randrange(1, 999):03d}"
        if int(nine) % 11 == 10:
            return nine + "0"


def wrong(rng: Random, number: str) -> str:
    """The number with its last digit wrong."""
    return number[:-1] + rng.choice([d for d in "0123456789" if d != number[-1]])


def rid(rng: Random) -> str:
    """Ten digits, divisible by 13 and not by 11, the first not 0."""
    while True:
        number = rng.randrange(10**9 // 13 + 1, 10**10 // 13) * 13
        if number % 11:
            return str(number)


def ico(rng: Random) -> str:
    """Eight digits, weights 8 to 2, mod 11."""
    seven = rng.choice("012345678") + digits(rng, 6)
    total = sum(int(d) * w for d, w in zip(seven, range(8, 1, -1), strict=True))
    return seven + str((11 - total % 11) % 10)


def weighted(rng: Random, weights: tuple[int, ...], length: int) -> str:
    """``length`` digits, the first not 0, two of them not 0, whose weighted sum is divisible by 11."""
    used = weights[-length:]
    while True:
        number = rng.choice("123456789") + digits(rng, length - 1)
        if (
            sum(map(int, number)) > 0
            and len(number.replace("0", "")) > 1
            and not sum(int(d) * w for d, w in zip(number, used, strict=True)) % 11
        ):
            return number


def iban(country: str, bban: str) -> str:
    """Check digits by ISO 13616: 98 minus the remainder of BBAN, country and 00 by 97."""
    numeric = "".join(str(int(char, 36)) for char in f"{bban}{country}00")
    return f"{country}{98 - int(numeric) % 97:02d}{bban}"


def luhn(body: str) -> str:
    """The body with its Luhn digit."""
    total = 0
    for index, char in enumerate(reversed(body)):
        value = int(char) * (1 if index % 2 else 2)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def mrz_digit(field: str) -> str:
    """Weights 7, 3, 1; ``<`` is 0, A is 10; mod 10."""
    return str(sum(MRZ_VALUES[char] * (7, 3, 1)[index % 3] for index, char in enumerate(field)) % 10)
