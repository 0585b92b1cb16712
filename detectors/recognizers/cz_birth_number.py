"""Rodné číslo, the Czech birth number: § 13 of Act No. 133/2000 Coll.; its use needs a statutory ground or consent (§ 13c).

RRMMDD/KKK until the end of 1953, RRMMDD/KKKK since; :mod:`detectors.birth` has the arithmetic, :mod:`detectors.birth_shapes` the
spellings, :mod:`detectors.birth_rules` what each spelling needs beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from detectors.birth import Kind, read
from detectors.birth_rules import LABEL, WEAK, birth_number, readings
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View


class CzBirthNumberRecognizer(CzechRecognizer):
    """``CZ_BIRTH_NUMBER``."""

    ENTITY = "CZ_BIRTH_NUMBER"
    NEEDS = birth_number
    CONTEXT = (*LABEL, *WEAK)

    def validate(self, value: str) -> bool | None:
        """True or False by the date and the check digit; None for nine digits with a possible date."""
        digits = "".join(c for c in value if c in "0123456789")
        number = read(digits) if len(digits) in (9, 10) else None
        return False if number is None or number.kind is not Kind.BIRTH else number.check

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for r in readings(view, Kind.BIRTH):
            rule = f"{self.key}.{r.shape.style.value}{'_ocr' if r.shape.ocr else ''}"
            yield view.finding(self.ENTITY, r.shape.start, r.shape.end, r.score, rule, check=r.check, context=r.context)
