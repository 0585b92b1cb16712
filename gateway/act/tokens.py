"""Tokens that stand for values: ``[OSOBA_1]``. Czech words, so that a model and a Czech reader understand what stood there.

A model gives tokens back as it likes: in another case, declined, with diacritics, with a space or a backslash in place of the
underscore, in full-width brackets or in none, with an ending behind it. :func:`find` reads all of these, and never a bare word with a
number that is ordinary Czech ("osoba 1").
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MAX_LENGTH = 80
"""Characters of a token with everything a model may put into it. The longest name has 24 letters."""

MAX_NUMBER = 999_999
"""One request holds at most some ten thousand values."""

FOUND_LATER = 10_000
"""Above it begin the numbers of a conversation that is not known although the provider has begun it: what was kept of its first question
may be lost, and a number of it must not come to mean somebody else. No prompt holds so many values."""

FILES_FLOOR = 100_000
"""Above it begin the numbers of files that name no conversation, so that their tokens differ from those of every conversation."""

_OPENS, _CLOSES = r"\[［【〔", r"\]］】〕"
_BRACKETED = re.compile(
    rf"\\*[{_OPENS}][\\*`]{{0,4}}[^\S\n]{{0,2}}(?P<name>[^\W\d_](?:[^\W\d]|[^\S\n]|[\\*＿-]){{1,40}}?)(?:[^\S\n]|[\\_*＿-]){{0,4}}"
    rf"(?P<number>\d{{1,6}})[^\S\n]{{0,2}}[\\*`]{{0,4}}[{_CLOSES}]"
)
_BARE = re.compile(
    rf"(?<![\w{_OPENS}])(?P<name>[^\W\d_a-z](?:[^\W\da-z]|\\(?=_)){{1,40}}?)\\?_(?P<number>\d{{1,6}})"
    rf"(?![A-Z\d_{_CLOSES}])(?!(?!(?:ov[iaouě]|em|ou|[aeiouyěéíů])(?!\w))\w)"
)
_MARK = re.compile(f"[{_OPENS}＿]")
_PARTS = re.compile(r"[^\W\d_]+")

_OPEN = re.compile(rf"\\*[{_OPENS}][^{_OPENS}{_CLOSES}\n]{{0,{MAX_LENGTH - 16}}}\\*\Z")
_OPEN_BARE = re.compile(rf"(?<![\w{_OPENS}])[^\W\d_a-z](?:[^\Wa-z]|\\(?=_))*(?:\\|\\?_(?:\d{{0,6}}|\d{{1,6}}[a-zěéíů]{{1,3}}))?\Z")
_SLASHES = re.compile(r"\\+\Z")


@dataclass(frozen=True, slots=True)
class Token:
    """The n-th value of a kind in one conversation; ``number`` counts from 1."""

    name: str
    number: int

    def __str__(self) -> str:
        """As it is written into a request."""
        return f"[{self.name}_{self.number}]"


@cache
def names() -> Mapping[str, str]:
    """The token's word of each entity: capital letters A to Z and underscores, no two of one stem."""
    return dict(tomllib.loads((files("gateway.act") / "tokens.toml").read_text(encoding="utf-8")))


def name_of(entity: str) -> str:
    """The token's word of an entity; that of OTHER for one that is not listed."""
    return names().get(entity) or names()["OTHER"]


def find(text: str, begin: int = 0) -> Iterator[tuple[int, int, Token]]:
    """(start, end, token) of every token in a text from ``begin`` on, however a model wrote it, from left to right.

    What stands before ``begin`` only tells whether a word begins there.
    """
    if "_" not in text and not _MARK.search(text):
        return
    found = [(match, _token(match)) for pattern in (_BRACKETED, _BARE) for match in pattern.finditer(text, begin)]
    end = 0
    for match, token in sorted(found, key=lambda one: one[0].start()):
        if token is not None and match.start() >= end:
            end = match.end()
            yield match.start(), end, token


def open_from(text: str) -> int:
    """From where the end of a text may be the beginning of a token that is not whole yet; ``len(text)`` when it cannot be."""
    for pattern in (_OPEN, _OPEN_BARE, _SLASHES):
        match = pattern.search(text, max(len(text) - MAX_LENGTH, 0))
        if match is not None:
            return match.start()
    return len(text)


def _token(match: re.Match[str]) -> Token | None:
    number = int(match["number"])
    if not 0 < number <= MAX_NUMBER:
        return None
    word = _word(match["name"])
    return None if word is None else Token(word, number)


def _word(written: str) -> str | None:
    """The name that a model's spelling of it means: each part may be declined and have diacritics."""
    parts = tuple(_PARTS.findall(_plain(written)))
    return _stems().get(tuple(map(_stem, parts))) if parts else None


@cache
def _stems() -> Mapping[tuple[str, ...], str]:
    return {tuple(_stem(part) for part in name.split("_")): name for name in names().values()}


_ENDING = re.compile(r"(?<=[A-Z]{3})(?:OU|EHO|EMU|EM|YM|UM|AM|ACH|ECH|ICH|YCH|AMI|EMI|YMI|OVI|IM|[AEIOUY])\Z")


def _stem(part: str) -> str:
    """Without its ending: OSOBA, OSOBY, OSOBOU and OSOBAMI have one stem."""
    return _ENDING.sub("", part)


def _plain(text: str) -> str:
    """Capital letters without diacritics, of ordinary width."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.upper()) if not unicodedata.combining(char))
