"""Číslo pojištěnce given by a health insurer or by the Centre for International Reimbursements to a person without a birth number.

A birth number with 50 added to the day (the Centre adds 20 to the month as well). An insured person's number that *is* a birth number
is found as ``CZ_BIRTH_NUMBER``. Source: VZP, "Oznámení o novém formátu čísla pojištěnce".
"""

from __future__ import annotations

from collections.abc import Iterator

from detectors.birth import Kind, read
from detectors.birth_rules import INSURER_LABEL, birth_number, readings
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View


class CzInsuranceNumberRecognizer(CzechRecognizer):
    """``CZ_INSURANCE_NUMBER``."""

    ENTITY = "CZ_INSURANCE_NUMBER"
    NEEDS = birth_number
    CONTEXT = INSURER_LABEL

    def validate(self, value: str) -> bool | None:
        """True or False by the date and the check digit; None for nine digits with a possible date."""
        digits = "".join(c for c in value if c in "0123456789")
        number = read(digits) if len(digits) in (9, 10) else None
        return False if number is None or number.kind not in (Kind.INSURER, Kind.EITHER) else number.check

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for r in readings(view, Kind.INSURER):
            rule = f"{self.key}.{r.shape.style.value}{'_ocr' if r.shape.ocr else ''}"
            yield view.finding(self.ENTITY, r.shape.start, r.shape.end, r.score, rule, check=r.check, context=r.context)
