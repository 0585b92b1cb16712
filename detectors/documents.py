"""Numbers of identity documents: which spelling, beside which label, is which document. Shared by the documents' recognizers.

None of these numbers has a check digit, so the label decides that it is one (:mod:`detectors.labels`) and the spelling how sure it is:
the spelling that the Czech document has, or any that some country's has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detectors.checks import rid
from detectors.columns import cell_end
from detectors.label_words import Label
from detectors.labels import Gap, Labelled, labelled_numbers
from detectors.text.view import View

_END = (
    r"(?![0-9A-Za-zÀ-ž]|[ ]?[%°€$]|/[0-9]|[.,][0-9]| ?,-"
    r"| ?(?:Kč|CZK|EUR|korun|tis|mil|ks|kus(?:ů|y)|km|kg|m2|m²|osob|lidí|let|dn[íů]|hodin|stran|obyvatel|žádostí|žadatelů|cizinců|případů"
    r"|průkazů|pasů|zbrojních|číslic)(?!\w))"
)
"""What must not follow: more of the number, or the unit of a count."""
_WIDE = r"[0-9](?: ?[0-9])"
TIGHT, LOOSE, FOREIGN_LOSS = 0.9, 0.75, 0.1


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling. ``own``: the Czech document's own; ``tight``: too short to be told from any other number unless its label is tight."""

    name: str
    regex: re.Pattern[str]
    own: bool = True
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that is a document's."""

    start: int
    end: int
    label: Label
    rule: str
    score: float
    check: bool | None = None


def _form(name: str, pattern: str, *, own: bool = True, tight: bool = False) -> Form:
    return Form(name, re.compile(pattern + _END), own, tight)


_SERIES_FIRST = _form("series", rf"[A-Z]{{2}}[ .-]?{_WIDE}{{5}}")
_SERIES_TYPED = _form("series", rf"[A-Za-z]{{2}}[ .-]?{_WIDE}{{5}}", tight=True)
_FOREIGN = _form("foreign", rf"[A-Z]{{1,3}}[ -]?{_WIDE}{{5,8}}", own=False)
_MIXED = _form("foreign", r"(?=[A-Z0-9]{0,6}[0-9]{2})(?=[0-9]{0,8}[A-Z])[A-Z0-9]{8,9}", own=False, tight=True)
_MISREAD = _form("ocr", r"(?=[0-9OIl]{0,8}[0-9]{3})[0-9OIl]{8,9}", own=False, tight=True)

FORMS: dict[Label, tuple[Form, ...]] = {
    Label.ID_CARD: (
        _form("new", rf"{_WIDE}{{8}}"),
        _form("series_after", r"[0-9]{6} ?[A-Z]{2}(?: ?[0-9]{2})?"),
        _form("series_before", r"[A-Z]{2}(?: ?[0-9]{2})? ?[0-9]{6}"),
        _MISREAD,
    ),
    Label.SK_ID_CARD: (_SERIES_FIRST, _SERIES_TYPED),
    Label.PASSPORT: (_form("plain", rf"{_WIDE}{{7}}"), _form("long", rf"{_WIDE}{{8}}", own=False), _FOREIGN, _MIXED, _MISREAD,
                     _form("short", r"[0-9]{6,7}", own=False, tight=True)),
    Label.DRIVING: (_SERIES_FIRST, _SERIES_TYPED, _FOREIGN, _form("plain", rf"{_WIDE}{{5,8}}", own=False, tight=True), _MIXED),
    Label.RESIDENCE: (_form("plain", rf"{_WIDE}{{8}}"), _FOREIGN, _form("short", rf"{_WIDE}{{5,7}}", own=False, tight=True), _MIXED),
    Label.WEAPON: (_SERIES_FIRST, _SERIES_TYPED, _FOREIGN, _form("plain", r"[0-9]{6,9}", own=False, tight=True)),
    Label.SERVICE: (
        _form("plain", r"[0-9]{3,10}", tight=True),
        _form("grouped", r"[0-9]{2,4}[ -][0-9]{2,4}(?:[ -][0-9]{2,4})?", own=False, tight=True),
        _form("lettered", r"[A-Z]{1,4}[ -]?[0-9]{2,8}", tight=True),
    ),
    Label.RID: (_form("rid", r"[1-9](?: ?[0-9]){9}"), _form("drid", r"[Dd][ -]?[0-9]{9}")),
}  # fmt: skip
FORMS[Label.OP] = FORMS[Label.ID_CARD]
FORMS[Label.RP] = (_SERIES_FIRST, _form("plain", r"[0-9]{8}", own=False, tight=True))
FORMS[Label.NUMBER_OF_CARD] = FORMS[Label.ID_CARD]

_TURNED = {Label.OP: Label.ID_CARD, Label.NUMBER_OF_CARD: Label.ID_CARD, Label.RP: Label.DRIVING}
_GROUP = re.compile(r"(?<![0-9])[0-9OIl]")
_LETTERS = re.compile(r"(?<![\w])(?P<word>[A-Za-z]{1,4})(?: ?[0-9]{2})?[ .-]?\Z")
_NO_SERIES = frozenset({"no", "No", "nr", "Nr", "je", "ma", "na", "c", "id", "num", "pod", "op", "rp"})
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MORE = re.compile(r"(?:,\s| a\s| i\s|;\s|/| nebo\s|\n)(?: ?č\.)?\s{0,2}(?:[A-Z]{1,3} ?)?\Z")
_LIST_WIDTH = 12
_OTHER_OP = re.compile(
    r"operacn|obchodni\w{0,2} podmin|ochrann\w{1,3} pasm|odborn\w{1,3} prax|opravn\w{1,3} polozk|\bvyzv|\bdotac|\bprojekt"
    r"|\bspolufinanc|\bzadost\w{0,2} (?:v|z|o podporu)\b"
)
_PROGRAMME = re.compile(
    r"\s(?!(?:ČR|CZ|SR|EU|AO|LV|NR|SÉRIE|ČÍSLO|PANA?|PANÍ|ŽADATEL\w*|[ČC])(?!\w))(?:[A-ZÁ-Ž]{1,6}(?![\w. ]{0,2}[0-9])[ +:(–-]"
    r"|[A-ZÁ-Ž][a-z]?[A-ZÁ-Ž]{1,4}\b(?=\s*(?:č|\(|:|,|–))"
    r"|(?:Z|Z\+|[A-Z]{3,6}) (?=[0-9])"
    r"|(?:Zaměst|Doprav|Životn|Rybář|Spravedl|Technolog|Podnik|Výzkum|Vzděl|Jan Amos|Lidsk|Technick|Průmysl|Potrav|Prah|Přeshr"
    r"|Infrastr|Program))"
)
"""An operational programme's abbreviation or name behind OP: "OP PIK", "OP Z+", "OP Doprava". Two letters right before
digits are a series."""


def _fit(view: View, label: Label, at: int, floor: int, stop: int, *, tight: bool) -> tuple[int, int, Form] | None:
    """The first spelling of that document that fits at a group of digits, with the letters before it (none before ``floor``) or without.

    Nothing at ``stop`` or behind it is looked at.
    """
    text = view.text
    letters = _LETTERS.search(text, max(at - 7, floor), at)
    begins = [letters.start(), at] if letters and letters["word"] not in _NO_SERIES else [at]
    if letters and letters["word"] in ("NO", "NR"):
        begins = [at, letters.start()]  # "PASSPORT NO 40123456", and the series NR of an old identity card
    for begin in begins:
        if begin == at and at > 0 and (text[at - 1].isalnum() or text[at - 1] == "§"):
            continue
        for form in FORMS[label]:
            if form.tight and not tight:
                continue
            match = form.regex.match(text, begin, stop)
            if match is not None:
                return match.start(), match.end(), form
    return None


def _plausible(view: View, labelled: Labelled, start: int, end: int) -> bool:
    """Not a year beside "osobní číslo", not a number of an OP that is something else."""
    text = view.text
    if labelled.label is Label.SERVICE:
        year = _YEAR.fullmatch(text, start, end) is not None
        return not year or any(mark in text[labelled.label_end : start] for mark in ":=č#")
    if labelled.label is Label.OP:
        around = view.fold(labelled.label_start - 120, labelled.label_start) + " " + view.fold(end, end + 60)
        if labelled.gap is Gap.LOOSE or _OTHER_OP.search(around) is not None:
            return False
        return labelled.label_end > labelled.start or _PROGRAMME.match(text, labelled.label_end, start + 1) is None
    return True


def _in_number(view: View, labelled: Labelled) -> Iterator[Reading]:
    """The documents in one stretch of digits: the first that fits, and those that follow it in a list."""
    tight = labelled.gap is not Gap.LOOSE
    label = labelled.label
    found: tuple[int, int, Form] | None = None
    floor = labelled.label_end if labelled.label_end <= labelled.start else 0
    headed = labelled.label_start == labelled.label_end  # by the head of its column
    stop = cell_end(view, labelled.start) if headed else len(view.text)
    for group in _GROUP.finditer(view.text, labelled.start, labelled.end):
        if found is not None and group.start() < found[1]:
            continue
        view.step("documents")
        fit = _fit(view, label, group.start(), floor, stop, tight=tight)
        if fit is None or not _plausible(view, labelled, *fit[:2]):
            if found is not None or group.start() - labelled.start > _LIST_WIDTH:
                return
            continue
        found = fit
        yield _reading(view, label, fit, tight=tight)


def _reading(view: View, label: Label, fit: tuple[int, int, Form], *, tight: bool) -> Reading:
    start, end, form = fit
    score = TIGHT if tight else LOOSE
    if not form.own:
        score -= FOREIGN_LOSS
    check: bool | None = None
    if label is Label.RID and form.name == "rid":
        check = rid.passes(view.text[start:end].replace(" ", ""))
        score = 0.97 if check else 0.6
    return Reading(start, end, _TURNED.get(label, label), form.name, score, check)


def _readings(view: View) -> list[Reading]:
    found: list[Reading] = []
    labels = {labelled.start: labelled for labelled in labelled_numbers(view) if labelled.label in FORMS}
    if not labels:
        return found
    for start, end in view.numbers:
        labelled = labels.get(start)
        if labelled is not None:
            found.extend(_in_number(view, labelled))
        elif found and start - found[-1].end <= _LIST_WIDTH and _MORE.match(view.text, found[-1].end, start):
            last = found[-1]
            again = Labelled(start, end, last.label, Gap.TIGHT, last.start, last.end)
            found.extend(_in_number(view, again))
    return found


def documents(view: View, *labels: Label) -> Iterator[Reading]:
    """The documents of these kinds in the text; worked out once for all of them."""
    return (reading for reading in view.memo("documents", _readings) if reading.label in labels)


def document(view: View) -> object:
    """The need of any document in the text."""
    return view.numbers and view.memo("documents", _readings)
