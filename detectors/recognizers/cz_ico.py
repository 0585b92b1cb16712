"""IČO of a natural person: a trader's identification number tells who she is; a company's, an office's or a region's is public.

Eight digits with a check digit (:mod:`detectors.checks.ico`), the leading zeros often dropped, beside its label. It is somebody's when the
shape of a person's name stands within 80 characters and no legal form (s. r. o., příspěvková organizace, kraj, obec, …) and nobody who
represents one does; another IČO between ends the stretch, because a list of parties has one each. Otherwise it is no finding.
The register (ARES) is never asked, because asking would disclose the number. Source: Act No. 111/2009 Coll.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.checks import ico
from detectors.finding import Finding
from detectors.label_words import STEMS, Label
from detectors.labels import Gap, labelled_number, labelled_numbers
from detectors.person_shape import has_cue, has_legal_form, looks_like_person
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

WIDTH = 80
"""How far from the number its owner may be named, in characters."""
_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9](?: ?[0-9]){5,7}(?![0-9A-Za-z]|[ ]?%|/[0-9]| ?Kč)")
_PARAGRAPH = re.compile(r"\n\s*\n")


class CzIcoRecognizer(CzechRecognizer):
    """``CZ_ICO``."""

    ENTITY = "CZ_ICO"
    NEEDS = labelled_number
    CONTEXT = STEMS[Label.ICO]

    def validate(self, value: str) -> bool | None:
        """The check digit."""
        return ico.passes(value.replace(" ", ""))

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        icos = (one for one in labelled_numbers(view) if one.label is Label.ICO)
        labelled = [(one, match) for one in icos if (match := _NUMBER.match(view.text, one.start))]
        for index, (one, match) in enumerate(labelled):
            view.step(self.key)
            start, end = match.span()
            check = self.validate(match[0])
            if one.gap is Gap.LOOSE or (not check and len(match[0].replace(" ", "")) < ico.LENGTH):
                continue
            left = max(start - WIDTH, labelled[index - 1][1].end() if index else 0, 0)
            right = min(end + WIDTH, labelled[index + 1][0].label_start if index + 1 < len(labelled) else len(view.text))
            before, after = view.text[left : min(one.label_start, start)], view.text[max(end, one.label_end) : right]
            personal = _personal(_PARAGRAPH.split(before)[-1], _PARAGRAPH.split(after)[0])
            if personal:
                score = personal if check else 0.55
                yield view.finding(self.ENTITY, start, end, score, f"{self.key}.natural_person", check=check, context=True)


def _personal(before: str, after: str) -> float:
    """How sure it is that the owner is a natural person; 0 for no finding. Owners are named before their number, as a rule."""
    if looks_like_person(before):
        if has_legal_form(before) or has_legal_form(_clause(after)):
            return 0.0
        return 0.9 if has_cue(before) or has_cue(after) else 0.8
    if looks_like_person(after) and not has_legal_form(before) and not has_legal_form(after):
        return 0.75
    return 0.0


def _clause(text: str) -> str:
    """What still speaks of the same party: up to the end of the line or sentence, or to the other party."""
    return re.split(r"\n|;|[.!?]\s+[A-ZÀ-Ž]|\s(?:a|s|mezi)\s+(?=[A-ZÀ-Ž])", text, maxsplit=1)[0]
