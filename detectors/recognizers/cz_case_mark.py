"""File marks and parcels that lead to a person (indirect identifiers, GDPR Art. 4(1)).

Insolvency, execution, police and foreigners' files name one person in a register: high. A court's mark needs its label ("sp. zn.", a court)
unless its letters are unmistakable. Published decisions are cited as authority everywhere: a mark of the Constitutional, a supreme or an
administrative court is no finding unless a person is named beside it. An office's own letter number (č. j.) leads to somebody only inside
the office: low, reported only. A parcel or an ownership sheet counts with its cadastral district, which together name the owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.case_marks import Found, Mark, marks
from detectors.context import Context
from detectors.finding import Finding
from detectors.person_shape import looks_like_person
from detectors.recognizer import CzechRecognizer, number
from detectors.text.view import View
from detectors.text.words import distinct_words, vocabulary

_LABEL = Context(
    r"\bsp\. ?zn", r"\bspis(?:u|em|ech|y|ov\w{1,3} zn\w{0,4})?\b", r"\bc\.? ?j\b", r"\bsoud\w{0,3}\b",
    r"\brozsud\w{0,4}", r"\busneseni", r"\bnalez\w{0,2}\b",
    r"\btrestni\w{0,2} ", r"\bexeku", r"\bopatrov", r"\bpozustalost", r"\bdedic", r"\bzalob", r"\brizeni\b", r"\bveci\b", r"\bzastupitelst",
)  # fmt: skip
_AUTHORITY = Context(r"judik", r"stanovisk", r"\bviz\b", r"\bsrov", r"\bns[s]?\b", r"\bus\b", r"nejvyssi", r"ustavni")
_COURT = re.compile(r"\b(?:[Rr]ozsud\w{1,4}|[Nn]ález\w{0,3}|[Uu]snesen\w{1,3}|[Jj]udik\w{1,5}|[Ss]tanovisk\w{1,3}|NSS|NS|ÚS|SDEU|ESLP)\b")
"""What is decided and who decided it: capitals beside a mark that are nobody's name."""
_OFFICE_LABEL = Context(r"\bc\.? ?j\b", r"\bcj\b", r"jednaci\w{0,2} cis", r"\bsp\. ?zn", r"spis\w{0,4} zn")
_WIDTH = 70
_NAME_BEFORE, _NAME_AFTER = 60, 50
_PERSONAL = re.compile(r"(?:obviněn\w{2,3}|obžalovan\w{2,3}|nezletil\w{2,3}|dlužní\w{1,3}|otc[ei]|matk[yu])[ :]")
_SCORES = {
    Mark.COURT: (0.8, 0.6),
    Mark.CRIMINAL: (0.9, 0.6),
    Mark.CUSTODY: (0.9, 0.65),
    Mark.INSOLVENCY: (0.95, 0.9),
    Mark.EXECUTION: (0.9, 0.85),
    Mark.POLICE: (0.95, 0.9),
    Mark.FOREIGNER: (0.9, 0.8),
}
"""With a label, without one."""

_DISTRICT = re.compile(r"[Kk] ?\. ?[Úú]\.|[Kk]atastr\w{0,6} územ|katastralni\w{0,2} uzem|\bk\. ?u\.|KATASTR")
_DISTRICT_LETTERS = ("k. u", "k.u", "k . u", "k .u")
"""Without a word of the district, one of these stands in the folded text where the pattern can match."""
_PARCEL = re.compile(
    r"(?:(?:\bparc\w{0,6}|\bpozem\w{2,4})\.? ?(?:c|cis\w{0,3})?\.? ?(?:st\. ?|kn\. ?|pk ?)?"
    r"|\bp\. ?(?:p\. ?)?c\. ?(?:st\. ?)?|\bst\. ?(?:p\. ?)?(?:c\. ?)?"
    r"|\blv ?(?:c\.|cis\w{0,3})? ?|\blist\w{0,3} vlastnictvi ?(?:c\.|cis\w{0,3})? ?)\Z"
)
_PARCEL_NUMBER = re.compile(r"[0-9]{1,6}(?:/[0-9]{1,4})?(?![0-9/])(?! ?m[²2 ])")
_DISTRICT_WIDTH = 120
_NAMED = (
    r"(?:[Kk] ?\. ?[Úúu]\.|[Kk]atastr\w{0,6} územ\w{1,2}|katastralni\w{0,2} uzemi):? ?"
    r"[A-ZÀ-Ž][\w-]{1,30}(?: (?:(?:nad|pod|u|v|na|ve|při) )?[A-ZÀ-Ž][\w-]{1,30}){0,4}(?: ?[\[(][0-9]{6}[\])])?"
)
_NAMED_WIDTH = 80
_DISTRICT_AFTER = re.compile(r"[ ,]{0,2}(?:zaps\w{2,5} )?(?:na |v |ve |pro )?" + _NAMED)
_DISTRICT_BEFORE = re.compile(_NAMED + r"[ ,:–-]{0,3}\Z")


class CzCaseMarkRecognizer(CzechRecognizer):
    """``CZ_CASE_MARK``."""

    ENTITY = "CZ_CASE_MARK"
    NEEDS = number
    CONTEXT = (r"\bsp\. ?zn", r"\bc\.? ?j\b", r"\bk\. ?u\.", r"\bparc")

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for mark in marks(view):
            finding = self._of_file(view, mark)
            if finding is not None:
                yield finding
        apart = "u" in distinct_words(view) and any(letters in view.folded for letters in _DISTRICT_LETTERS)
        if apart or "atastr" in vocabulary(view):
            yield from self._parcels(view)

    def _of_file(self, view: View, found: Found) -> Finding | None:
        label = _LABEL.before(view, found.start, _WIDTH)
        if found.mark is Mark.OFFICE:
            label = _OFFICE_LABEL.before(view, found.start, 24)
            score = 0.4 if label else 0.0
        elif found.mark in (Mark.TOP, Mark.ADMINISTRATIVE):
            label = label or found.plain or _AUTHORITY.before(view, found.start, _WIDTH)
            score = (0.6 if _somebody_near(view, found) else 0.2) if label else 0.0
        elif label or found.plain:
            score = _SCORES[found.mark][0 if label else 1]
        else:
            score = 0.0
        if not score:
            return None
        return view.finding(self.ENTITY, found.start, found.end, score, f"{self.key}.{found.mark.value}", context=label)

    def _parcels(self, view: View) -> Iterator[Finding]:
        text = view.text
        districts = [match.span() for match in _DISTRICT.finditer(text)]
        index = 0
        for start, end in view.numbers:
            match = _PARCEL_NUMBER.match(text, start)
            if match is None:
                continue
            while index < len(districts) and districts[index][1] < start - _DISTRICT_WIDTH:
                index += 1
            if index == len(districts):
                return
            if districts[index][0] > end + _DISTRICT_WIDTH:
                continue
            view.step(self.key)
            label = _PARCEL.search(view.fold(start - 28, start))
            if label is not None:
                left, right = start - min(start, 28) + label.start(), match.end()
                district = _DISTRICT_AFTER.match(text, right)
                right = district.end() if district else right
                before = None if district else _DISTRICT_BEFORE.search(text, max(left - _NAMED_WIDTH, 0), left)
                left = before.start() if before else left
                yield view.finding(self.ENTITY, left, right, 0.6, f"{self.key}.cadastre", context=True)


def _somebody_near(view: View, found: Found) -> bool:
    """Whether a party is named beside the mark, in the same sentence."""
    before = re.split(r"[.;]\s+(?=[A-ZÀ-Ž][a-zß-ž])|\n\s*\n", view.text[max(found.start - _NAME_BEFORE, 0) : found.start])[-1]
    before = _COURT.sub("", before)
    after = re.split(r"[.;]\s|\n\s*\n", view.text[found.end : found.end + _NAME_AFTER])[0]
    return looks_like_person(before) or looks_like_person(after) or _PERSONAL.search(after) is not None
