"""Osobní číslo, OEČ, the service card of an officer, the number of an employee, a student or a holder of a disability card.

Three to ten digits, perhaps with letters before: anything at all, so the label must stand right before, with nothing between but
punctuation, "č.", "je" and the person's name. A year there is no number.
"""

from __future__ import annotations

from collections.abc import Iterator

from detectors.documents import document, documents
from detectors.finding import Finding
from detectors.label_words import STEMS, Label
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View


class CzServiceCardRecognizer(CzechRecognizer):
    """``CZ_SERVICE_CARD``."""

    ENTITY = "CZ_SERVICE_CARD"
    NEEDS = document
    CONTEXT = STEMS[Label.SERVICE]

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for r in documents(view, Label.SERVICE):
            yield view.finding(self.ENTITY, r.start, r.end, r.score, f"{self.key}.{r.rule}", context=True)
