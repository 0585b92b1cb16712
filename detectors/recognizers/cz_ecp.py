"""Evidenční číslo pojištěnce, by which the social security administration (ČSSZ) knows a person without a birth number.

A birth number with 40 added to the day. Fires with a slash and a right check digit, or beside its label. Source: ČSSZ, "Standardní
kontrola rodného čísla a evidenčního čísla pojištěnce".
"""

from __future__ import annotations

from collections.abc import Iterator

from detectors.birth import Kind, read
from detectors.birth_rules import ECP_LABEL, birth_number, readings
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View


class CzEcpRecognizer(CzechRecognizer):
    """``CZ_ECP``."""

    ENTITY = "CZ_ECP"
    NEEDS = birth_number
    CONTEXT = ECP_LABEL

    def validate(self, value: str) -> bool | None:
        """True or False by the date and the check digit; None for nine digits with a possible date."""
        digits = "".join(c for c in value if c in "0123456789")
        number = read(digits) if len(digits) in (9, 10) else None
        return False if number is None or number.kind not in (Kind.ECP, Kind.EITHER) else number.check

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for r in readings(view, Kind.ECP):
            rule = f"{self.key}.{r.shape.style.value}{'_ocr' if r.shape.ocr else ''}"
            yield view.finding(self.ENTITY, r.shape.start, r.shape.end, r.score, rule, check=r.check, context=r.context)
