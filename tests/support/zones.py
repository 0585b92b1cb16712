"""Synthetic machine-readable zones, made apart from the product's own arithmetic."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def digit(field: str) -> str:
    """The check digit by Doc 9303, written out."""
    return str(sum((ALPHABET.index(c) if c != "<" else 0) * [7, 3, 1][i % 3] for i, c in enumerate(field)) % 10)


def td3(number: str = "90000017", name: str = "VZORNA<<JANA", kind: str = "P<", state: str = "CZE", optional: str = "") -> list[str]:
    """Two lines of 44."""
    number, optional = number.ljust(9, "<"), optional.ljust(14, "<")
    birth, expiry = "710319", "301102"
    second = number + digit(number) + state + birth + digit(birth) + "F" + expiry + digit(expiry) + optional + digit(optional)
    second += digit(second[:10] + second[13:20] + second[21:43])
    return [(kind + state + name).ljust(44, "<"), second]


def td2(number: str = "900000179", name: str = "VZORNA<<JANA", kind: str = "V<", state: str = "CZE") -> list[str]:
    """Two lines of 36."""
    birth, expiry = "710319", "301102"
    second = number + digit(number) + state + birth + digit(birth) + "F" + expiry + digit(expiry) + "<<<<<<<"
    second += digit(second[:10] + second[13:20] + second[21:35])
    return [(kind + state + name).ljust(36, "<"), second]


def td1(number: str = "900000179", name: str = "VZORNA<<JANA", kind: str = "ID", state: str = "CZE") -> list[str]:
    """Three lines of 30."""
    first = (kind + state + number + digit(number)).ljust(30, "<")
    birth, expiry = "710319", "301102"
    second = (birth + digit(birth) + "F" + expiry + digit(expiry) + state).ljust(29, "<")
    second += digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    return [first, second, name.ljust(30, "<")]
