"""Machine-readable zones of travel documents: where they stand in a text and what their check digits say. ICAO Doc 9303.

TD3 (passports) and MRV-A (visas): two lines of 44. TD2 and MRV-B: two of 36. TD1 (cards): three of 30. Read as they come out of
recognition and copying: spaces anywhere, lines joined, small letters, « for <<, letters where digits must stand, a line alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from detectors.checks import mrz
from detectors.text.view import View

_RUN = re.compile(r"[A-Za-z0-9<«](?:[ \t]{0,3}[A-Za-z0-9<«])*+")
_FILLER = re.compile("[<«]")
_SHORTEST = 20
_D = "[0-9OQDILSBZG]"
_STATE = "[A-Z<]{3}"
_PERSON = rf"(?P<birth>{_D}{{6}})(?P<birth_check>{_D})[MFX<](?P<expiry>{_D}{{6}})(?P<expiry_check>{_D})"
_NUMBER = rf"(?P<number>[A-Z0-9<]{{9}})(?P<number_check>{_D}|<)"
_PASSPORT_1 = re.compile(r"(?:P[A-Z<]|V<)(?:[A-Z]{3}|D<<)[A-Z]{1,30}(?:<[A-Z]{1,30}){0,4}<<[A-Z<]{6,38}")
_PASSPORT_2 = re.compile(rf"{_NUMBER}(?P<state>{_STATE}){_PERSON}(?P<rest>[A-Z0-9<]{{13,16}}|[A-Z0-9<]{{7,8}}(?![A-Z0-9<]))")
_CARD_1 = re.compile(rf"[IAC][A-Z<](?P<issuer>[A-Z]{{3}}|D<<){_NUMBER}(?P<rest>[A-Z0-9<]{{13,15}})")
_CARD_2 = re.compile(rf"{_PERSON}(?P<state>{_STATE})(?P<rest>[A-Z0-9<]{{9,11}})(?P<composite>[0-9])")
_CARD_3 = re.compile(r"[A-Z]{1,30}(?:<[A-Z]{1,30}){0,4}<<[A-Z<]{4,28}")
_PATTERNS = ((_PASSPORT_1, "p1"), (_PASSPORT_2, "p2"), (_CARD_1, "c1"), (_CARD_2, "c2"))
_PASSPORT_LENGTH, _VISA_LENGTH, _CARD_LENGTH = 44, 36, 30
_WORD_BEHIND = re.compile(r"(?<=<)<<[A-Z]+\Z")
_GAP = 8
"""White space between the lines of one zone, at most."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone, or what of it stands in the text. ``kind``: P passport, V visa, R residence permit, I identity card."""

    start: int
    end: int
    kind: str
    issuer: str
    score: float
    check: bool | None


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    part: str
    kind: str = ""
    issuer: str = ""
    passed: int = 0
    failed: int = 0
    after: str = field(default="", repr=False)


def _compact(view: View, start: int, end: int) -> tuple[str, list[int]]:
    """The run without spaces, in capitals, and where each character stands. A « stands for two fillers."""
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(view.text[start:end], start):
        if char in " \t":
            continue
        for one in "<<" if char == "«" else char.upper():
            chars.append(one)
            places.append(place)
    return "".join(chars), places


def _checked(line: _Line, *pairs: tuple[str, str]) -> _Line:
    for value, check in pairs:
        if mrz.passes(value, check):
            line.passed += 1
        else:
            line.failed += 1
    return line


def _beginning(pattern: re.Pattern[str], text: str, places: list[int]) -> Iterator[re.Match[str]]:
    """The matches that do not begin inside a word, or begin right behind the fillers or the digit that end a line."""
    match = pattern.search(text)
    while match is not None:
        start = match.start()
        inside = start > 0 and places[start] - places[start - 1] == 1 and text[start - 1].isalpha()
        if not inside:
            yield match
        match = pattern.search(text, start + 1 if inside else match.end())


def _lines(view: View, start: int, end: int) -> Iterator[_Line]:
    """The lines of zones in one run of their characters."""
    text, places = _compact(view, start, end)

    def line(match: re.Match[str], part: str, last: int | None = None) -> _Line:
        stop = match.end() if last is None else last
        return _Line(places[match.start()], places[stop - 1] + 1, part)

    matches = ((match, part) for pattern, part in _PATTERNS for match in _beginning(pattern, text, places))
    found = sorted(matches, key=lambda one: (one[0].start(), one[1]))
    at = 0
    for match, part in found:
        if match.start() < at:
            continue
        at = match.start() + _length(match[0], part)
        one = line(match, part, at)
        if part == "p1":
            one.kind, one.issuer = match[0][0], match[0][2:5]
        elif part == "c1":
            one.kind, one.issuer = ("R" if match[0][1] == "R" else "I"), match["issuer"]
        if part in ("p2", "c1"):
            _checked(one, (match["number"], match["number_check"]))
        if part in ("p2", "c2"):
            one.issuer = one.issuer or match["state"]
            _checked(one, (mrz.mended(match["birth"]), match["birth_check"]), (mrz.mended(match["expiry"]), match["expiry_check"]))
        yield one
    names = _CARD_3.match(text, at)
    if names:
        yield line(names, "c3", at + _length(names[0], "c3"))


def _length(found: str, part: str) -> int:
    """How much of a match is the line: no more than its form has, and no word that follows it after a space."""
    if part == "p2":
        short = found[:_VISA_LENGTH]
        visa = short[-2:-1] == "<" and mrz.passes(short[:10] + short[13:20] + short[21:35], short[-1])
        return len(short) if visa else len(found)
    if part in ("p1", "c3"):
        found = found[: _PASSPORT_LENGTH if part == "p1" else _CARD_LENGTH]
        return len(_WORD_BEHIND.sub("<<", found))
    return len(found)


def _whole(lines: list[_Line]) -> Zone | None:
    """A zone of neighbouring lines, or None when they are not enough to be one."""
    kinds = [line.kind for line in lines if line.kind]
    parts = {line.part for line in lines}
    passed, failed = sum(line.passed for line in lines), sum(line.failed for line in lines)
    if parts == {"c3"} or (not passed and parts <= {"c1", "c2", "c3"} and len(parts) == 1):
        return None
    kind = kinds[0] if kinds else ("P" if "p2" in parts else "I")
    issuer = next((line.issuer for line in lines if line.issuer), "")
    check: bool | None = True
    if passed + failed == 0:
        score, check = 0.85, None
    elif failed == 0:
        score = 0.99 if passed > 1 else 0.85
    elif passed > 1:
        score = 0.9  # one misread character makes one field fail, not the zone
    else:
        score, check = (0.6 if passed or len(parts) > 1 else 0.5), False
    return Zone(lines[0].start, lines[-1].end, kind, issuer, score, check)


def _next_filler(text: str, at: int, *, guillemets: bool) -> int:
    """Where the next filler stands, or -1. Most texts hold one of its signs only, and one sign is found sooner than two."""
    if not guillemets:
        return text.find("<", at)
    sign = _FILLER.search(text, at)
    return -1 if sign is None else sign.start()


def _runs(text: str) -> Iterator[re.Match[str]]:
    """The runs of the lines that hold a filler."""
    guillemets = "«" in text
    sign = _next_filler(text, 0, guillemets=guillemets)
    while sign >= 0:
        start = text.rfind("\n", 0, sign) + 1
        end = text.find("\n", sign)
        end = len(text) if end < 0 else end
        yield from _RUN.finditer(text, start, end)
        sign = _next_filler(text, end, guillemets=guillemets)


def _zones(view: View) -> list[Zone]:
    text = view.text
    if "<" not in text and "«" not in text:
        return []
    groups: list[list[_Line]] = []
    for run in _runs(text):
        if run.end() - run.start() < _SHORTEST or ("<" not in run[0] and "«" not in run[0]):
            continue
        view.step("mrz")
        for line in _lines(view, *run.span()):
            last = groups[-1][-1] if groups else None
            if last and line.start - last.end <= _GAP and not text[last.end : line.start].strip(" \t\r\n<>|") and line.part > last.part:
                groups[-1].append(line)
            else:
                groups.append([line])
    return [found for group in groups if (found := _whole(group)) is not None]


def zone(view: View) -> object:
    """The need of any zone in the text."""
    return view.memo("mrz_zones", _zones)


def zones(view: View, *kinds: str) -> Iterator[Zone]:
    """The zones of these kinds in the text; worked out once for all of them."""
    return (found for found in view.memo("mrz_zones", _zones) if found.kind in kinds)
