"""DIČ of a natural person: CZ and the birth number, the commonest hidden birth number there is (on every invoice of a trader).

Eight digits are a legal person's and 699… a VAT group's (:mod:`detectors.checks.dic`): no finding. CZ with digits also begins
classifications (CPV, CZ-NACE), region codes and an IBAN: their labels and spellings are not a DIČ. Source: § 130 of Act No. 280/2009 Coll.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.checks.dic import Holder, holder
from detectors.context import Context
from detectors.finding import Finding
from detectors.label_words import STEMS, Label
from detectors.labels import Gap, labelled_numbers
from detectors.recognizer import CzechRecognizer, long_number
from detectors.text.view import View

_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?P<cz>[Cc][Zz][ -]?)?(?P<digits>[0-9]{6}(?:[ ]?/[ ]?|[ ])?[0-9]{3,4}|[0-9]{3} [0-9]{3} [0-9]{3,4})"
    r"(?![0-9A-Za-z])(?!-[0-9])"
)
_CLASSIFICATION = Context(r"\bcpv\b", r"\bnace\b", r"\bnuts\b", r"\bisco\b", r"\bcpa\b", r"\bcopni\b", r"\biban\b")
_WIDTH = 24
_SCORES = {Holder.PERSON: 0.98, Holder.PERSON_UNCHECKED: 0.9, Holder.MADE: 0.9}


class CzDicRecognizer(CzechRecognizer):
    """``CZ_DIC``."""

    ENTITY = "CZ_DIC"
    NEEDS = long_number
    CONTEXT = STEMS[Label.DIC]

    def validate(self, value: str) -> bool | None:
        """True for a natural person's number with its check digit, None for one without, False for any other."""
        return {Holder.PERSON: True, Holder.MADE: True, Holder.PERSON_UNCHECKED: None}.get(holder(re.sub("[^0-9]", "", value)), False)

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        text = view.text
        labels = {one.start: one for one in labelled_numbers(view) if one.label is Label.DIC and one.gap is not Gap.LOOSE}
        for start, _ in view.long_numbers:
            label = labels.get(start)
            prefixed = text[max(start - 3, 0) : start].lower().rstrip(" -")[-2:] == "cz"
            if label is None and not prefixed:
                continue
            view.step(self.key)
            match = _NUMBER.match(text, start - (3 if text[start - 1] in " -" else 2)) if prefixed else _NUMBER.match(text, start)
            finding = match and self._judge(view, match, label is not None)
            if finding:
                yield finding

    def _judge(self, view: View, match: re.Match[str], label: bool) -> Finding | None:
        whose = holder(re.sub("[^0-9]", "", match["digits"]))
        if whose is Holder.LEGAL:
            return None
        start, end = match.span()
        check = self.validate(match["digits"])
        score = _SCORES.get(whose, 0.0)
        if not label:
            tight = match["cz"].isalpha() and match["digits"].isdigit()  # written as one word, which nothing else is
            score = 0.0 if not match["cz"] or (not tight and whose is not Holder.PERSON) else min(score, 0.95 if check else 0.6)
            if score and _CLASSIFICATION.before(view, start, _WIDTH):
                return None
        elif not score:
            score = 0.6 if len(re.sub("[^0-9]", "", match["digits"])) == 10 else 0.0  # a typing error in a birth number
        if not score:
            return None
        rule = f"{self.key}.{whose.value}"
        return view.finding(self.ENTITY, start, end, score, rule, check=check, context=True)
