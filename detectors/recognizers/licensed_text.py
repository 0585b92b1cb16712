"""Text that somebody licenses: Czech technical standards (ČSN; Act No. 22/1997 Coll. § 5: only with the consent of the Czech Agency for
Standardization), the footers of legal databases (ASPI, Beck-online, Codexis), and "všechna práva vyhrazena" beside a copyright sign.

Naming a standard or a database ("podle ČSN EN 1992-1-1", "vyhledej v ASPI") copies nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from detectors.finding import Finding
from detectors.lexicon.book import trigger, triggered
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

AROUND: Final = 120
"""Characters around a word that are read with it."""
BESIDE: Final = 80
"""Characters, on one line or over one line's end, between a copyright sign and what it stands for."""
_SIGN: Final = re.compile(r"©|\(c\)|copyright")
_OWNER: Final = re.compile(
    r"(?P<standard>(?<!\w)(?:agentur\w pro standardizaci|urad pro technickou normalizaci|unmz(?!\w)|cas(?!\w)))"
    r"|(?P<database>wolters kluwer|aspi(?!\w)|c\. ?h\. ?beck|beck-?online|atlas consulting|codexis)"
    r"|(?P<reserved>(?:vsechna|veskera) prava vyhrazena)"
)
_WHO: Final = r"(?:wolters kluwer|aspi(?!\w)|beck-?online|codexis)"
_NOTICE: Final = re.compile(
    r"(?P<title>ceska technicka norma)"
    r"|(?P<standard>tato norma (?:je ceskou verzi|nahrazuje csn|s ucinnosti od|prejima|byla schvalena|ma status ceske)"
    r"|rozmnozovani a rozsirovani (?:ceskych technickych norem|norem|teto normy)"
    r"|licencni (?:vytisk|kopie)(?=[^\n]{0,60}(?:csn|norm)))"
    r"|(?P<database>\[system aspi\]|(?:vytisteno|exportovano|stazeno|prevzato|zkopirovano|citovano) ze? "
    rf"(?:(?:pravniho |informacniho )?systemu |databaze )?{_WHO}|zdroj: ?(?:system )?{_WHO})"
)
_CLASS: Final = re.compile(r"(?<![a-z])ics ?[0-9]{2}\.[0-9]{3}")
_RESERVED: Final = re.compile(
    r"(?:[Vv]šechna|[Vv]eškerá|VŠECHNA|VEŠKERÁ) (?:práva vyhrazena|PRÁVA VYHRAZENA)"
    r"(?:[ ](?:vydavatel|nakladatel|autor)\w{0,6})?(?=[.,;!]|[ \t]*(?:\n|\Z))"
)
"""A sentence or a line of its own needs no sign beside it."""
_SENTENCE: Final = re.compile(r"(?:\A|[.!\n|,;(–-])[\s*_>|–-]*\Z")
SCORES: Final = {"standard": 0.8, "database": 0.8, "reserved": 0.7, "title": 0.8}


class LicensedTextRecognizer(CzechRecognizer):
    """``LICENSED_TEXT``."""

    ENTITY = "LICENSED_TEXT"
    NEEDS = trigger

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for start, end in _regions(view):
            for first, last, rule in (*_notices(view.folded, start, end), *_signed(view.folded, start, end), *_alone(view, start, end)):
                yield view.finding(self.ENTITY, first, last, SCORES[rule], f"{self.key}.{rule}", context=True)


def _regions(view: View) -> Iterator[tuple[int, int]]:
    """The stretches around the words that a notice has, each once."""
    start = end = -1
    for hit in triggered(view, "licensed_text"):
        if end >= 0 and hit.start - AROUND > end:
            yield start, end
            start = -1
        start = max(hit.start - AROUND, 0) if start < 0 else start
        end = min(hit.end + AROUND, len(view.text))
    if end >= 0:
        yield start, end


def _notices(folded: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """What speaks for itself; a title page with its classification (ICS)."""
    for match in _NOTICE.finditer(folded, start, end):
        rule = str(match.lastgroup)
        if rule != "title" or _CLASS.search(folded, max(match.start() - AROUND, 0), match.end() + AROUND):
            yield *match.span(), rule


def _alone(view: View, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """All rights reserved, as a sentence."""
    text = view.text
    for match in _RESERVED.finditer(text, start, end):
        if _SENTENCE.search(text, max(match.start() - 8, 0), match.start()) and not _SIGN.search(
            view.folded, max(match.start() - BESIDE, 0), min(match.end() + BESIDE, len(text))
        ):
            yield *match.span(), "reserved"


def _signed(folded: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """An owner beside a copyright sign."""
    signs = [m.span() for m in _SIGN.finditer(folded, start, end)]
    index = 0
    for owner in _OWNER.finditer(folded, start, end) if signs else ():
        while index + 1 < len(signs) and signs[index + 1][0] <= owner.start():
            index += 1
        for a, b in signs[index : index + 2]:
            first, last = min(a, owner.start()), max(b, owner.end())
            gap = folded[b : owner.start()] if a < owner.start() else folded[owner.end() : a]
            if len(gap) <= BESIDE and gap.count("\n") <= (owner.lastgroup == "reserved"):
                yield first, last, str(owner.lastgroup)
                break
