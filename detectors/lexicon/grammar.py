"""One line of a lexicon file → one entry.

``diagnóz*``                a word and its endings (at most :data:`ENDING` letters)
``zdravotn* (stav*|kart*)`` words in a row; alternatives in brackets, also with an empty one: ``(vážně |)nemocn*``
``=Rom``                    exactly so, with this case and these diacritics

Terms are written in Czech as they are; letters are compared without case and diacritics. A term begins with at least three letters
of a word, or is the whole word; a ``*`` needs four letters before it, so that a stem says what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from detectors.text.characters import fold
from detectors.text.words import KEY

ENDING = 8
"""The longest run of letters that ``*`` stands for: -ovanými and a letter more."""

_GAP = r"\s{1,4}|[-/]"
_LETTERS = re.compile("[a-z]+")
_TOKEN = re.compile(r"\*|\(|\)|\||[ ]|[a-z]+|[0-9]+|.")


class BadEntry(ValueError):
    """A line that cannot be read."""


@dataclass(frozen=True)
class Entry:
    """A term. ``category`` is its file's name, ``section`` the part of the file it stands in."""

    category: str
    section: str
    source: str
    first: tuple[tuple[str, bool], ...]  # (first word, whether it may go on)
    exact: bool = False
    folded: str = field(default="", repr=False)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Over folded text, from the beginning of a word. Compiled when its first word is first met."""
        return re.compile(_expression(self.folded) + r"(?![a-z])")

    @cached_property
    def needs(self) -> frozenset[str]:
        """The first :data:`KEY` letters of words after the first, at least one of which stands in any text with this term; empty: none."""
        known = [keys for place, piece in enumerate(_pieces(self.folded)) if (keys := _keys(piece, after=int(place == 0)))]
        return max(known, key=lambda keys: (min(map(len, keys)), -len(keys)), default=frozenset())

    def end(self, text: str, folded: str, start: int) -> int:
        """Where the term that begins at ``start`` ends, or -1."""
        match = self.pattern.match(folded, start)
        if match is None or (self.exact and text[start : match.end()] != self.source):
            return -1
        return match.end()


def _expression(folded: str) -> str:
    """The regular expression of a folded term. Every repetition in it is bounded."""
    pieces = {"*": f"[a-z]{{0,{ENDING}}}", "(": "(?:", ")": ")", "|": "|", " ": f"(?:{_GAP})"}
    return "".join(pieces.get(token, re.escape(token)) for token in _TOKEN.findall(folded))


def _alternatives(group: str) -> tuple[list[str], str]:
    """What may stand for the bracket that a piece begins with, and what follows the bracket."""
    depth, cuts = 0, [0]
    for at, char in enumerate(group):
        depth += (char == "(") - (char == ")")
        if (char == "|" and depth == 1) or depth == 0:
            cuts.append(at)
        if depth == 0:
            break
    return [group[a + 1 : b] for a, b in pairwise(cuts)], group[cuts[-1] + 1 :]


def _pieces(term: str) -> list[str]:
    """The term cut at its spaces outside brackets."""
    depth, cuts = 0, [-1]
    for at, char in enumerate(term):
        depth += (char == "(") - (char == ")")
        if char == " " and depth == 0:
            cuts.append(at)
    return [term[a + 1 : b] for a, b in pairwise([*cuts, len(term)])]


def _keys(piece: str, after: int) -> frozenset[str]:
    """For each reading of a piece the key of its longest word from the ``after``-th; empty when one has none."""
    found = [max(map(_key, reading.split(" ")[after:]), key=len, default="") for reading in readings(piece)]
    return frozenset(found) if all(found) else frozenset()


def readings(term: str) -> Iterator[str]:
    """The term without brackets, once for every choice of alternatives."""
    start, bracket, _ = term.partition("(")
    if not bracket:
        yield start
        return
    inside, after = _alternatives(term[len(start) :])
    for alternative in inside:
        yield from readings(start + alternative + after)


def _key(word: str) -> str:
    """What the word of a text that this word of a term fits begins with; "" where that cannot be said."""
    letters = word.removesuffix("*")
    if not _LETTERS.fullmatch(letters) or (len(letters) < KEY and letters != word):
        return ""
    return letters[:KEY]


def _firsts(term: str) -> Iterator[tuple[str, bool]]:
    """The words a term may begin with, and for each whether it may go on."""
    head = _LETTERS.match(term)
    start = head[0] if head else ""
    rest = term[len(start) :]
    if rest.startswith("(") and len(start) < KEY:
        inside, after = _alternatives(rest)
        for alternative in inside:
            yield from _firsts((start + alternative + after).lstrip())
    elif not start or (rest.startswith("*") and len(start) < KEY):
        raise BadEntry(f"a term begins with a word, and a star needs {KEY} letters before it")
    else:
        yield start, rest[:1] in {"*", "("}


def entry(line: str, category: str, section: str) -> Entry:
    """The entry that a line says. Raises :class:`BadEntry`."""
    exact = line.startswith("=")
    source = line[1:] if exact else line
    folded = fold(source)
    if folded.count("(") != folded.count(")") or (exact and "*" in folded):
        raise BadEntry("brackets do not match, or a star stands in an exact term")
    return Entry(category, section, source, tuple(dict.fromkeys(_firsts(folded))), exact, folded)
