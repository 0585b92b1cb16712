"""Registrační značka vozidla: by the register of vehicles it names the keeper. Decree No. 343/2014 Coll., annexes.

Standard 1A2 3456 to 1AA 0000 and, since 2025 in Prague, 1AA A000; electric EL1 23AB; these alone when written as on the plate. Tight
standard plates, old AB 12-34 and ABC 12-34, veterans 12V 3456, diplomats 012 CD 34, motorcycles 1A 2345 and Slovak BA 123 CD need a
context word; plates of the keeper's choice (five to eight letters and digits) stand right behind their label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.codes import codes
from detectors.columns import head_of
from detectors.context import Context
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

_REGION = "[ABCEHJKLMPSTUZ]"
_LETTER = "[A-FH-NPR-VX-Z]"  # no G, O, Q, W
_SPACE = "[ -]?"
_STANDARD = re.compile(rf"[1-9]{_REGION}(?:[0-9]{_SPACE}[0-9]{{4}}|{_LETTER}{_SPACE}(?:[0-9]{{4}}|{_LETTER}[0-9]{{3}}))")
_ELECTRIC = re.compile(rf"EL[0-9]{_SPACE}[0-9]{{2}}{_LETTER}{{2}}|EL{_SPACE}[0-9]{{3}}{_SPACE}{_LETTER}{{2}}")
_OTHER = re.compile(
    rf"[0-9]{{2}}V{_SPACE}[0-9]{{4}}|[0-9]{{3}}{_SPACE}(?:CD|XX|XS|HC){_SPACE}[0-9]{{2}}|(?:CD|XX|XS|HC){_SPACE}[0-9]{{3}}{_SPACE}?[0-9]{{2}}"
    rf"|[1-9]{_REGION}{_SPACE}[0-9]{{4}}|[A-Z]{{2,3}}{_SPACE}[0-9]{{2}}{_SPACE}[0-9]{{2}}|[A-Z]{{2}}{_SPACE}[0-9]{{3}}{_SPACE}[A-Z]{{2}}"
)
_SLOVAK = re.compile(rf"[A-Z]{{2}}{_SPACE}[0-9]{{3}}{_SPACE}[A-Z]{{2}}")
_CUSTOM = re.compile(r"(?=[A-Z0-9 ]{0,8}[0-9])(?!EL)[A-FH-NPR-VX-Z0-9]{5,8}|[A-FH-NPR-VX-Z0-9]{3} [A-FH-NPR-VX-Z0-9]{4,5}")
_LABEL = re.compile(
    r"(?<!\w)(?:rz|spz|(?:registracni|poznavaci|statni poznavaci)\w{0,3} znack\w{1,3}|espezetk\w{1,3}|licence plate|reg\. ?zn(?:acka|\.)?)"
    r"(?:[ ]vozid\w{1,3})?[ \t]{0,2}(?:\((?:rz|spz)\)[ \t]?)?(?:je |c\. ?|cislo )?[\"']?[ \t]?[:=|]?[ \t\"']{0,3}\Z"
)
_HEAD = re.compile(r"(?:rz|spz|(?:registracni |statni poznavaci )?znacka)(?: vozidla)?")
_CLASS = Context(
    r"mistnost", r"ucebn", r"\btrid[aeuy]\b", r"kurz", r"predmet", r"kancelar", r"rozvrh", r"modul", r"\bkod\b", r"verz",
    r"\btyp\b", r"skupin",
    r"oddelen", r"artikl", r"norma", r"objedn", r"katalog", r"dil\w?\b", r"vyrob", r"model", r"\bbudov", r"sektor", r"regal", r"linka",
)
_NEAR = 24


def _bounded(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1] if start else "", text[end : end + 1]
    if before.isalnum() or after.isalnum() or (before and before in "-_/.#+") or (after and after in "_#+"):
        return False
    return not (after and after in "-/.," and text[end + 1 : end + 2].isalnum())


class CzLicencePlateRecognizer(CzechRecognizer):
    """``CZ_LICENCE_PLATE``."""

    ENTITY = "CZ_LICENCE_PLATE"
    CONTEXT = (
        r"\brz\b", r"\bspz\b", r"registracni\w{0,3} znac", r"poznavaci\w{0,3} znac", r"vozid", r"\bvuz\b|\bvozu\b|\bvozem\b", r"espezet",
        r"\baut(?:o|a|em|u)\b", r"automobil", r"motocykl", r"motork", r"licence plate|number plate", r"zaparkov|parkov",
        r"\bskoda\b|octavi|fabi[aei]\b", r"ridic\w{0,3} voz",
    )
    MIN_LENGTH = 1

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        reach = 0
        for start, end in codes(view):
            if start < reach or end - start > 8:
                continue
            view.step(self.key)
            finding = self._at(view, start)
            if finding is not None:
                span, found = finding
                reach = span
                yield found
        yield from self._apart(view)

    def _at(self, view: View, start: int) -> tuple[int, Finding] | None:
        text = view.text
        for name, pattern in (("standard", _STANDARD), ("electric", _ELECTRIC)):
            match = pattern.match(text, start)
            if match is not None and _bounded(text, *match.span()):
                return self._strict(view, match, name)
        match = _OTHER.match(text, start)
        if match is not None and _bounded(text, *match.span()) and self.nearby is not None and self.nearby.near(view, *match.span()):
            if _CLASS.before(view, match.start(), 12):
                return None
            return match.end(), view.finding(self.ENTITY, *match.span(), 0.8, f"{self.key}.other", context=True)
        for left in (start, start - 4):  # "HIT YZF47": the first group may hold no digit
            match = _CUSTOM.match(text, left) if left >= 0 else None
            if match is None or match.end() <= start or not _bounded(text, *match.span()):
                continue
            if _LABEL.search(view.fold(left - 50, left)) or _HEAD.fullmatch(head_of(view, left)):
                return match.end(), view.finding(self.ENTITY, *match.span(), 0.8, f"{self.key}.custom", context=True)
        return None

    def _strict(self, view: View, match: re.Match[str], name: str) -> tuple[int, Finding] | None:
        start, end = match.span()
        context = self.nearby is not None and self.nearby.near(view, start, end)
        spaced = " " in match[0]
        if not context:
            if not spaced or _CLASS.before(view, start, _NEAR) or view.text[end : end + 3].strip(" ")[:1] in {"%", "€"}:
                return None
            if match[0][-4:].isdigit() and match[0][-4:-2] in {"19", "20"} and name == "standard":
                return None  # "3A2 2024": a year behind a class
        score = 0.95 if context else 0.6
        return end, view.finding(self.ENTITY, start, end, score, f"{self.key}.{name}", context=context)

    def _apart(self, view: View) -> Iterator[Finding]:
        """Plates whose letters and digits stand apart, which are no codes: "LBA 12-34", "012 CD 34", "BA 123 CD"."""
        text = view.text
        for start, end in view.numbers:
            if end - start > 9 or start == 0 or text[start - 1] not in " -" or not text[start - 2 : start - 1].isupper():
                continue
            view.step(self.key)
            left = start - 1
            while left > 0 and start - left < 4 and text[left - 1].isascii() and text[left - 1].isupper():
                left -= 1
            if left >= 4 and text[left : start - 1] in {"CD", "XX", "XS", "HC"} and text[left - 4 : left - 1].isdigit():
                left -= 4
            match = _OTHER.match(text, left) or _SLOVAK.match(text, left)
            if match is None or not _bounded(text, *match.span()) or self.nearby is None or not self.nearby.near(view, *match.span()):
                continue
            yield view.finding(self.ENTITY, *match.span(), 0.8, f"{self.key}.old", context=True)
