"""IBAN, ISO 13616: every country by its length and mod 97; the Czech and Slovak account inside is checked again by its own sums.

Written together, in groups of four, or with hyphens. One that fails mod 97 counts only beside the word IBAN.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.codes import code, codes
from detectors.context import Context
from detectors.finance.iban import LENGTHS, domestic, is_iban
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

_BODY = re.compile(r"[A-Za-z]{2}[0-9]{2}(?:(?:[ ]{1,2}|-|\.|\n)?[A-Za-z0-9]){11,40}")
_SEPARATORS = str.maketrans("", "", " -.\n")
_LABEL = Context(r"\biban\b")
_BEFORE_LABEL = 30


class IbanCodeRecognizer(CzechRecognizer):
    """``IBAN_CODE``."""

    ENTITY = "IBAN_CODE"
    NEEDS = code
    CONTEXT = (r"\biban\b", r"\bc\. ?u\b", r"\buc(?:et|tu|tem|ty)\b", r"account", r"\bbic\b", r"swift", r"bank", r"konto")
    MIN_LENGTH = 15

    def validate(self, value: str) -> bool | None:
        """Mod 97 and the country's length."""
        return is_iban(value.translate(_SEPARATORS).upper())

    def candidates(self, view: View) -> Iterator[tuple[int, int]]:
        """Codes that begin with the letters of a country and two digits."""
        text = view.text
        for start, end in codes(view):
            country = text[start : start + 2].upper()
            if country in LENGTHS and text[start + 2 : start + 4].isdigit():
                yield start, end

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        text = view.text
        reach = 0
        for start, _ in self.candidates(view):
            if start < reach or text[start - 1 : start].isalnum():
                continue
            view.step(self.key)
            finding = self._read(view, start)
            if finding is not None:
                reach = start + 15
                yield finding

    def _read(self, view: View, start: int) -> Finding | None:
        text = view.text
        length = LENGTHS[text[start : start + 2].upper()]
        match = _BODY.match(text, start)
        if match is None:
            return None
        count, end = 0, start
        for end in range(start, match.end()):
            count += text[end].isalnum()
            if count == length:
                break
        if count < length or text[end + 1 : end + 2].isalnum():
            return None
        iban = text[start : end + 1].translate(_SEPARATORS).upper()
        check = is_iban(iban)
        if not check:
            if not iban[4:8].isalnum() or not _LABEL.before(view, start, _BEFORE_LABEL):
                return None
            return view.finding(self.ENTITY, start, end + 1, 0.55, f"{self.key}.typo", check=False, context=True)
        context = self.nearby is not None and self.nearby.near(view, start, end + 1)
        inside = domestic(iban)
        score = 0.99 if inside else 0.75 if inside is False else 0.95
        rule = f"{self.key}.{'domestic' if inside else 'odd' if inside is False else 'foreign'}"
        return view.finding(self.ENTITY, start, end + 1, score, rule, check=True, context=context)
