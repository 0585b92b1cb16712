"""Which label a number stands beside: "číslo pasu", "ŘP č.", "IČO". Found once per text, shared by every kind that has no shape of its own.

Most documents are nothing but six to nine digits; what they are is said by the nearest label before them, or behind them in brackets.
Labels of other things (a phone, a sum, a contract) are labels too, so that the nearer one takes the number away.
Only the surroundings of numbers are searched, and where surroundings meet they are searched once: linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from detectors.columns import head_of, may_head, tables
from detectors.label_index import document_places, document_words, may_have_single, spots, worth
from detectors.label_words import CONNECTING_STEMS, CONNECTING_WORDS, Label
from detectors.text.view import View
from detectors.text.words import places

BEFORE = 64
"""How far before a number its label may stand: a label with "vydaný Městským úřadem …" between is rarely longer."""
BEFORE_SHORT = 34
"""The same for numbers of three to five digits, which need their label close."""
AFTER = 28
_CLOSE = 8
_WORDS_OF_FIELD = 4
_CELL = 12
"""How far before its number a cell may begin."""
_SHORT = 6
_NAMES_BETWEEN = 4
"""How many capitalised words may stand between label and number: "osobní číslo Mgr. Jany Novákové: 48213"."""

_NUMBER_SIGN = re.compile(r"(?<!\w)[čČcC](?:\.|ís\w{0,3}|is\w{0,3})\s?\Z")
_WORDS = re.compile(r"\w+")
_LETTERS = re.compile(r"(?<!\w)[A-Za-z]{1,3}[ .-]?\Z")
_ACCOUNTS = re.compile(r"faktur|danov\w{1,3} dokl|ucetn|pokladn|dodac|objednav|zbozi|uhrad|splatn|\bdph\b|variabiln")
_COUNTED = re.compile(r"(?:poc(?:et|tu|tem|ty)|celkem|mnozstvi|statistik\w{0,2})\s(?:\w{1,16}\s)?\Z")
_POINTS = re.compile(r"[(\[=:–—/-]|\bje\b|\bjsou\b|\bč\.|\bčísl|\bcisl")
_OTHER_NUMBER = re.compile(r"[0-9]{4}")
_SENTENCE_END = re.compile(r"(?:\A|\w{4})[.!?]\s+(?P<next>\w)\w\w|\n\s*\n")
"""A short word before a full stop is an abbreviation ("vyd.", "nar.")."""
_NUMBER_SOON = re.compile(r"[\s:.,č#-]{0,4}[A-Z]{0,3} ?[0-9]{3}")


class Gap(Enum):
    """What stands between a label and its number."""

    TIGHT = "tight"  # punctuation, "č.", "je", a name
    LOOSE = "loose"  # other words of the same sentence
    AFTER = "after"  # nothing: the label stands behind the number


@dataclass(frozen=True, slots=True)
class Labelled:
    """A stretch with digits and the label that speaks for it."""

    start: int
    end: int
    label: Label
    gap: Gap
    label_start: int
    label_end: int


@dataclass(frozen=True, slots=True)
class _Spot:
    start: int
    end: int
    label: Label


def _regions(view: View) -> list[tuple[int, int]]:
    """The surroundings of all numbers of three or more characters, merged where they meet."""
    merged: list[tuple[int, int]] = []
    for start, end in view.numbers:
        if not _speaks(view, start, end):
            continue
        left = max(start - (BEFORE if end - start >= _SHORT else BEFORE_SHORT), 0)
        right = end + AFTER
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], right)
        else:
            merged.append((left, right))
    return merged


def _worth_regions(view: View, begins: list[int]) -> list[tuple[int, int]]:
    """Those surroundings of numbers in which a label of a document begins; the others have labels of other things at most."""
    return [(a, b) for a, b in _regions(view) if bisect_left(begins, a) < bisect_left(begins, b)] if begins else []


def _spots(view: View, regions: list[tuple[int, int]]) -> list[_Spot]:
    """Every label in these surroundings of numbers, in order."""
    found: list[_Spot] = []
    for left, right in regions:
        folded = view.fold(left, right)
        for start, end, label in spots(folded):
            if start == 0 and left > 0 and view.text[left - 1].isalnum():
                continue  # the stretch begins inside a word
            spot = _meant(view, _Spot(left + start, left + end, label))
            if spot is None or (found and end - start == 2 and left + start - found[-1].end < _CLOSE and _is_series(view, found[-1], spot)):
                continue
            found.append(spot)
    return found


def _is_series(view: View, before: _Spot, spot: _Spot) -> bool:
    """Whether two letters right behind a document's label and right before digits are its series: "občanský průkaz č. LV 123456"."""
    text = view.text
    return before.label is not Label.OTHER and text[spot.start : spot.end].isupper() and text[spot.end : spot.end + 7].strip()[:6].isdigit()


_SPECIFIC = frozenset({Label.ID_CARD, Label.PASSPORT, Label.DRIVING, Label.RESIDENCE, Label.WEAPON, Label.SERVICE, Label.SK_ID_CARD})


def _meant(view: View, spot: _Spot) -> _Spot | None:
    """The label, where its spelling bears it out: "pás" is no pas, and "op" and "rp" in small letters are no abbreviations."""
    raw = view.text[spot.start : spot.end]
    if spot.label is not Label.OTHER and _COUNTED.search(view.fold(spot.start - 30, spot.start)):
        return None  # "počet povolení k pobytu: 123456"
    if spot.label is Label.PASSPORT and "á" in raw.lower()[:3]:
        return None
    if spot.label is Label.NUMBER_OF_CARD and _ACCOUNTS.search(view.fold(spot.start - BEFORE, spot.end + AFTER)):
        return None  # invoices are "doklady" too
    if raw.lower() in ("cp", "dokladu", "průkazu", "prukazu"):  # too common without "č." before
        return spot if _NUMBER_SIGN.search(view.text, max(spot.start - 8, 0), spot.start) else None
    if spot.label in (Label.OP, Label.RP):
        return spot if raw[:1].isupper() and raw[1:2] in "PpVv." and not raw.islower() else None
    return spot


def _gap(view: View, start: int, end: int) -> Gap | None:
    """The gap between a label and its number, or None when it parts them."""
    letters = _LETTERS.search(view.text, max(start, end - 4), end)  # "EA" of "ea 123456" belongs to the number
    if letters:
        end = letters.start()
    raw = view.text[start:end]
    if len(raw) <= 2 and not raw.strip(" .:"):
        return Gap.TIGHT
    if _OTHER_NUMBER.search(raw) or any(m["next"] is None or m["next"].isupper() for m in _SENTENCE_END.finditer(raw)):
        return None
    folded = view.fold(start, end)
    if raw.rstrip()[-1:] in (":", "=") and len(_WORDS.findall(raw)) <= _WORDS_OF_FIELD and "\n" not in raw.strip():
        return Gap.TIGHT  # a field's own name goes on to its colon
    names, loose = 0, False
    for match in _WORDS.finditer(folded):
        word = match[0].strip("_")
        if len(word) < 2 or word in CONNECTING_WORDS or word.startswith(CONNECTING_STEMS):
            continue
        if raw[match.start()].isupper() and names < _NAMES_BETWEEN:
            names += 1
            continue
        loose = True
    return Gap.LOOSE if loose else Gap.TIGHT


def _before(view: View, labels: list[_Spot], ends: list[int], start: int, end: int) -> Labelled | None:
    index = bisect_right(ends, start) - 1
    if index < 0:
        return None
    spot = labels[index]
    if spot.end < start - (BEFORE if end - start >= _SHORT else BEFORE_SHORT):
        return None
    gap = _gap(view, spot.end, start)
    if gap is None:
        return None
    label = spot.label
    if label is Label.NUMBER_OF_CARD:  # "řidičský průkaz, číslo průkazu: …"
        earlier = reversed(labels[max(index - 3, 0) : index])
        label = next((s.label for s in earlier if s.end > spot.start - BEFORE and s.label in _SPECIFIC), label)
    return Labelled(start, end, label, gap, spot.start, spot.end)


def _after(view: View, labels: list[_Spot], starts: list[int], start: int, end: int) -> Labelled | None:
    index = bisect_right(starts, end - 1)
    if index == len(labels) or labels[index].start > end + AFTER:
        return None
    spot = labels[index]
    between = view.text[end : spot.start]
    if not _POINTS.search(view.text, end, spot.end) or _OTHER_NUMBER.search(between) or len(_WORDS.findall(between)) > 4:
        return None
    if any(c in between for c in ",;\n"):
        return None
    if _NUMBER_SOON.match(view.text, spot.end):  # it is the label of what follows
        return None
    return Labelled(start, end, spot.label, Gap.AFTER, spot.start, spot.end)


def _speaks(view: View, start: int, end: int) -> bool:
    """Whether a stretch of digits is long enough, or a part of a code of letters and digits ("C01X00T47")."""
    if end - start > 2:
        return True
    return end - start == 2 and view.text[max(start - 1, 0) : start].isupper() and view.text[end : end + 1].isupper()


def _headed(view: View) -> dict[int, Labelled]:
    """Numbers in a column whose head is a label, by where they start. Only texts with tables pay for it."""
    found: dict[int, Labelled] = {}
    known: dict[str, Label | None] = {"": None}
    for start, end in _in_worth_tables(view):
        if end - start < 3:
            continue
        head = head_of(view, start)
        if head not in known:
            known[head] = next((label for _, _, label in spots(head)), None) if worth(head) else None
        label = known[head]
        if label is not None and label is not Label.OTHER:
            view.step("labels")
            cell = max(view.text.rfind(mark, max(start - _CELL, 0), start) for mark in "\n;\t|,") + 1
            if len(_WORDS.findall(view.text, cell, start)) < 2:
                found[start] = Labelled(start, end, label, Gap.TIGHT, cell, cell)
    return found


def _in_worth_tables(view: View) -> Iterator[tuple[int, int]]:
    """The numbers in tables that a label of a document may stand in the head of."""
    numbers = view.numbers
    for head, body, stop in tables(view):
        if worth(view.fold(head, body)):
            yield from numbers[bisect_left(numbers, (body, 0)) : bisect_left(numbers, (stop, 0))]


def _inside(view: View, regions: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The numbers in these stretches."""
    numbers = view.numbers
    for left, right in regions:
        yield from numbers[bisect_left(numbers, (left, 0)) : bisect_left(numbers, (right, 0))]


def _labelled(view: View) -> list[Labelled]:
    if not view.numbers:
        return []
    words, single = document_words(view), may_have_single(view)
    if not words and not single:
        return []
    worded = places(view.folded, set(words))
    headed = _headed(view) if single or may_head(view, (at for at, _ in worded)) else {}
    regions = _worth_regions(view, document_places(view, worded))
    if not headed and not regions:  # most texts
        return []
    labels = _spots(view, regions)
    if not headed and all(one.label is Label.OTHER for one in labels):
        return []
    starts, ends = [s.start for s in labels], [s.end for s in labels]
    found: list[Labelled] = []
    for start, end in view.numbers if headed else _inside(view, regions):
        if not _speaks(view, start, end):
            continue
        view.step("labels")
        labelled = headed.get(start) or _before(view, labels, ends, start, end)
        if labelled is None:
            labelled = _after(view, labels, starts, start, end)
        if labelled is not None:
            found.append(labelled)
    return found


def labelled_number(view: View) -> object:
    """The need of any number that a label speaks for."""
    return view.memo("labelled_numbers", _labelled)


def labelled_numbers(view: View) -> list[Labelled]:
    """Every number of the text that a label speaks for, in order; worked out once per text."""
    return view.memo("labelled_numbers", _labelled)
