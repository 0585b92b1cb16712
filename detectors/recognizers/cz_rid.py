"""RID, resortní identifikátor: a patient's identifier in the Czech health sector, and DRID, the temporary one.

Ten digits with a check (:mod:`detectors.checks.rid`) or D and nine digits; only beside a label, because one number in fourteen passes.
Source: Act No. 325/2021 Coll.; HL7 cz-core.
"""

from __future__ import annotations

from collections.abc import Iterator

from detectors.checks import rid
from detectors.documents import document, documents
from detectors.finding import Finding
from detectors.label_words import STEMS, Label
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View


class CzRidRecognizer(CzechRecognizer):
    """``CZ_RID``."""

    ENTITY = "CZ_RID"
    NEEDS = document
    CONTEXT = STEMS[Label.RID]

    def validate(self, value: str) -> bool | None:
        """The check of a RID; None for a DRID, which has none."""
        return None if value[:1] in "Dd" else rid.passes(value.replace(" ", ""))

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for r in documents(view, Label.RID):
            yield view.finding(self.ENTITY, r.start, r.end, r.score, f"{self.key}.{r.rule}", check=r.check, context=True)
