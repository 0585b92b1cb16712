"""Dates of birth: a date beside "nar.", "narozen", "datum narození", a star, or right behind a person's name where an address follows.

Digits, ISO, month in words or Roman figures, the year alone, years of two digits, six digits as in a birth number, and dates in words. A
date without such a label is a deadline or a law's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.birth_labels import BirthLabel, birth_labels
from detectors.columns import cells_below
from detectors.dates import DATE, YEAR, is_full, possible
from detectors.finding import Finding
from detectors.person_shape import looks_like_person
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

_GAP = 48
_OWNER = (
    r"(?:[ ](?:ditete|zadatel\w{0,3}|klient\w{0,3}|pacient\w{0,3}|matky|otce|osoby|syna|dcery|zamestnan\w{1,3}|zaka|zakyne|ucastni\w{1,3}"
    r"|navrhovatel\w{0,3}|pojistence|nezletil\w{2,3}))?"
)
_TIGHT = re.compile(
    _OWNER + r"[\s:.,=\"'|;*(“”„-]{0,6}"
    r"(?:(?:dne|d\.|v r\.|v roce|roku|r\.|asi|cca|on|je|byl[ao]?|ma byt|patri)[ :=*\"'|;\t“”]{1,5}){0,2}[\"'„]?"
)
_LOOSE = re.compile(r"[^0-9§]{0,48}?(?=[0-9])")
_BREAK = re.compile(
    r"\n\s*\n|[.!?;][ \n]+(?=[^\W\d_]{4})|\b(?:zakon|vyhlask|naba?yva|ucinn|lhut|podan|vydan|sepsan|ze dne|uvedte|vyplnte|nejpozdeji)\w*"
)
_PERIOD = re.compile(r"[ ](?:po|pred|od|mezi|v letech)[ ]")
_PLURAL = re.compile(r"\b(?:deti|zeny|muzi|osoby|obcane|pojistenci|rocniky|zaci|lide|dvojcata|poc(?:et|tu|ty)|statistik\w|ditek) \Z")
_WORDY = re.compile(_OWNER + r"[\s:.,=\"'|;*(“”„]{0,5}(?:(?:dne|je|jsem|byl[ao]?|ma byt|patri|asi)[ :=*\"'|;\t“”]{1,5}){0,2}[\"'„]?")
_NEXT = re.compile(r"[ ]?(?:,|;|\ba\b|/|\n)[ ]{0,2}(?:a[ ])?")
_MOST = 50
_STAR = re.compile(r"\*[ ]?(?=[0-3]?[0-9][. ])")
_NAME_BEFORE = re.compile(r"[A-ZÁČĎÉĚÍĽŇÓŘŠŤÚŮÝŽ](?<!\w.)[\w-]{1,18}[,;|\t]?[ \t]{0,2}\(?\Z")
_BEHIND = re.compile(r"\)|[,;]?[ ]{1,2}(?:trvale |hlasen\w )?(?:bytem|bydlist|r\. ?c|rc\b|op\b|c\. ?op|tel|st\. prisl|adresa|nar)")


def _labelled_or_wide(view: View) -> object:
    """Whether there is a label, or a number that may be a date without one."""
    return view.wide_numbers or birth_labels(view)


class DateOfBirthRecognizer(CzechRecognizer):
    """``DATE_OF_BIRTH``."""

    ENTITY = "DATE_OF_BIRTH"
    NEEDS = _labelled_or_wide
    CONTEXT = (r"\bnar\b", r"narozen", r"birth", r"\bborn\b")

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        reach = 0
        for label in birth_labels(view):
            if label.kind == "place" or label.end < reach:
                continue
            view.step(self.key, 4)
            if _PERIOD.match(view.folded, label.end):
                continue  # "děti narozené po 1. 1. 2024": everybody
            if _PLURAL.search(view.folded, max(label.start - 14, 0), label.start) and view.folded.startswith("narozen", label.start):
                continue
            for start, end, score, rule in self._behind(view, label):
                reach = end
                yield view.finding(self.ENTITY, start, end, score, f"{self.key}.{rule}", context=True)
        yield from self._unlabelled(view)

    def _behind(self, view: View, label: BirthLabel) -> Iterator[tuple[int, int, float, str]]:
        folded = view.folded
        tight = _TIGHT.match(folded, label.end)
        at = tight.end() if tight else label.end
        match = DATE.match(folded, at)
        if match is None or not possible(match):
            year = YEAR.match(folded, at)
            if year is not None:
                yield at, year.end(), 0.7, "year"
                return
            match = None if label.short else self._farther(view, label.end)
        if match is None:
            yield from self._before(view, label)
            for start, end in cells_below(view, label.start, self.key):
                cell = DATE.match(folded, start, end) or YEAR.match(folded, start, end)
                if cell is not None and cell.end() == end and (cell.re is YEAR or possible(cell)):
                    yield start, end, 0.85, "column"
            return
        for _ in range(_MOST):
            full = is_full(match)
            yield match.start(), match.end(), 0.9 if full else 0.8, match.lastgroup or "date" if not full else "label"
            joint = _NEXT.match(folded, match.end())
            following = DATE.match(folded, joint.end()) if joint else None
            if following is None or not possible(following) or following["words"] or following["compact"]:
                return
            match = following

    def _farther(self, view: View, start: int) -> re.Match[str] | None:
        """A date with words between: "narozena v Liberci dne …", "datum narození dítěte: …"."""
        folded = view.folded
        loose = _LOOSE.match(folded, start)
        if loose is not None and not _BREAK.search(folded, start, loose.end()):
            match = DATE.match(folded, loose.end())
            if match is not None and possible(match) and match["compact"] is None:
                return match
        wordy = _WORDY.match(folded, start)
        match = DATE.match(folded, wordy.end() if wordy else start)
        return match if match is not None and match["words"] else None

    def _before(self, view: View, label: BirthLabel) -> Iterator[tuple[int, int, float, str]]:
        """The date before its label: "12. 3. 1985 (datum narození)"."""
        if label.short or view.text[label.start - 1 : label.start] not in {"(", "-", "["}:
            return
        window = max(label.start - 24, 0)
        for match in DATE.finditer(view.folded, window, label.start):
            if possible(match) and is_full(match) and not view.folded[match.end() : label.start].strip(" (-["):
                yield match.start(), match.end(), 0.85, "label_behind"

    def _unlabelled(self, view: View) -> Iterator[Finding]:
        """A star before the date; or a name right before it and what only persons have right behind."""
        text = view.text
        for start, end in view.wide_numbers:
            if end - start < 8:
                continue
            star = text[start - 1 : start] == "*" or text[start - 2 : start] == "* "
            left = text[start - 1 : start]
            if not star and not (left in {"(", " ", "\t", ";"} and start > 6):
                continue
            if not star and not _NAME_BEFORE.search(text, max(start - 24, 0), start):
                continue
            match = DATE.match(view.fold(start, end + 1))
            if match is None or not possible(match) or match["compact"]:
                continue
            view.step(self.key)
            stop = start + match.end()
            before = text[max(start - 34, 0) : start].rstrip("* ")
            if star:
                line = before.rsplit("\n", 1)[-1].strip()
                if line and (line[-1].isalpha() or line[-1] in "(,."):
                    yield view.finding(self.ENTITY, start, stop, 0.8, f"{self.key}.star", context=True)
                continue
            if (
                is_full(match)
                and _BEHIND.match(view.fold(stop, stop + 20))
                and looks_like_person(before.rsplit(",", 2)[-1 if "," not in before[-3:] else -2])
            ):
                yield view.finding(self.ENTITY, start, stop, 0.6, f"{self.key}.name")
