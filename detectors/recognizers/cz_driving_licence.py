"""Řidičský průkaz, the driving licence: a series of two letters of which the first is a vowel, and six digits; today ``E`` and a letter.

Beside its label in any spelling. Without one, ``EA 123456`` counts only with a word of driving or of documents near.
Source: Ministry of Transport, "Řidičský průkaz – formát – struktura"; Microsoft Purview, "Czech driver's license number".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.context import Context
from detectors.documents import document, documents
from detectors.finding import Finding
from detectors.label_words import STEMS, Label
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

_BARE = re.compile(r"(?<![\w./-])E[A-BD-MO-RTV-Z] ?[0-9]{6}(?![\w/-])")
"""Without the prefixes of standards and of the Union: EC, EN, ES, EU."""
_NEAR = Context(r"ridic", r"vozid", r"\bskupin\w{0,2} [abcdt]\b", r"bodov", r"autosk", r"prestup", r"dopravn")
_NONE = Context(r"norm[ay]\b", r"\bnarizen", r"smernic", r"\btyp\w{0,2}\b", r"model", r"technick\w{1,3} prukaz", r"vyrobn")


def _labelled_or_bare(view: View) -> object:
    """Whether a label speaks for a number, or one may stand behind its series."""
    return document(view) or (view.wide_numbers and "E" in view.text)


class CzDrivingLicenceRecognizer(CzechRecognizer):
    """``CZ_DRIVING_LICENCE``."""

    ENTITY = "CZ_DRIVING_LICENCE"
    NEEDS = _labelled_or_bare
    CONTEXT = STEMS[Label.DRIVING]

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        taken: set[int] = set()
        for r in documents(view, Label.DRIVING):
            taken.add(r.end)
            yield view.finding(self.ENTITY, r.start, r.end, r.score, f"{self.key}.{r.rule}", context=True)
        text = view.text
        for start, _ in view.wide_numbers:
            if start < 2 or "E" not in text[max(start - 3, 0) : start]:
                continue
            match = _BARE.match(text, start - 2) or (_BARE.match(text, start - 3) if start > 2 else None)
            if match is None or match.end() in taken or _NONE.before(view, match.start()):
                continue
            view.step(self.key)
            context = _NEAR.before(view, match.start(), 120) or _NEAR.after(view, match.end(), 60)
            score = 0.6 if context else 0.4
            yield view.finding(self.ENTITY, *match.span(), score, f"{self.key}.bare", context=context)
