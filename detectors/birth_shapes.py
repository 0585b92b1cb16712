"""Where a number of the birth-number family may stand, and how it is written. One pass, shared by the family's recognizers.

Spellings: ``710319/2745``, ``7103192745``, ``710319 2745``, ``71 03 19/2745``, ``710319-2745``, ``710319 / 2745``, broken after the
slash, ``O`` for 0, ``l`` or ``I`` for 1, ``|`` for the slash, and masked (``710319/****``), which still tells the date of birth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from detectors.text.view import View

_OCR = str.maketrans("OoIl", "0011")
_SHAPE = re.compile(
    r"(?<![0-9])(?<![0-9]\.)"
    r"(?P<date>[0-9OoIl](?:[ .]?[0-9OoIl]){5})"
    r"(?P<separator>[ \t]?[/|\\_-][ \t]?(?:\n[ \t]{0,4})?|[ ]{1,2}|\.|)"
    r"(?P<serial>[0-9OoIl](?:[ ]?[0-9OoIl]){2,3})"
    r"(?![0-9A-Za-zÀ-ž])(?!\.[0-9])"
)
_MASKED = re.compile(
    r"(?<![0-9])(?P<date>[0-9]{2}[ .]?[0-9]{2}[ .]?[0-9]{2})[ \t]?[/|-][ \t]?(?:[*xX•#×?_]{3,4}|\[[*xX•#×?_]{3,4}\])(?![\w*])"
)
_PAIRS = re.compile(r"[0-9OoIl]{2}[ .][0-9OoIl]{2}[ .][0-9OoIl]{2}")
_DATE = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])\.(?:19|20)[0-9]{2}")
"""A date with its year is no beginning of a number: "19.03.1971" and the 4 of the next line."""
_PASS_FOR_DIGITS = frozenset("OoIl")
_MASK_BEGINS = frozenset("/| -")
_MASK_SIGNS = frozenset("*xX•#×?_[")
_MASK_WITHIN = 5


class Style(Enum):
    """How it is written; what the rest of the rule asks for depends on it."""

    SLASH = "slash"
    DASH = "dash"
    BARE = "bare"
    SPACED = "spaced"
    ODD = "odd"  # groups that no office writes: 710 319 274 5
    MASKED = "masked"


@dataclass(frozen=True, slots=True)
class Shape:
    """One candidate: ``digits`` are nine or ten ASCII digits, six when masked."""

    start: int
    end: int
    style: Style
    digits: str = field(repr=False)
    ocr: bool = False


def _style(date: str, separator: str, serial: str) -> Style:
    if " " in serial or (len(date) > 6 and not _PAIRS.fullmatch(date)):
        return Style.ODD
    mark = separator.strip()
    if mark in {"/", "|", "\\"}:
        return Style.SLASH
    if mark in {"-", "_"}:
        return Style.DASH
    if mark == ".":
        return Style.ODD
    return Style.SPACED if separator or len(date) > 6 else Style.BARE


def _in_number(view: View, start: int, end: int, recognizer: str) -> Iterator[Shape]:
    """Every place in one number where the shape fits: a rejected one must not hide the next."""
    text = view.text
    begin = start
    while begin > 0 and start - begin < 2 and text[begin - 1] in _PASS_FOR_DIGITS:
        begin -= 1
    stop = min(end + 2, len(text))  # two more, so that what must not follow can be seen
    match = _SHAPE.search(text, begin, stop)
    while match is not None:
        view.step(recognizer)
        date, separator, serial = match["date"], match["separator"], match["serial"]
        raw = (date + serial).replace(" ", "").replace(".", "")
        digits = raw.translate(_OCR)
        letters = sum(a != b for a, b in zip(raw, digits, strict=True))
        if letters <= 3 and _DATE.match(match[0]) is None:
            yield Shape(match.start(), match.end(), _style(date, separator, serial), digits, ocr=letters > 0)
        match = _SHAPE.search(text, match.start() + 1, stop)


def shapes(view: View, recognizer: str) -> Iterator[Shape]:
    """Every candidate of the text, in order; they may overlap."""
    text, many = view.text, set(view.long_numbers)
    for start, end in view.wide_numbers:
        if (start, end) in many or (end - start > 8 and text[start - 1 : start] in _PASS_FOR_DIGITS):
            yield from _in_number(view, start, end, recognizer)
        if text[end : end + 1] in _MASK_BEGINS and not _MASK_SIGNS.isdisjoint(text[end : end + _MASK_WITHIN]):
            masked = _MASKED.search(view.text, max(start, end - 8), min(end + 9, len(view.text)))
            if masked is not None:
                digits = masked["date"].replace(" ", "").replace(".", "")
                yield Shape(masked.start(), masked.end(), Style.MASKED, digits)
