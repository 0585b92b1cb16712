"""Postal addresses, graded by what of them stands there; Act No. 111/2009 Coll. (RÚIAN) has their parts.

Street and number with postcode and municipality: high. Street and number with a known town, a street's word, "č. p." or a label
("bytem", "adresa"): medium to high. Postcode with municipality: medium. A municipality alone is nobody's address. The seat of an
office or a company stands behind its name: reported, below what acts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from detectors.addresses.streets import WINDOW, Street, read_street
from detectors.addresses.towns import begins_town, is_town, read_town, towns
from detectors.context import Context
from detectors.finding import Finding
from detectors.person_shape import has_legal_form, looks_like_person
from detectors.recognizer import CzechRecognizer, number
from detectors.text.view import View
from detectors.text.words import distinct_words, vocabulary

_HOUSE = re.compile(
    r"(?!0|[0-9]{1,4}/(?:19|20)[0-9]{2})"
    r"(?:[0-9]{1,4}(?:[ ]?/[ ]?[0-9]{1,4})?[ ]?[a-zA-Z]?(?![\w])|[0-9]{1,4}(?![\w]))(?!\.[0-9]|,[0-9]|[ ]?%|[ ]?Kč|\.\s?[0-9])"
)
_POSTCODE = re.compile(r"(?<![0-9/.,-])(?<![0-9] )([0-9]{3})[ ]?([0-9]{2})\Z")
_TOWN_WITHIN = 40
_CODE = 5
"""Characters of a postcode."""
_CODE_WITHIN = 21
"""Characters between a house number and the postcode behind it, at most: what :data:`_BETWEEN` lets stand there."""
_AFTER_HOUSE = frozenset(" \t,;\n")
_AFTER_SPACE = frozenset(" \t,;\n0123456789PpCSv-")
"""What stands behind a house number, and behind the space there, where a postcode or a municipality follows."""
_AFTER_CODE = frozenset({" ", ",", "\n"})
_BETWEEN = re.compile(
    r"[ \t]{0,3}[,;]?[ \t]{0,3}\n?[ \t]{0,8}(?:PSČ[:.]?[ ]?|psč[ ]?|CZ-?[ ]?|SK-?[ ]?)?(?P<code>[0-9]{3}[ ]?[0-9]{2})(?![0-9])[ ,]{1,3}"
)
_COMMA = re.compile(r"[ ]?,[ ]{0,2}\n?[ ]{0,4}(?:(?:okr\.|okres|obec|část|v obci)[ ])?|[ ]?\n[ ]{0,8}|[ ](?:v|ve|-)[ ]")
_HINTS = ("ulic", "trid", "namest", "nabr", "sidlist", "bytem", "bydl", "adres", "pobyt", "bytom", "alej")
_HINTS_SHORT = {"ul": ("ul.",), "tr": ("tr.",), "nam": ("nam.",), "sidl": ("sidl.",), "cp": ("cp.", " cp "), "ev": ("ev. c",)}
"""By the word that each holds."""
_AFTER_C = frozenset("pe")
"""Behind "č.", with a space between or without."""
_HOME = Context(
    r"\bbytem\b",
    r"bydli\w{0,6}",
    r"trval\w{1,3} pobyt",
    r"\bpobyt\w{0,3}\b",
    r"(?<!mailova )(?<!mailovou )\badres\w{1,3}\b",
    r"\bbytom\b",
    r"dorucovac",
    r"prestehoval",
    r"misto podnikani",
    r"nemovitost",
    r"\bbydl",
)
_TIGHT_LABEL = re.compile(
    r"(?<!\w)(?:bytem|bydliste|bydlistem|(?:trval\w{1,3}|prechodn\w{1,3}|hlasen\w{1,3}) pobyt\w{0,2}"
    r"|adresa(?: bydliste| trvaleho pobytu)?(?=[ ]?[:=])|bytom|bydli)[ ]?[:=]?[ \"]{0,3}"
    r"(?P<name>[^\W\d_]{2,20}(?:[ ][^\W\d_]{1,20}){0,3})[ ](?:c\.? ?p\.? ?|cp\.? ?)?\Z"
)
_SEAT = Context(r"se sidlem", r"\bsidlo\b", r"\bsidli\b", r"pracovist", r"provozovn")
_SEAT_WIDTH = 30


type _Address = tuple[int, int, float, str, bool]
"""(start, end, score, rule, context)."""


class CzAddressRecognizer(CzechRecognizer):
    """``CZ_ADDRESS``."""

    ENTITY = "CZ_ADDRESS"
    NEEDS = number
    CONTEXT = (r"\bbytem\b", r"bydlist", r"pobyt", r"adres", r"\bpsc\b")

    def load(self) -> None:
        """Reads the list of towns."""
        towns()

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        reach = 0
        text = view.text
        numbers = view.numbers
        for index, (start, end) in enumerate(numbers):
            if start < reach:
                continue
            house = start > 2 and text[start - 1] in " ." and (text[start - 2].isalpha() or text[start - 2] == ".")
            found = self._house(view, index, reach) if house else None
            if found is None and end - start >= _CODE:
                found = self._postcode(view, max(start, reach), end)
            if found is not None:
                view.step(self.key, 4)
                left, right, score, rule, context = found
                reach = right
                yield view.finding(self.ENTITY, left, right, score, f"{self.key}.{rule}", context=context)

    def _house(self, view: View, index: int, reach: int) -> _Address | None:
        """An address whose house number begins the number of this place."""
        text, (start, stop) = view.text, view.numbers[index]
        house = _HOUSE.match(text, start)
        if house is None:
            return None
        end = house.end()
        after = text[end : end + 1]
        goes_on = after in _AFTER_HOUSE and (after != " " or text[end + 1 : end + 2] in _AFTER_SPACE)
        whole = _BETWEEN.match(text, end) if goes_on and (stop - end >= _CODE or _code_next(view.numbers, index, end)) else None
        town = read_town(text, whole.end()) if whole else None
        place = _known_town(text, end) if goes_on and town is None else None
        first = None if town or place else _town_before(text, start)
        slash = "/" in house[0] and " " not in house[0]  # "6 / 6" is a score
        hinted = _hinted(view, start)
        if town is None and place is None and first is None and not slash and not hinted:
            return None  # most numbers
        view.step(self.key, 4)
        street = read_street(text, start)
        if street is None or street.start < reach:
            return self._lower(view, start, end if place is None else place, reach) if hinted else None
        home = _HOME.before(view, street.start, 44)
        left = street.start
        yearlike = len(house[0]) == 4 and house[0][:2] in {"19", "20"}
        if town is None and yearlike and not street.mark and not street.kind:
            return None
        if town is not None:
            end, score, rule = town[0], 0.9, "whole"
        elif place is not None and not (is_town(street.name) and not street.mark):
            end, score, rule = place, (0.85 if street.kind or home or street.mark else 0.75), "town"
        elif first is not None and first < left and not is_town(street.name):
            left, score, rule = first, (0.85 if street.kind or home or street.mark else 0.75), "town"
        else:
            score = self._alone(street, slash=slash, home=home)
            rule = "street"
            if place is not None:
                end = place
        if score <= 0:
            return None
        if not home and _organisation(view, left):
            return left, end, 0.45, "seat", False
        if home:
            score = min(score + 0.05, 0.95)
        return left, end, score, rule, home

    @staticmethod
    def _alone(street: Street, *, slash: bool, home: bool) -> float:
        """Without a municipality behind."""
        if home:
            return 0.8
        if street.kind:
            return 0.65
        if street.mark:
            return 0.6
        if slash and street.typical and not is_town(street.name):
            return 0.5
        return 0.0

    @staticmethod
    def _lower(view: View, start: int, end: int, reach: int) -> _Address | None:
        """Anything right behind "bytem", whatever its case."""
        window = max(start - WINDOW, reach)
        label = _TIGHT_LABEL.search(view.fold(window, start))
        if label is None:
            return None
        left = window + label.start("name")
        return left, end, 0.75, "label", True

    def _postcode(self, view: View, start: int, end: int) -> _Address | None:
        """A postcode with its municipality."""
        text = view.text
        while end > start and not text[end - 1].isdigit():
            end -= 1  # letters that pass for digits, and what stands between
        if text[end : end + 1] not in _AFTER_CODE:
            return None
        at = end
        while at < len(text) and at - end < 3 and text[at] in " ,":
            at += 1
        if not text[at : at + 1].isupper():
            return None
        match = _POSTCODE.search(text, max(start, end - 6), end)
        if match is None or match[1][0] == "0":
            return None
        town = read_town(text, at)
        if town is None or (match[1][0] > "7" and not town[1]):
            return None
        left = match.start()
        if text[left - 1 : left].isalnum() and left > 0:
            return None
        view.step(self.key, 4)
        home = (self.nearby is not None and self.nearby.before(view, left, 44)) or _HOME.before(view, left, 44)
        if not home and _organisation(view, left):
            return left, town[0], 0.4, "seat", False
        grouped = " " in match[0]
        score = (0.75 if home else 0.6) if town[1] else (0.65 if home else 0.4 if grouped else 0.3)
        return left, town[0], score, "postcode", home


def _code_next(numbers: list[tuple[int, int]], index: int, end: int) -> bool:
    """Whether the next number is near enough and long enough to be the postcode behind a house number that ends here."""
    if index + 1 == len(numbers):
        return False
    start, stop = numbers[index + 1]
    return start - end <= _CODE_WITHIN and stop - start >= _CODE


def _known_town(text: str, end: int) -> int | None:
    """Where the known town's name ends that stands behind a house number's comma or line."""
    comma = _COMMA.match(text, end)
    if comma is None or not begins_town(text, comma.end()):
        return None
    town = read_town(text, comma.end())
    return town[0] if town is not None and town[1] else None


def _hints(view: View) -> tuple[list[int], list[int]]:
    """Of the words that make a look at the numbers behind them worth while: where each ends, in order, and where the last of those up to
    it to begin begins.
    """
    words, known, folded = vocabulary(view), distinct_words(view), view.folded
    hints = [hint for hint in _HINTS if hint in words]
    for word in known.intersection(_HINTS_SHORT):
        hints += _HINTS_SHORT[word]
    found: list[tuple[int, int]] = []
    for hint in hints:
        at = folded.find(hint)
        while at >= 0:
            found.append((at + len(hint), at))
            at = folded.find(hint, at + 1)
    at = folded.find("c.")
    while at >= 0:
        hint = folded[at + 2 : at + 4].removeprefix(" ")[:1]
        if hint in _AFTER_C:
            found.append((folded.index(hint, at) + 1, at))
        at = folded.find("c.", at + 2)
    found.sort()
    return [end for end, _ in found], list(accumulate((start for _, start in found), max))


def _hinted(view: View, start: int) -> bool:
    """Whether a word stands before a number that makes a look at it worth while."""
    ends, begins = view.memo("address.hints", _hints)
    before = bisect_right(ends, start)
    return before > 0 and begins[before - 1] >= start - WINDOW - 12


def _town_before(text: str, number: int) -> int | None:
    """Where a known town begins that stands before the street: "Liberec, Lipová 12"."""
    comma = text.rfind(", ", max(number - _TOWN_WITHIN, 0), number)
    if comma < 2 or not text[comma + 2].isupper():
        return None
    at = comma
    for _ in range(4):
        at = text.rfind(" ", max(comma - 30, 0), at)
        if text[at + 1].isupper() and is_town(text[at + 1 : comma]):
            return at + 1
        if at < 0:
            break
    return None


def _organisation(view: View, start: int) -> bool:
    """Whether an office or a company stands before, and no person nearer."""
    text = view.text
    near = text[max(start - 90, 0) : start]
    if _SEAT.before(view, start, _SEAT_WIDTH) and has_legal_form(near):
        return True
    paragraph = near.rsplit("\n\n", 1)[-1]
    return has_legal_form(paragraph) and not looks_like_person(paragraph[-40:])
