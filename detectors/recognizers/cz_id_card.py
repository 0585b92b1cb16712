"""Občanský průkaz, the Czech identity card: its number is personal, and the card's state is looked up by it.

New cards: nine digits ("OP bez série"). Old ones: six digits with a series of two letters, with or without two digits ("OP se sérií").
There is no check digit, and nine digits are also phones and sums: only a label makes it one. "OP" alone counts only right before the
number, and not where it stands for operační program, obchodní podmínky or ochranné pásmo.
Sources: Act No. 269/2021 Coll.; Ministry of the Interior, "Neplatné doklady" (document kinds 0). The service itself is never asked,
because asking would disclose the number.
"""

from __future__ import annotations

from collections.abc import Iterator

from detectors.documents import document, documents
from detectors.finding import Finding
from detectors.label_words import STEMS, Label
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View


class CzIdCardRecognizer(CzechRecognizer):
    """``CZ_ID_CARD``."""

    ENTITY = "CZ_ID_CARD"
    NEEDS = document
    CONTEXT = (*STEMS[Label.ID_CARD], *STEMS[Label.OP], *STEMS[Label.NUMBER_OF_CARD])

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for r in documents(view, Label.ID_CARD):
            yield view.finding(self.ENTITY, r.start, r.end, r.score, f"{self.key}.{r.rule}", context=True)
