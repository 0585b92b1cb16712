"""Cestovní pas, the passport, Czech or foreign: eight digits; elsewhere six to nine digits and capital letters.

The Czech number has no check digit (the one in the machine-readable zone is the zone's), so only a label makes it one. "Pasport" (a
record of roads or trees), "pás" (a belt) and an animal's pas are none.
Source: Act No. 329/1999 Coll.; Microsoft Purview, "Czech passport number"; HL7 cz-core (six to nine characters).
"""

from __future__ import annotations

from collections.abc import Iterator

from detectors.documents import document, documents
from detectors.finding import Finding
from detectors.label_words import STEMS, Label
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View


class CzPassportRecognizer(CzechRecognizer):
    """``CZ_PASSPORT``."""

    ENTITY = "CZ_PASSPORT"
    NEEDS = document
    CONTEXT = STEMS[Label.PASSPORT]

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for r in documents(view, Label.PASSPORT):
            yield view.finding(self.ENTITY, r.start, r.end, r.score, f"{self.key}.{r.rule}", context=True)
