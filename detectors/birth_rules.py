"""When a shape of the birth-number family is one: date, check digit, spelling and context weighed together.

What is asked grows as the spelling says less: with a slash the check digit is enough; ten bare digits need it too and score lower;
nine digits, which have none, need a slash or a context word; a failing check digit needs the label itself beside it, because a typing
error does not make the number somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detectors.birth import BirthNumber, Kind, read
from detectors.birth_shapes import Shape, Style, shapes
from detectors.context import Context
from detectors.text.view import View

LABEL = (
    r"rodn\w{1,3}[\s_-]{0,2}c(?:is|\.)",
    r"\brod[\s_.]{0,2}c(?:is|\.|\b)",
    r"\br\s?\.?\s?c\b",
    r"birth[\s_]?n(?:umber|o)",
)
ECP_LABEL = (r"evidencn\w{1,3} cis", r"\bec?p\b")
INSURER_LABEL = (r"cis\w{0,4} pojis", r"\bc\. ?poj", r"pojistenec|pojistenc", r"\brszp\b", r"\bcmu\b")
WEAK = (r"\bnar\b", r"narozen", r"pojisten", r"\bident\w{0,12} c", r"pacient", r"\bdic\b")

_LABEL = Context(*LABEL, *ECP_LABEL, *INSURER_LABEL)
_ECP = Context(*ECP_LABEL)
_WEAK = Context(*WEAK)
_FILE_MARK = Context(r"\bc\.? ?j\b", r"\bsp\.? ?zn", r"\bspis", r"smlouv\w{0,3} c", r"usneseni", r"vyhlask", r"zakon")
_OTHER_CODE = Context(r"\bisbn", r"\bissn", r"\bean\b", r"\btel\b", r"telefon", r"\bmob", r"\bfax", r"phone")
_TIME = Context(
    r"timestamp", r"casove", r"razitk", r"\blog\b", r"\bts\b", r"created|updated|\bexp\b|\biat\b|epoch|unix", r"\bbuild\b", r"verze"
)
_NINE_DIGIT_LABEL = Context(
    r"\btel\b", r"telefon", r"mob", r"\bop\b", r"obcansk", r"prukaz", r"pas(?:u|em)?\b", r"castk", r"ucet|uctu", r"\bc\.? ?dokl"
)
"""Labels of other numbers of nine digits; a nearer one wins over "rodné číslo"."""
_NEAR = 16
"""A trap's own label stands right before its number."""
_PREFIXES = frozenset({"cz", "rc", "rodc", "sk", "c", "vs", "dic", "n"})
"""Letters that may stand tight before the digits; any other letter makes them part of a code."""
_LETTERS_BEFORE = re.compile(r"[^\W\d_]{1,12}\Z")
_LOOKBACK = 13


@dataclass(frozen=True, slots=True)
class Reading:
    """A shape that is a number of the family."""

    shape: Shape
    kind: Kind
    score: float
    check: bool | None
    context: bool


def _glued(view: View, shape: Shape) -> str | None:
    """The letters that stand tight before the digits, folded; None when they make the number part of something else."""
    before = view.text[max(shape.start - 1, 0) : shape.start]
    if not before.isalpha():
        return ""
    match = _LETTERS_BEFORE.search(view.fold(shape.start - _LOOKBACK, shape.start))
    return match[0] if match and match[0] in _PREFIXES else None


def _trapped(view: View, shape: Shape) -> bool:
    """Whether the label right before says that this is another kind of number."""
    if shape.style in (Style.SLASH, Style.MASKED) and _FILE_MARK.before(view, shape.start, _NEAR):
        return shape.style is Style.MASKED or shape.digits[6:8] in ("19", "20") or len(shape.digits) == 9
    if shape.style is Style.SLASH:
        return False
    if _OTHER_CODE.before(view, shape.start, _NEAR):
        return True
    if shape.style is Style.BARE:
        neighbours = view.text[max(shape.start - 1, 0) : shape.start] + view.text[shape.end : shape.end + 1]
        if "_" in neighbours:
            return True
        clock = shape.digits[6:8] < "24" and shape.digits[8:10] < "60"
        return clock and _TIME.before(view, shape.start, _NEAR + 8)
    return False


def _score(shape: Shape, number: BirthNumber | None, label: bool, context: bool) -> float:
    """The score, 0 when it is no finding."""
    style = shape.style
    if style is Style.MASKED:
        return 0.0 if number is None else 0.9 if context else 0.6
    if number is None or number.check is False:
        if not label or (number is None and style is Style.ODD):
            return 0.0
        return 0.5 if number is None else 0.55
    family = number.kind is not Kind.BIRTH
    if number.check is None:  # nine digits
        if style is Style.SLASH and not family:
            score = 0.9 if context else 0.6
        else:
            score = 0.75 if label or (context and style is not Style.ODD) else 0.0
    elif style is Style.SLASH:
        score = 0.99 if context else 0.95 if not shape.ocr else 0.8
    elif context:
        score = 0.95
    elif family or style is Style.ODD or shape.ocr:
        score = 0.0
    else:
        score = 0.65 if style is Style.DASH else 0.6
    return score - 0.2 if score and number.weak else score


def _judge(view: View, shape: Shape) -> Reading | None:
    prefix = _glued(view, shape)
    if prefix is None:
        return None
    digits = shape.digits
    number = (read(digits + "001") or read(digits + "0010")) if shape.style is Style.MASKED else read(digits)
    label = bool(prefix) or _LABEL.near(view, shape.start, shape.end)
    if number is None and (not label or len(digits) == 9):
        return None
    if len(digits) == 9 and shape.style not in (Style.SLASH, Style.DASH) and _NINE_DIGIT_LABEL.before(view, shape.start, _NEAR):
        return None
    context = label or _WEAK.near(view, shape.start, shape.end)
    score = _score(shape, number, label, context)
    if score <= 0 or (not label and _trapped(view, shape)):
        return None
    kind = number.kind if number else Kind.BIRTH
    if kind is Kind.EITHER:
        kind = Kind.ECP if _ECP.before(view, shape.start) else Kind.INSURER
    check = None if shape.style is Style.MASKED else number.check if number else False
    return Reading(shape, kind, score, check, context)


def _readings(view: View) -> list[Reading]:
    found: list[Reading] = []
    for shape in shapes(view, "birth_number"):
        reading = _judge(view, shape)
        if reading is None:
            continue
        if found and shape.start < found[-1].shape.end:
            if (reading.check is True, reading.score) > (found[-1].check is True, found[-1].score):
                found[-1] = reading
            continue
        found.append(reading)
    return found


def birth_number(view: View) -> object:
    """The need of any number of the family in the text."""
    return view.wide_numbers and view.memo("birth_readings", _readings)


def readings(view: View, *kinds: Kind) -> Iterator[Reading]:
    """The numbers of these kinds in the text; worked out once for the whole family."""
    return (reading for reading in view.memo("birth_readings", _readings) if reading.kind in kinds)
