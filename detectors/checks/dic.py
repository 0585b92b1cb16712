"""DIČ, the Czech tax identification number: CZ and 8, 9 or 10 digits. § 130 of Act No. 280/2009 Coll.

A natural person's is the birth number (9 or 10 digits), or, without one, a number that the tax office made: nine digits beginning with 6.
A legal person's is its IČO (8 digits). A VAT group's begins with 699. Source: European Commission, VIES, "VAT number algorithms".
"""

from __future__ import annotations

from enum import Enum

from detectors.birth import read

_GROUP = "699"


class Holder(Enum):
    """Whose number it is."""

    PERSON = "person"
    PERSON_UNCHECKED = "person_unchecked"  # nine digits of a birth before 1954: a date and no check digit
    MADE = "made"  # by the tax office, for a natural person
    LEGAL = "legal"
    NOBODY = "nobody"  # ten digits that are no birth number, or no number of any length that exists


def _passes_made(digits: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), digits[1:8], strict=True)) % 11
    return (8 - (10 - total) % 11) % 10 == int(digits[8])


def holder(digits: str) -> Holder:
    """Whose the digits after CZ are.

    >>> [holder(d).value for d in ("7103192745", "7103192746", "530319274", "640903926", "699000001", "70891508")]
    ['person', 'nobody', 'person_unchecked', 'made', 'legal', 'legal']
    """
    if len(digits) == 8 or digits.startswith(_GROUP):
        return Holder.LEGAL
    if len(digits) not in (9, 10):
        return Holder.NOBODY
    number = read(digits)
    if number is not None and number.check is not False:
        return Holder.PERSON if number.check else Holder.PERSON_UNCHECKED
    if len(digits) == 9 and digits[0] == "6" and _passes_made(digits):
        return Holder.MADE
    return Holder.NOBODY
