"""Payment cards, ISO/IEC 7812: the issuer's first digits, their length, and Luhn's digit; together or in groups.

One random number in ten passes Luhn's sum, so the first digits and the length must fit too, and sixteen digits inside a longer row of
groups, or behind the label of another number, are no card. A card that fails the sum counts beside its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.context import Context
from detectors.finance.cards import has_brand, luhn
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer, long_number
from detectors.text.view import View

_CARD = re.compile(
    r"(?<![0-9])(?<![0-9][./,-])(?<![0-9]{4} )"
    r"(?:[0-9]{4}([ ]{1,2}|-|\.)[0-9]{4}\1[0-9]{4}\1[0-9]{1,4}(?:\1[0-9]{3})?"
    r"|[0-9]{4}([ ]|-)[0-9]{6}\2[0-9]{4,5}"
    r"|[0-9]{13,19})"
    r"(?![0-9])(?![./,-][0-9])(?! [0-9]{4}(?![0-9/]))"
)
_DIGITS = str.maketrans("", "", " -.")
_OTHER_LABEL = Context(
    r"zasilk",
    r"\bean\b",
    r"carov",
    r"\bimei\b",
    r"\bvs\b",
    r"variabiln",
    r"objednav",
    r"faktur",
    r"\bc\.? ?j\b",
    r"\bsp\.? ?zn",
    r"doklad",
    r"vyrobn",
    r"seriov",
    r"spis",
    r"\bid\b",
    r"isbn",
    r"sledovac",
    r"balik",
    r"dokument",
    r"podac",
    r"iccid",
    r"\bsim\b",
    r"elektromer",
    r"odberne",
    r"gtin",
    r"timestamp",
    r"serial",
)
_NEAR = 28


class CreditCardRecognizer(CzechRecognizer):
    """``CREDIT_CARD``."""

    ENTITY = "CREDIT_CARD"
    NEEDS = long_number
    CONTEXT = (
        r"\bkart(?:a|y|e|u|ou)\b",
        r"platebn\w{1,3} kar",
        r"\bcard\b",
        r"\bvisa\b",
        r"mastercard",
        r"maestro",
        r"amex|american express",
        r"\bcv[cv]2?\b",
        r"diners",
        r"\bpan\b:",
        r"platnost do",
        r"\bexp\b",
    )
    MIN_LENGTH = 13

    def validate(self, value: str) -> bool | None:
        """Luhn's sum, where the first digits and the length are an issuer's."""
        digits = value.translate(_DIGITS)
        return has_brand(digits) and luhn(digits)

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for left, right in self.candidates(view):
            for match in _CARD.finditer(view.text, left, right):
                view.step(self.key)
                finding = self._judge(view, match)
                if finding is not None:
                    yield finding

    def _judge(self, view: View, match: re.Match[str]) -> Finding | None:
        start, end = match.span()
        digits = match[0].translate(_DIGITS)
        around = view.text[max(start - 1, 0) : start] + view.text[end : end + 1]
        if not has_brand(digits) or any(c.isalnum() or c == "_" for c in around):
            return None
        check = luhn(digits)
        context = self.nearby is not None and self.nearby.near(view, start, end)
        grouped = len(digits) < end - start
        if not context and (not check or _OTHER_LABEL.before(view, start, _NEAR)):
            return None
        if not context and not grouped and (len(digits) == 13 or len(digits) > 16):
            return None  # EAN-13 and the numbers of SIM cards begin so too
        score = (0.97 if context else 0.9 if grouped else 0.8) if check else 0.55
        rule = f"{self.key}.{'groups' if grouped else 'together'}{'' if check else '_typo'}"
        return view.finding(self.ENTITY, start, end, score, rule, check=check, context=context)
