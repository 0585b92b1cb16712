"""Names of towns, and where the name of one ends in a text."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from detectors.text.characters import fold

_UPPER = "A-ZÁČĎÉĚÍĽŇÓŘŠŤÚŮÝŽÄÖÜ"
_WORD = rf"[{_UPPER}][\w'’]{{1,20}}"
_JOIN = r"(?:nad|pod|u|v|ve|na|při|pri|za|mezi|ob|od|nad[.])"
_PHRASE = re.compile(rf"{_WORD}(?:[ -]{_WORD}){{0,3}}(?:[ ]{_JOIN}[ ]{_WORD}(?:[ ]{_WORD})?)?(?:[ ]?-[ ]?{_WORD}(?:[ ]{_WORD})?)?")
_PIECES = re.compile(rf"{_WORD}|[ -]|{_JOIN}(?= )")
_ADJECTIVE = re.compile(r".{2,}(?:á|é|ý|í|ův|ovo|ova|ovy|iny|in|y)\Z", re.IGNORECASE)
_DISTRICT = re.compile(
    rf"(?:[ ](?:[1-9][0-9]?|[IVX]{{1,6}})(?!\w|[/,][0-9]|\.[0-9]|\. [a-z]|[ ](?:až|a [0-9P]|[0-9])))?"
    rf"(?:[ ]?-[ ]?(?:[IVX]{{1,6}}-)?{_WORD}(?:[ ]{_WORD})?)?"
)
_LONGEST = 48
_SHORTEST = 3
"""Of an unknown name; "Kč" is none."""


@cache
def towns() -> frozenset[str]:
    """Known towns, folded."""
    lines = files(__package__).joinpath("towns.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(name.strip()) for line in lines if not line.startswith("#") for name in line.split(",") if name.strip())


def is_town(name: str) -> bool:
    """Whether the whole name is a known town's, in the nominative."""
    return fold(name) in towns()


@cache
def _beginnings() -> frozenset[str]:
    """The first three letters of known towns, folded; of a shorter name all."""
    return frozenset(name[:3] for name in towns())


def begins_town(text: str, start: int) -> bool:
    """Whether a known town's name may begin here. No name that :func:`read_town` knows begins otherwise."""
    begin = fold(text[start : start + 3])
    return (begin in _beginnings() or begin[:2] in _beginnings()) and text[start].isupper()


def read_town(text: str, start: int) -> tuple[int, bool] | None:
    """Where the town's name that begins at ``start`` ends, its part of town included, and whether the town is known; None: no name.

    The longest known name wins; of an unknown one the words that a Czech place name can have.
    """
    match = _PHRASE.match(text, start, start + _LONGEST)
    if match is None:
        return None
    ends = [m.end() for m in _PIECES.finditer(text, start, match.end()) if m[0] not in {" ", "-"}]
    known = towns()
    end = next((e for e in reversed(ends) if fold(text[start:e]) in known), 0)
    if not end:
        end = _unknown_end(text, start, match.end())
        if end - start < _SHORTEST:
            return None
    tail = _DISTRICT.match(text, end)
    return (tail.end() if tail else end), fold(text[start:end]) in known


def _unknown_end(text: str, start: int, limit: int) -> int:
    """An unknown name: one word, a second behind an adjective, and what a preposition joins."""
    words = text[start:limit].split(" ")
    taken = 1
    while taken < len(words) and taken < 3 and words[taken][:1].isupper() and _ADJECTIVE.match(words[taken - 1]):
        taken += 1
    if taken + 1 < len(words) and words[taken][:1].islower() and words[taken + 1][:1].isupper():
        taken += 2
    return start + len(" ".join(words[:taken]))
