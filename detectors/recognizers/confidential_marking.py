"""Markings of confidentiality: a document that says of itself that it is not for everybody.

Classification levels (Act No. 412/2005 Coll. § 4: přísně tajné, tajné, důvěrné, vyhrazené), the Traffic Light Protocol 2.0 of FIRST (RED,
AMBER, AMBER+STRICT, GREEN; CLEAR restricts nothing), trade secrets (Civil Code § 504), internal-use headings, and Microsoft's sensitivity
labels (``MSIP_Label_<GUID>_…`` in a document's properties).

A marking stands as a heading, in brackets, behind a label or beside a dash, and alone: a sentence about secrecy is none, and neither is
a list of levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from detectors.finding import Finding
from detectors.lexicon.book import trigger, triggered
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

LONGEST_HEADING: Final = 120
"""Characters. A longer line is a sentence."""
_LEVELS: Final = r"prisne tajne|tajne|duverne|vyhrazene"
_PLAIN: Final = (
    rf"{_LEVELS}|obchodni tajemstvi|predmet obchodniho tajemstvi"
    r"|(?:pouze|jen) (?:pro|k) (?:vnitrni\w{0,2}|interni\w{0,2}|sluzebni\w{0,2}) "
    r"(?:potreb\w{1,2}|pouziti|uziti|ucel\w{0,3})(?: (?:uradu|organizace|kraje|mesta|zamestnancu|adresata))?"
    r"|duverny dokument|duverne informace|interni (?:dokument|material|sdeleni|informace|potreba)|nezverejnovat|neverejny dokument|nesirit"
    r"|strictly confidential|company confidential|confidential|internal (?:use )?only|for internal use only|internal use"
    r"|top secret|proprietary"
)
_CAPITALS: Final = r"interni|neverejne|neverejny|restricted|secret|internal|citlive"
"""Ordinary words that are a marking only in capitals or behind a label."""
_LABEL: Final = (
    r"(?:stupen(?: (?:utajeni|duvernosti))?|priloha(?: c\. ?[0-9]{1,3})?"
    r"|klasifikace(?: (?:informaci|dokumentu))?|kategorie informaci|oznaceni(?: dokumentu)?|rezim|classification)"
)
_HEADING: Final = re.compile(rf"(?:{_LABEL} ?[:-] ?)?(?P<what>{_PLAIN})(?: ?[!-] ?(?:{_PLAIN}))?")
_LABELLED: Final = re.compile(rf"{_LABEL} ?[:-] ?(?P<what>(?:{_CAPITALS})(?: ?[-/,] ?(?:{_PLAIN}))?)")
_BARE: Final = re.compile(rf"(?P<what>{_CAPITALS})")
_MARK: Final = re.compile(rf"{_PLAIN}|{_CAPITALS}")
_DECORATION: Final = " \t\r#*_=|<>[](){}\"'„“”!.:-/•~"
_TLP: Final = re.compile(r"TLP: ?(RED|AMBER(?:\+STRICT)?|GREEN)(?![\w+])")
_ABOUT: Final = re.compile(r"znamena|vysvetl|co je|rozdil|urovn|uroven |protokol|barv")
_LABEL_ID: Final = re.compile(r"MSIP_Label_[0-9a-fA-F-]{36}(?:_\w{1,40})?")
_ORDER: Final = re.compile(
    rf"(?P<what>{_LEVELS}|interni(?: (?:dokument|material|sdeleni))?|neverejne|neverejny dokument|predmet obchodniho tajemstvi)"
    r" ?[-:,!.] ?(?:(?:je )?urceno?|jen |pouze |vyhradne |nesirit|nekopirovat|nepredavat|neposilat|nepreposilat|nezverejnovat|nevynaset"
    r"|k rukam|do vlastnich rukou|ne pro verejnost|neni urceno)"
)
"""A marking that goes on with what may not be done: "Důvěrné – určeno jen členům komise"."""
_STATEMENT: Final = re.compile(
    r"(?:tento|tato|tyto|nasledujici|prilozen\w{1,3}|cely) "
    r"(?:dokument|zprav|e-?mail|priloh|soubor|material|nabidk|informac|text|smlouv|cenik)"
    r"\w{0,4} (?:[a-z]{1,12} ){0,3}?(?:obsahuj\w|je|jsou|tvori|predstavuj\w|podleha\w{0,2}) (?:[a-z]{1,12} ){0,3}?"
    r"(?P<what>obchodni\w{0,2} tajemstvi\w{0,2}|duvern\w{1,3} informac\w{1,3})"
)


class ConfidentialMarkingRecognizer(CzechRecognizer):
    """``CONFIDENTIAL_MARKING``."""

    ENTITY = "CONFIDENTIAL_MARKING"
    NEEDS = trigger

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        marked: list[tuple[int, int, str, float]] = []
        done = 0
        for hit in triggered(view, "confidential_marking"):
            if hit.start >= done:
                start, end = _line(view.text, hit.start)
                marked.extend(_in_line(view, max(start, done), end))
                done = end
        for index, (start, end, rule, score) in enumerate(marked):
            if rule != "heading" or not _is_list(view, marked, index):
                yield view.finding(self.ENTITY, start, end, score, f"{self.key}.{rule}", context=True)


def _line(text: str, position: int) -> tuple[int, int]:
    """The line, or of a long one as much as matters."""
    start = text.rfind("\n", max(position - 2 * LONGEST_HEADING, 0), position) + 1 or max(position - 2 * LONGEST_HEADING, 0)
    end = text.find("\n", position, position + 2 * LONGEST_HEADING)
    return start, end if end >= 0 else min(position + 2 * LONGEST_HEADING, len(text))


def _in_line(view: View, start: int, end: int) -> Iterator[tuple[int, int, str, float]]:
    """The markings of one line: (start, end, rule, score)."""
    text, folded = view.text, view.folded
    labels = list(_TLP.finditer(text, start, end))
    if labels and len({m[1] for m in labels}) == 1 and not _ABOUT.search(folded, start, end):
        yield *labels[0].span(), "tlp", 0.9
    for match in _LABEL_ID.finditer(text, start, end):
        yield *match.span(), "sensitivity_label", 0.9
    statement = _STATEMENT.search(folded, start, end)
    if statement:
        yield *statement.span("what"), "statement", 0.65
    a, b = start, end
    while a < b and text[a] in _DECORATION:
        a += 1
    while b > a and text[b - 1] in _DECORATION:
        b -= 1
    if b - a > LONGEST_HEADING:
        return
    heading = _HEADING.fullmatch(folded, a, b) or _LABELLED.fullmatch(folded, a, b)
    if heading is None and text[a:b].isupper():
        heading = _BARE.fullmatch(folded, a, b)
    if heading is not None:
        yield *heading.span("what"), "heading", 0.85
        return
    order = _ORDER.match(folded, a, b)
    if order is not None and text[a].isupper():
        yield *order.span("what"), "heading", 0.8
        return
    for match in _MARK.finditer(folded, a, b):
        if text[match.start() : match.end()].isupper() and _apart(text, *match.span(), a, b):
            yield *match.span(), "mark", 0.75
            return


def _apart(text: str, start: int, end: int, line_start: int, line_end: int) -> bool:
    """Whether capitals stand in brackets, or begin or end the line beside a dash, a colon or a bar."""
    before, after = text[line_start:start].rstrip(" *_"), text[end:line_end].lstrip(" *_")
    if text[max(start - 1, 0)] in "[(" and text[end : end + 1] in ("]", ")"):
        return True
    whole = not (start and text[start - 1].isalpha()) and not text[end : end + 1].isalpha()
    return whole and ((not before and after[:1] in ("-", ":", "|", "]", ")")) or (not after and before[-1:] in ("-", ":", "|")))


def _is_list(view: View, marked: list[tuple[int, int, str, float]], index: int) -> bool:
    """Whether another level is a line nearby: the levels are being listed."""
    start, end = marked[index][:2]
    own = view.folded[start:end]
    return any(
        rule == "heading" and abs(s - start) <= LONGEST_HEADING and view.folded[s:e] != own
        for s, e, rule, _ in (*marked[max(index - 2, 0) : index], *marked[index + 1 : index + 3])
    )
