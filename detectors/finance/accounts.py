"""Czech account numbers: ``[prefix-]number/bank``.

Prefix (up to six digits) and number (two to ten) each have a weighted sum divisible by 11; the number has at least two digits other
than zero. Source: Czech National Bank, decree No. 169/2011 Coll., on the form of account numbers.
"""

from __future__ import annotations

from detectors.finance.bank_codes import bank_codes

PREFIX_WEIGHTS = (10, 5, 8, 4, 2, 1)
NUMBER_WEIGHTS = (6, 3, 7, 9, 10, 5, 8, 4, 2, 1)


def _divisible(digits: str, weights: tuple[int, ...]) -> bool:
    padded = digits.zfill(len(weights))
    return len(padded) == len(weights) and sum(int(d) * w for d, w in zip(padded, weights, strict=True)) % 11 == 0


def is_number(number: str) -> bool:
    """Whether the digits can be an account's number, without the prefix.

    >>> is_number("2000145399"), is_number("2000145398"), is_number("0000000006")
    (True, False, False)
    """
    return len(number.replace("0", "")) >= 2 and _divisible(number, NUMBER_WEIGHTS)


def is_account(prefix: str, number: str) -> bool:
    """Whether prefix ("" when there is none) and number pass both sums.

    >>> is_account("19", "2000145399"), is_account("18", "2000145399")
    (True, False)
    """
    return is_number(number) and _divisible(prefix, PREFIX_WEIGHTS)


def is_bank(code: str) -> bool:
    """Whether the code is a bank's."""
    return code in bank_codes()
