"""Synthetic birth numbers, made and checked here apart from the product's own arithmetic (dates by datetime, the check by pairs)."""

from __future__ import annotations

from datetime import date


def pairs_sum(digits: str) -> int:
    """The quick check of the social security administration: a ten-digit number is right when the sum of its pairs divides by 11."""
    return sum(int(digits[i : i + 2]) for i in range(0, 10, 2))


def right(digits: str) -> bool:
    return pairs_sum(digits) % 11 == 0


def nine(born: date, *, woman: bool = False, serial: int = 1, month: int = 0, day: int = 0) -> str:
    """The first nine digits; ``month`` and ``day`` are what is added besides the 50 of women."""
    return f"{born.year % 100:02}{born.month + 50 * woman + month:02}{born.day + day:02}{serial:03}"


def ten(born: date, *, woman: bool = False, serial: int = 1, month: int = 0, day: int = 0) -> str:
    """A right ten-digit number with the first serial from ``serial`` on that has a check digit."""
    while True:
        first = nine(born, woman=woman, serial=serial, month=month, day=day)
        for last in "0123456789":
            if right(first + last):
                return first + last
        serial += 1


def exception(born: date, *, serial: int = 1) -> str:
    """A number of the 1954–1985 exception: nine digits that leave 10, and a zero."""
    while int(nine(born, serial=serial)) % 11 != 10:
        serial += 1
    return nine(born, serial=serial) + "0"


def wrong(digits: str) -> str:
    """The same with another last digit, which makes the check fail."""
    return digits[:9] + str((int(digits[9]) + 3) % 10)


def slash(digits: str) -> str:
    return f"{digits[:6]}/{digits[6:]}"
