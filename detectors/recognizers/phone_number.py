"""Phone numbers: Czech, Slovak and international, by the numbering plans of the phonenumbers library (leniency VALID).

The library's matcher is slow, so it sees only short stretches in which a number of the right length and beginning stands. Nine bare
digits are also sums, identity cards and file numbers: without a prefix or a context word only a mobile number counts, or a fixed line
in groups that is not a sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher

from detectors.context import Context
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

_MIN_DIGITS, _MAX_DIGITS = 9, 15  # E.164; Czech and Slovak numbers have nine after the prefix
_MAX_LENGTH = 40
_AREA = r"(?:60[1-8]|7[0-9]{2}|2[0-9]|3[1257-9]|4[16-9]|5[13-9]|80|8[134]|9[0-9]{2})"
_BEGINNING = re.compile(
    r"(?:\(?\+[ ]?[1-9]|00[ -]?[1-9]|\(?0[ ]?[2-59]|(?:\(?42[01]\)?[ /.-]?)?(?:\(?0\)?[ ]?)?" + _AREA + ")",
)
_POSSIBLE = re.compile(
    r"(?<![0-9])(?:[2-9](?:[ ./()-]{0,3}[0-9]){8}(?![0-9])|00[ -]?[1-9]|42[01][ )./-]|42[01][2-9][0-9]{8}(?![0-9])|0[ ]?[2-59])|\+"
)
"""What the matcher could make a number of: nine digits alone, or some prefix."""
_DIGIT = re.compile(r"[0-9]")
_UNIT = re.compile(
    r"\s?(?:,-|,[0-9]{2}\b|[.,][0-9]{3}\b|Kč|CZK|EUR|€|\$|USD|korun|tis|mil|ml[dn]|ks\b|kus|m[²2³3]?\b|km|kg|t\b|MWh|kWh|GJ|MJ|l\b|"
    r"%|obyvatel|os[oó]b|byt|hlas|bajt|B\b|let\b|euro|dolar)"
)
_SUM_BEFORE = Context(r"castk\w{0,2}:?\s*\Z", r"\bcen\w{1,2}:?\s*\Z", r"\bkc\s*\Z", r"czk\s*\Z", r"eur\s*\Z", r"€\s*\Z", r"celkem:?\s*\Z")
_OTHER_LABEL = Context(
    r"\bc\.? ?j\b", r"\bsp\.? ?zn", r"\bvs\b", r"variabiln", r"\bico?\b", r"\bdic\b", r"\bop\b", r"prukaz", r"doklad", r"smlouv",
    r"objednav", r"faktur", r"zasilk", r"\bucet|\buctu", r"\bparc", r"\bid\b", r"\bev\.? ?c", r"rodn\w{1,3} c", r"\br\.? ?c\b", r"isbn",
    r"pojistk", r"\bspis", r"registrac", r"inv\w{0,8}\.? c", r"cislo\s\w{0,20}:?\s*\Z",
)
_OTHER_WIDTH = 28
_MOBILE = re.compile(r"60[1-8]|7[0-9]{2}")


class PhoneNumberRecognizer(CzechRecognizer):
    """``PHONE_NUMBER``."""

    ENTITY = "PHONE_NUMBER"
    CONTEXT = (
        r"\btel\b", r"telef", r"\bmob\b", r"mobil", r"\bgsm\b", r"volej", r"volat", r"zavol", r"kontakt", r"\bsms\b", r"whatsapp", r"viber",
        r"\bfax", r"phone", r"\blinka\b|\blince\b|\blinku\b", r"zastiz", r"dovolat", r"na cisle", r"☎|📞|📱",
    )

    def load(self) -> None:
        """Has the library read the numbering plans of the two countries now and not at the first text."""
        for region in ("CZ", "SK"):
            list(PhoneNumberMatcher("724 123 456, 0905 123 456", region, leniency=Leniency.VALID))

    def candidates(self, view: View) -> Iterator[tuple[int, int]]:
        """Numbers of the right length with a beginning that some plan has."""
        text = view.text
        for start, end in view.numbers:
            if end - start < _MIN_DIGITS:
                continue
            begin = start
            while begin > 0 and start - begin < 3 and text[begin - 1] in "+( ":
                begin -= 1
            begin += len(text[begin:start]) - len(text[begin:start].lstrip(" "))
            if _BEGINNING.match(text, begin) or (end - start > _MAX_LENGTH):
                yield begin, end

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for start, end in self.candidates(view):
            for left, right in _stretches(view.text, start, end):
                view.step(self.key, 4)
                yield from self._in_stretch(view, left, right)

    def _in_stretch(self, view: View, start: int, end: int) -> Iterator[Finding]:
        text = view.text
        digits = _DIGIT.findall(text[start:end])
        if len(digits) < _MIN_DIGITS or not _POSSIBLE.search(text, max(start - 2, 0), min(end + 1, len(text))):
            return
        region = "SK" if digits[0] == "0" and digits[1] != "0" else "CZ"
        for match in PhoneNumberMatcher(text[start:end], region, leniency=Leniency.VALID, max_tries=16):
            finding = self._judge_number(view, start + match.start, start + match.end, match.number.country_code)
            if finding is not None:
                yield finding

    def _judge_number(self, view: View, start: int, end: int, country: int | None) -> Finding | None:
        text = view.text
        raw = text[start:end]
        digits = "".join(_DIGIT.findall(raw))
        before = text[max(start - 1, 0) : start]
        if before.isalnum() or text[end : end + 1].isalnum() or len(digits) > _MAX_DIGITS:
            return None
        context = self.nearby is not None and self.nearby.near(view, start, end)
        rule, score = _shape(raw, digits, context)
        if rule != "prefix" and not context:
            if _OTHER_LABEL.before(view, start, _OTHER_WIDTH) or _UNIT.match(text, end) or _SUM_BEFORE.before(view, start, 14):
                return None
            if digits.endswith("000"):
                return None
        if score <= 0:
            return None
        name = f"{self.key}.{rule}{'' if country in (420, 421) else '_foreign'}"
        return view.finding(self.ENTITY, start, end, score, name, context=context)


def _shape(raw: str, digits: str, context: bool) -> tuple[str, float]:
    """How it is written, and the score that goes with it."""
    if "+" in raw or digits.startswith("00"):
        return "prefix", 0.95 if context else 0.9
    if digits.startswith("42") and len(digits) == 12:
        return "prefix_without_plus", 0.9 if context else 0.7
    if digits[0] == "0":
        return "slovak", 0.85 if context else 0.0
    if _MOBILE.match(digits):
        return "mobile", 0.85 if context else 0.5
    grouped = len(raw) > len(digits)
    return ("fixed_grouped", 0.85 if context else 0.35) if grouped else ("fixed", 0.85 if context else 0.0)


_GROUPED = re.compile(r"(?<![0-9])(?:\(?\+?42[01]\)?[ ]?)?[2-9][0-9]{2}[ ./-]?[0-9]{3}[ ./-]?[0-9]{3}(?![0-9])")
_GROUP = re.compile(r"\(?\+?[0-9()]+")
_PREFIX = re.compile(r"\(?(?:\+|00)?[ -]?[0-9]{1,3}\)?\Z")


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The candidate itself, or, for a long row of numbers, pieces of it: the matcher never sees more than a few numbers.

    A group of nine or more digits is a piece of its own, with a prefix before it; shorter groups go in overlapping windows.
    """
    if end - start > 2 * _MIN_DIGITS:
        whole = [match.span() for match in _GROUPED.finditer(text, start, end)]
        if len(whole) > 1:  # the matcher takes a row with single spaces for one number that is too long
            yield from whole
            return
    if end - start <= _MAX_LENGTH:
        yield start, end
        return
    row: list[tuple[int, int]] = []
    for match in _GROUP.finditer(text, start, end):
        if len(match[0]) < _MIN_DIGITS:
            row.append(match.span())
            continue
        prefixed = bool(row) and match.start() - row[-1][1] <= 2 and _PREFIX.fullmatch(text, *row[-1]) is not None
        yield (row[-1][0] if prefixed else match.start()), match.end()
        yield from _row_windows(row)
        row = []
    yield from _row_windows(row)


def _row_windows(row: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Windows of seven groups, three apart: a number of at most four groups is whole in one of them."""
    for index in range(0, len(row), 3):
        left, right = row[index][0], row[min(index + 6, len(row) - 1)][1]
        if _MIN_DIGITS <= right - left <= 2 * _MAX_LENGTH:
            yield left, right
