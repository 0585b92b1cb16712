"""Zbrojní průkaz, since 2026 zbrojní oprávnění, and the card of a weapon: two letters and six digits, only beside a label.

Source: Act No. 119/2002 Coll. until the end of 2025; Act No. 90/2024 Coll., which keeps the permission electronically and keeps the word.
"""

from __future__ import annotations

from collections.abc import Iterator

from detectors.documents import document, documents
from detectors.finding import Finding
from detectors.label_words import STEMS, Label
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View


class CzWeaponLicenceRecognizer(CzechRecognizer):
    """``CZ_WEAPON_LICENCE``."""

    ENTITY = "CZ_WEAPON_LICENCE"
    NEEDS = document
    CONTEXT = STEMS[Label.WEAPON]

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for r in documents(view, Label.WEAPON):
            yield view.finding(self.ENTITY, r.start, r.end, r.score, f"{self.key}.{r.rule}", context=True)
