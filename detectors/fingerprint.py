"""The normalised value of a finding: what its keyed fingerprint is taken of, so that one value has one fingerprint however it is written.

A fingerprint itself is not made here: without the period's key a birth number is guessed from its hash in seconds.
"""

from __future__ import annotations

import re

from detectors.text.characters import fold
from detectors.text.normalise import normalise

DIGITS = frozenset({"CZ_BIRTH_NUMBER", "CZ_ECP", "CZ_INSURANCE_NUMBER", "SK_BIRTH_NUMBER"})
_OCR = str.maketrans("OoIl", "0011")
_NOT_DIGIT = re.compile(r"[^0-9]+")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_AT = re.compile(r"\s*[\[({<]?\s*(?:@|\bat\b|zavinac)\s*[\])}>]?\s*")
_DOT = re.compile(r"\s*[\[({]\s*(?:dot|tecka)\s*[\])}]\s*|\s+tecka\s+")


def _phone(text: str) -> str:
    """Digits with the country's prefix; nine digits are Czech, and a national number that begins with 0 Slovak."""
    digits = _NOT_DIGIT.sub("", text)
    if digits.startswith("00"):
        return digits[2:]
    if len(digits) == 9:
        return "420" + digits
    if len(digits) == 10 and digits.startswith("0"):
        return "421" + digits[1:]
    return digits


def canonical(entity: str, text: str) -> str:
    """The normalised value of a finding of this kind.

    Numbers of the birth-number family: digits. Phones: digits with the prefix. E-mail: folded, with disguised "at" and dots undone.
    Persons: folded words in alphabetical order, so that "Novák Jan" is "Jan Novák"; the grammatical case stays. Everything else:
    folded letters and digits.

    >>> canonical("CZ_BIRTH_NUMBER", "71 03 19 / 2745"), canonical("EMAIL_ADDRESS", "Jan.Novak (zavináč) kraj.cz")
    ('7103192745', 'jan.novak@kraj.cz')
    """
    normal, _ = normalise(text)
    if entity in DIGITS:
        return _NOT_DIGIT.sub("", normal.translate(_OCR))
    folded = fold(normal)
    if entity == "PHONE_NUMBER":
        return _phone(folded)
    if entity == "EMAIL_ADDRESS":
        return _AT.sub("@", _DOT.sub(".", folded))
    if entity == "PERSON":
        return " ".join(sorted(_NOT_ALPHANUMERIC.sub(" ", folded).split()))
    return _NOT_ALPHANUMERIC.sub("", folded)
