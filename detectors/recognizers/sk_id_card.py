"""Občiansky preukaz, the Slovak identity card: two letters and six digits, beside its Slovak label.

Source: Slovak Act No. 395/2019 Z. z.
"""

from __future__ import annotations

from collections.abc import Iterator

from detectors.documents import document, documents
from detectors.finding import Finding
from detectors.label_words import STEMS, Label
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View


class SkIdCardRecognizer(CzechRecognizer):
    """``SK_ID_CARD``."""

    ENTITY = "SK_ID_CARD"
    NEEDS = document
    CONTEXT = STEMS[Label.SK_ID_CARD]

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for r in documents(view, Label.SK_ID_CARD):
            yield view.finding(self.ENTITY, r.start, r.end, r.score, f"{self.key}.{r.rule}", context=True)
