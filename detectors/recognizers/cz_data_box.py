"""ID datové schránky: seven characters of an alphabet without l, o, 0 and 1. Act No. 300/2008 Coll., § 8 of decree No. 194/2009 Coll.

No usable check digit is public and ordinary words fit, so only the label makes it one: anywhere near for an identifier with a digit,
right before it for one of letters alone. Boxes of public authorities are public; a list of the office's own says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.columns import cells_below
from detectors.context import Context
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View
from detectors.text.words import distinct_words, vocabulary

_APART = (("s", ("d. s", "d.s")), ("box", ("data box", "data_box")))
_HINTS = ("schran", "idds", "isds", "databox")
_BOX = re.compile(r"(?<![\w@/.-])(?:[a-km-np-z2-9]{7}|[A-KM-NP-Z2-9]{7})(?![\w@/-]|\.\w)")
_LABEL = re.compile(
    r"(?:(?<!\w)(?:id[ _-]?)?dat(?:ov\w{1,3}|\.)[ _-]schran\w{1,4}|\bid[ _.-]?(?:datov\w{1,3} )?d\.? ?s\b\.?|\bidds\b|\bisds\b|\bds\b"
    r"|data[ _]?box(?:[ _]?id)?|\bschrank\w{1,3} id\b|\bid schrank\w)"
    r"(?: (?:podatele|odesilatele|adresata|prijemce|zadatel\w{1,2}|klient\w{1,2}|osoby|obcana|ucastnika|firmy|organizace)(?![a-z]))?"
)
_TIGHT = re.compile(
    r"[ \t]{0,3}(?:\(?(?:id|ids|cislo|c\.|(?:s )?identifikator\w{0,2}|je|zni|ma(?: byt)?|s id"
    r"|\(?dale jen ds\)?)[ \t]{0,2}){0,2}[\"'“”)]{0,2}[ ]?(?:(?:je|zni|ma byt|patri)[ ]|[:=|;–-])?[ \t\"'(„*]{0,4}(?:\n[ \t]{0,4})?\Z"
)
_VALUE_OF = re.compile(r"\bids?\b|\bidentifik|\bcislo\b|\bc\.")
_ID = re.compile(r"\bid|ids\b|isds|box")
_UNSPOKEN = re.compile(
    r"[qwx]|[bcdfghjkmnprstvz]{4}|[gf][bcdfghjkmnptvz]|[bcdfghjkmnpstvz][gf]|j[bcfghjprtvz]|^(?![sz])(.)\1|(?:[aeiouy]){3}|.[hbgf]$"
)
_WORD = re.compile(
    r".*(?:ete|jte|nte|ite|ime|eme|ame|it|at|et|ut|no|la|lo|ni|je|ji|ce|ky|ku|ka|ho|mu|ou|el|em|ech|ach|ami|ovy|ova|ove|ost|ech"
    r"|ych|ymi|ena|eny)"
)
"""The endings of words of a sentence; an identifier that has one needs a sign of a value before it."""
_VOWELS = 5
_WINDOW = 70
_MIXED = re.compile(r"[2-9]")


def _hinted(view: View) -> bool:
    """Whether a word of a label stands in the text, or two that make one."""
    known, words = distinct_words(view), vocabulary(view)
    if "ds" in known:
        return True
    for hint in _HINTS:
        if hint in words:
            return True
    for word, spellings in _APART:  # noqa: SIM110  asked of every text
        if word in known and any(written in view.folded for written in spellings):
            return True
    return False


class CzDataBoxRecognizer(CzechRecognizer):
    """``CZ_DATA_BOX``."""

    ENTITY = "CZ_DATA_BOX"
    NEEDS = _hinted
    CONTEXT = (r"datov\w{1,3} schran", r"\bid ?ds\b", r"\bidds\b", r"\bisds\b", r"data[ _]?box", r"id_ds", r"\bds\b", r"schrank\w{1,3} id")
    MIN_LENGTH = 7

    def __init__(self, supported_language: str = "cs") -> None:
        super().__init__(supported_language)
        self._other = Context(r"\bico?\b", r"\bspz\b", r"\brz\b", r"heslo", r"\bkod\b", r"ulic", r"\bnazev\b")

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text: seven characters behind each label."""
        folded = view.folded
        reach = 0
        for label in _LABEL.finditer(folded):
            view.step(self.key)
            for match in _BOX.finditer(view.text, max(label.end(), reach), min(label.end() + _WINDOW, len(view.text))):
                view.step(self.key)
                start, end = match.span()
                between = folded[label.end() : start]
                if between.count("\n") > 1:
                    break
                mixed = _MIXED.search(match[0]) is not None and not match[0].isdigit()
                tight = _TIGHT.fullmatch(between) is not None
                if match[0].isdigit() or not (tight or mixed) or self._other.before(view, start, 10):
                    continue
                if not mixed and not _plausible(match[0], label[0], between, view.text[end : end + 2]):
                    continue
                reach = end
                rule, score = ("label", 0.9) if mixed else ("letters", 0.75)
                yield view.finding(self.ENTITY, start, end, score, f"{self.key}.{rule}", context=True)
                break
            else:
                before = self._before(view, label.start(), reach)
                below = [cell for cell in cells_below(view, label.start(), self.key) if _BOX.fullmatch(view.text, *cell)]
                for cell in below:
                    yield view.finding(self.ENTITY, *cell, 0.8, f"{self.key}.column", context=True)
                if before is not None and not below:
                    reach = before[1]
                    yield view.finding(self.ENTITY, *before, 0.8, f"{self.key}.label_behind", context=True)

    def _before(self, view: View, label: int, reach: int) -> tuple[int, int] | None:
        """An identifier right before its label: "abc2de3 (datová schránka)"."""
        match = None
        for match in _BOX.finditer(view.text, max(label - 14, reach), label):  # noqa: B007  the last one
            pass
        if match is None or _MIXED.search(match[0]) is None or match[0].isdigit() or view.text[match.end() : label].strip(" ([,-"):
            return None
        return match.span()


def _plausible(value: str, label: str, between: str, after: str) -> bool:
    """Whether seven letters right behind a label are an identifier and no word of the sentence.

    A sign of a value between says so ("datová schránka: …"); behind a bare "ID" they end the clause or cannot be pronounced, behind "datová
    schránka" have no more than one vowel.
    """
    if any(sign in between for sign in ':=|(„"–') or _VALUE_OF.search(between):
        return True
    lower = value.lower()
    vowels = sum(c in "aeiouy" for c in lower)
    if vowels <= 1:
        return True
    ends = not after.strip() or after[:1] in "\n,;)."
    hard = _UNSPOKEN.search(lower) is not None
    named = _ID.search(label) is not None and ends
    return (hard or named) and vowels < _VOWELS and _WORD.fullmatch(lower) is None
