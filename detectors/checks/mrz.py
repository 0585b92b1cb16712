"""Check digits of a machine-readable zone: ICAO Doc 9303, part 3.

Weights 7, 3, 1 over the characters; digits are themselves, A to Z are 10 to 35, the filler ``<`` is 0; the sum modulo 10.
"""

from __future__ import annotations

_VALUES = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}
_DIGITS_READ_AS_LETTERS = str.maketrans("OQDILSBZG", "000115826")
"""What optical recognition makes of digits; undone only where a digit must stand."""


def digit(field: str) -> int:
    """The check digit of a field of ``A–Z``, ``0–9`` and ``<``.

    >>> digit("L898902C3"), digit("740812"), digit("120415")
    (6, 2, 9)
    """
    return sum(_VALUES[char] * (7, 3, 1)[index % 3] for index, char in enumerate(field)) % 10


def mended(field: str) -> str:
    """A field of digits with its misread letters as digits again."""
    return field.translate(_DIGITS_READ_AS_LETTERS)


def passes(field: str, check: str) -> bool:
    """Whether ``check`` is the check digit of ``field``; the filler counts as 0 where the field is empty."""
    check = mended(check)
    if check == "<":
        return not field.strip("<")
    return check.isdigit() and digit(field) == int(check)
