"""Surrogates: realistic Czech values that stand for values, where a tool does better with them than with ``[OSOBA_1]``.

None can be anybody's: names are made up here, everything else and why is in :mod:`gateway.act.surrogate_values`. Which one it is follows
from the token alone, so nothing is kept beside the table of tokens. Kinds that have no such values keep their token, and so does who comes
after the last name of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from gateway.act import surrogate_values
from gateway.act.same_person import is_feminine
from gateway.act.tokens import Token

MEN = ("Adam", "Robin", "Viktor", "Albert", "Oskar", "Hubert", "Norbert", "Radim", "Bohumil", "Gustav")
WOMEN = ("Irena", "Regina", "Sabina", "Karolina", "Kristina", "Simona", "Ilona", "Leona", "Nina", "Romana")
SURNAMES = (
    "Borlák", "Drabník", "Hvozdar", "Kelman", "Lovčan", "Merták", "Nebdal", "Ostran", "Plevnar", "Rusník", "Skorvan", "Trhlan", "Udavan",
    "Vlčnar", "Zábrdlan", "Čermnar", "Ďurkan", "Řehtan", "Šlapan", "Žižlan", "Bystrnar", "Chvalkan", "Dubnar", "Fraňkan",
)  # fmt: skip
"""One for each person of a conversation, so that a surname alone still says who it is."""

_BEFORE = ("", "Za", "Po")
"""What surnames begin with above each floor of the tokens' numbers: those of a table that may have been lost mean somebody else."""

LONGEST = 96
"""Characters of the longest surrogate with what a model may put between its digits."""

_MALE, _FEMALE = ("", "a", "ovi", "a", "ovi", "em"), ("ová", "ové", "ové", "ovou", "ové", "ovou")
_HERS = ("a", "y", "ě", "u", "ě", "ou")
"""Endings: nominative, genitive, dative, accusative, locative, instrumental."""

_BETWEEN = re.compile(r"[\s./-]")
_WORD = re.compile(r"\w")


def written(token: Token, value: str, mention: str = "") -> str:
    """What is written for a token whose value this is, in the case of the mention where that can be told; else the token itself."""
    if token.name == "OSOBA":
        forms = _names(token, value)
        return forms[_case(mention or value, feminine=is_feminine(value))] if forms else str(token)
    return surrogate_values.made(token, value) or str(token)


def forms(token: Token, value: str) -> tuple[str, ...]:
    """Everything that a model may write for it: of a person every case, and the surname alone."""
    if token.name == "OSOBA":
        named = _names(token, value)
        return (*named, *(name.rpartition(" ")[2] for name in named))
    return surrogate_values.forms(token, value)


def _names(token: Token, value: str) -> tuple[str, ...]:
    where = surrogate_values.place(token.number)
    if where is None or where[1] > len(SURNAMES):
        return ()
    at, before = where[1] - 1, _BEFORE[where[0]]
    surname = before + SURNAMES[at].lower() if before else SURNAMES[at]
    if is_feminine(value):
        given = WOMEN[at % len(WOMEN)][:-1]
        return tuple(f"{given}{hers} {surname}{ending}" for hers, ending in zip(_HERS, _FEMALE, strict=True))
    given = MEN[at % len(MEN)]
    return tuple(f"{given}{ending} {surname}{ending}" for ending in _MALE)


def _case(mention: str, *, feminine: bool) -> int:
    """The case of a mention, by its endings; nominative where they do not tell."""
    words = [word.lower() for word in mention.split()]
    first, last = words[0], words[-1]
    if feminine:
        if last.endswith("ou"):
            return 5 if first.endswith("ou") else 3
        return 0 if not last.endswith("é") else 1 if first.endswith("y") else 2
    if last.endswith("em") and (len(words) == 1 or first.endswith("em")):
        return 5
    if last.endswith(("ovi", "ému")):
        return 2
    return 1 if len(words) > 1 and first.endswith("a") and last.endswith(("a", "ého")) else 0


class Surrogates:
    """The surrogates of one answer, to be found in its texts."""

    def __init__(self, values: Mapping[Token, str]) -> None:
        found = [(form, token) for token, value in values.items() for form in forms(token, value)]
        self._tokens = {_plain(form): token for form, token in found}
        ordered = sorted((form for form, _ in found), key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_spelt, ordered))) if ordered else None
        self._prefixes = frozenset(plain[:end] for plain in self._tokens for end in range(1, len(plain) + 1))
        self._firsts = frozenset(plain[0] for plain in self._tokens)

    def find(self, text: str, begin: int = 0) -> Iterator[tuple[int, int, Token]]:
        """(start, end, token) of each, from left to right."""
        for match in self._pattern.finditer(text, begin) if self._pattern else ():
            yield match.start(), match.end(), self._tokens[_plain(match[0])]

    def open_from(self, text: str) -> int:
        """From where the end of a text may be the beginning of one, or of one that goes on."""
        for start in range(max(len(text) - LONGEST, 0), len(text)):
            if text[start] in self._firsts and not (start and text[start - 1].isalnum()) and _plain(text[start:]) in self._prefixes:
                return start
        return len(text)


def _spelt(form: str) -> str:
    if form[-1].isdigit():  # a number: a model leaves out what stands between its digits, or puts in something else
        digits = [re.escape(char) for char in _plain(form)]
        return rf"(?<!\w){r'[ ./-]{0,2}'.join(digits)}(?!\w)"
    return rf"(?<!\w){r'\s{1,2}'.join(map(re.escape, form.split(' ')))}(?!\w)"


def _plain(text: str) -> str:
    """Without what may stand between digits; a name with one space between its words."""
    return _BETWEEN.sub("", text)


def only(found: Iterable[tuple[str, int, int]], values: Mapping[Token, str]) -> bool:
    """Whether all that a second scan found, as (text, start, end), lies in surrogates of this table: in one, or in several with nothing
    between but what parts them.
    """
    surrogates = Surrogates(values)
    ours: dict[str, list[tuple[int, int]]] = {}
    for text, start, end in found:
        spans = ours.get(text)
        if spans is None:
            spans = ours[text] = [(begin, stop) for begin, stop, _ in surrogates.find(text)]
        rest, at = "", start
        for begin, stop in spans:
            if begin < end and stop > at:
                rest, at = rest + text[at:begin], stop
        if _WORD.search(rest + text[at:end]):
            return False
    return True
