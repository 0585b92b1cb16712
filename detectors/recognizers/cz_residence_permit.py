"""Povolení k pobytu and its relatives: residence cards, visa stickers, certificates of registration of EU citizens.

The documents have different numbers and no published format: up to three letters and six to nine digits, only beside a label.
Source: Act No. 326/1999 Coll.; Council Regulation (EC) No 1030/2002 (the card), No 1683/95 (the sticker).
"""

from __future__ import annotations

from collections.abc import Iterator

from detectors.documents import document, documents
from detectors.finding import Finding
from detectors.label_words import STEMS, Label
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View


class CzResidencePermitRecognizer(CzechRecognizer):
    """``CZ_RESIDENCE_PERMIT``."""

    ENTITY = "CZ_RESIDENCE_PERMIT"
    NEEDS = document
    CONTEXT = STEMS[Label.RESIDENCE]

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for r in documents(view, Label.RESIDENCE):
            yield view.finding(self.ENTITY, r.start, r.end, r.score, f"{self.key}.{r.rule}", context=True)
