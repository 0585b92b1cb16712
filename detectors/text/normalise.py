"""Unicode normalisation with offsets: one form for every way of writing the same characters.

NFKC; every script's digits as 0–9; invisible characters removed; any space, dash or slash as ' ', '-', '/'; Cyrillic and Greek
look-alikes as Latin inside words that mix scripts and inside numbers. Diacritics stay. Text that needs nothing of this (Czech as it
is usually written) is recognised by its bytes or by one regular expression and returned as it is.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from detectors.text.characters import LOOK_ALIKES, NUMBER_LOOK_ALIKES, TABLE, coded, plain_coded, stands_for_itself
from detectors.text.offsets import Offsets

_USUAL = (*range(0x250), *range(0x2000, 0x2100), 0x20AC, 0x2022, 0x2103, 0xFFFD)
"""Code points tested for standing for themselves; others take the slow way, which is only slower."""


def _class_of(codes: list[int]) -> str:
    """A regular expression class of these code points, written as ranges."""
    cuts = [i + 1 for i, (a, b) in enumerate(pairwise(codes)) if b != a + 1]
    runs = [codes[a:b] for a, b in pairwise([0, *cuts, len(codes)])]
    return "".join(f"{re.escape(chr(run[0]))}-{re.escape(chr(run[-1]))}" for run in runs)


_UNUSUAL = re.compile(f"[^{_class_of(sorted(c for c in _USUAL if TABLE[chr(c)] == chr(c)))}]+")
_OTHER_ALPHABET = re.compile("[\u0370-\u052f]")
_WORD = re.compile(r"[\w|]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_DIGIT = re.compile("[0-9]")
_RAISED = frozenset("\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079")
_FOOTNOTE = re.compile("[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{1,2}")


def _mended(match: re.Match[str]) -> str:
    """A word with its foreign look-alikes folded, where the word itself shows that they are foreign."""
    word = match[0]
    if word.isascii() or not _OTHER_ALPHABET.search(word):
        return word
    if not _LATIN.search(word):
        return word.translate(NUMBER_LOOK_ALIKES) if _DIGIT.search(word) else word
    return word.translate(LOOK_ALIKES)


def _compose(base: str, mark: str) -> str:
    """The base with the combining mark on it, or the base alone when no such letter exists (struck-through digits, "zalgo")."""
    composed = unicodedata.normalize("NFC", base[-1] + mark)
    return base[:-1] + composed if len(composed) == 1 else base


def _clusters(run: str) -> list[tuple[str, int]]:
    """The run as (plain form, how many given characters it came from). Linear: marks are composed one at a time."""
    found: list[tuple[str, int]] = []
    for char in run:
        plain = TABLE[char]
        if found and (not plain or unicodedata.combining(char)):
            base, length = found[-1]
            found[-1] = (_compose(base, char) if plain and base else base, length + 1)
        elif not plain or unicodedata.combining(char):
            found.append(("", 1))
        else:
            found.append((plain, 1))
    return found


def _is_footnote(text: str, start: int, end: int) -> bool:
    """A raised digit or two after a number: a footnote mark or a square, and no part of the number."""
    return (
        _FOOTNOTE.fullmatch(text, start, end) is not None
        and start > 0
        and text[start - 1].isalnum()
        and not (end < len(text) and text[end].isdigit())
    )


def _others_stand_for_themselves(text: str, data: bytes) -> bool:
    """Whether what has no place in the coding stands for itself, as an arrow does, or is a footnote mark. ``data``: the text as coded."""
    at = data.find(b"?")
    while at >= 0:
        char, end = text[at], at + 1
        if TABLE[char] != char:
            end += text[end : end + 1] in _RAISED
            if not _is_footnote(text, at, end) or _UNUSUAL.match(text, at - 1, at) or _UNUSUAL.match(text, end, end + 1):
                return False
        elif unicodedata.combining(char) or _OTHER_ALPHABET.match(char):
            return False
        at = data.find(b"?", end)
    return True


def normalised(text: str) -> tuple[str, bytes, bool, Offsets | None]:
    """:func:`normalise`, with the normalised text as :func:`detectors.text.characters.coded` has it. Most texts cost a few passes in C."""
    data, whole = coded(text)
    if whole:
        if stands_for_itself(data):
            return text, data, True, None
        plain = plain_coded(data)
        if plain is not None:
            return *plain, True, None
    elif stands_for_itself(data) and _others_stand_for_themselves(text, data):
        return text, data, False, None
    normal, offsets = normalise(text)
    return (text, data, whole, offsets) if normal == text else (normal, *coded(normal), offsets)


def normalise(text: str) -> tuple[str, Offsets | None]:
    """The normalised text, and its offsets (None when nothing moved). Never raises on any ``str``."""
    match = _UNUSUAL.search(text)
    if match is None:
        return text, None
    pieces: list[str] = []
    offsets = Offsets(end=len(text))
    done = length = 0  # how far in the given text, how long the normalised text
    moved = False
    while match is not None:
        start, end = match.span()
        if start > done and (unicodedata.combining(text[start]) or not TABLE[text[start]]):
            start -= 1  # a mark belongs to the letter before it, which may be a usual one
        if start > done:
            offsets.add(length, done, straight=True)
            pieces.append(text[done:start])
            length += start - done
        if _is_footnote(text, start, end):
            offsets.add(length, start, straight=True)
            pieces.append(text[start:end])
            length += end - start
        else:
            at = start
            for plain, taken in _clusters(text[start:end]):
                straight = taken == 1 == len(plain)
                moved = moved or not straight
                offsets.add(length, at, straight=straight)
                pieces.append(plain)
                length += len(plain)
                at += taken
        done = end
        match = _UNUSUAL.search(text, end)
    if done < len(text):
        offsets.add(length, done, straight=True)
        pieces.append(text[done:])
    normal = "".join(pieces)
    if _OTHER_ALPHABET.search(normal):
        normal = _WORD.sub(_mended, normal)
    return normal, offsets if moved else None
