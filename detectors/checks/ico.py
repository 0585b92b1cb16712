"""IČO, the identification number of a person in the Czech business register: seven digits and a check digit.

Weights 8 to 2 from the left; the check digit is (11 − Σ mod 11) mod 10. Leading zeros are often dropped in writing.
Source: Act No. 111/2009 Coll., § 24 and following; ČSSZ, "Logické testy datové věty". One random number in eleven passes.
"""

from __future__ import annotations

LENGTH = 8
SHORTEST = 6
"""Fewer digits than these are not written without their zeros in practice."""


def passes(digits: str) -> bool:
    """The check digit of six to eight digits, the dropped zeros thought before them.

    >>> passes("70891508"), passes("70891509"), passes("19"), passes("00000000")
    (True, False, False, False)
    """
    if not SHORTEST <= len(digits) <= LENGTH:
        return False
    number = digits.zfill(LENGTH)
    total = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), number[:7], strict=True))
    return number != "0" * LENGTH and (11 - total % 11) % 10 == int(number[7])
