"""VIN, ISO 3779: seventeen letters and digits without I, O and Q; the last four are digits.

The check digit in the ninth place is a rule of North America only. Hexadecimal numbers and licence keys are told apart by the letters
and by what stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.codes import code, codes
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{13}[0-9]{4}")
_HEX = re.compile(r"[0-9A-Fa-f]{17}")
_MAKERS = (
    "TM", "TN", "TR", "TS", "UU", "VF", "VS", "VR", "VN", "WA", "WB", "WD", "WF", "WM", "WP", "WV", "WU", "W0", "W1", "YV", "YS",
    "ZA", "ZF", "ZC", "SA",
    "SB", "SJ", "SU", "SH", "JT", "JN", "JM", "JH", "JS", "JF", "JA", "KM", "KN", "KL", "KP", "1F", "1G", "1H", "2T", "3V", "3F",
    "4J", "4T", "4U", "5U",
    "5Y", "5J", "LR", "LS", "LG", "LF", "L6", "NM", "NL", "MA", "ML", "MM", "XL", "XT", "XW", "X7", "U5", "U6", "VV", "VB", "VX",
    "ZD", "YK", "TK", "TL",
)  # fmt: skip
"""The first two characters of makers whose cars drive in Europe."""
_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


class VinRecognizer(CzechRecognizer):
    """``VIN``."""

    ENTITY = "VIN"
    NEEDS = code
    CONTEXT = (
        r"\bvin\b",
        r"karoseri",
        r"podvozk",
        r"identifikacni\w{0,3} cis\w{1,4} vozid",
        r"vozid",
        r"\bauto",
        r"technick\w{1,3} prukaz",
        r"registr\w{0,6} znack",
        r"chassis",
        r"motocykl",
        r"\bspz\b",
        r"\brz\b",
    )
    MIN_LENGTH = 17

    def validate(self, value: str) -> bool | None:
        """True when the check digit of North America is right, else None: elsewhere the place holds anything."""
        vin = value.upper()
        total = sum(weight * (_VALUES[c] if c in _VALUES else int(c)) for c, weight in zip(vin, _WEIGHTS, strict=True))
        return True if "0123456789X"[total % 11] == vin[8] else None

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        text = view.text
        for start, end in codes(view):
            if end - start != 17:
                continue
            view.step(self.key)
            value = text[start:end]
            if not (value.isupper() or value.islower()) or _VIN.fullmatch(value.upper()) is None:
                continue
            around = (text[start - 1] if start else "") + text[end : end + 1]
            if any(c.isalnum() or c in "_-+=%#@" for c in around):
                continue
            context = self.nearby is not None and self.nearby.near(view, start, end)
            known = value.upper().startswith(_MAKERS)
            letters = sum(c.isalpha() for c in value)
            if not context and (letters < 3 or not known or _HEX.fullmatch(value) or value.islower()):
                continue
            score = 0.95 if context else 0.8
            rule = f"{self.key}.{'known' if known else 'unknown'}"
            yield view.finding(self.ENTITY, start, end, score, rule, check=self.validate(value), context=context)
