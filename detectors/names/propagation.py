"""A person named in full once is known: afterwards every inflected lone surname or given name of theirs is found.

Works over one text or over several (the segments of a document, the turns of a conversation): :func:`known` collects what the names
found so far are made of, :func:`again` finds them where nothing else was found. What is known lives as long as the caller keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from detectors.names.table import Table

type Span = tuple[int, int, str]
"""(start, end, rule), in characters."""

ANCHORS = frozenset(["full", "title", "address", "field", "signature", "tail", "role", "lower"])
"""Rules sure enough to make a name known."""
SHORTEST = 3
"""Letters of a stem; shorter ones would fit too much."""
MOST = 20_000
"""Names kept; a text with more is a directory, where each stands in full anyway."""

_ENDINGS = """
    ových ovými ovým ovou ovi ová ové ova ovo ovy ovu ově ův ého ému ých ými ým ém em ům ech ou ho mu ina iny inu ino inou ině in
    a e ě i o u y ů í ý á é m
""".split()  # noqa: SIM905  a list of endings reads as one
_FLEETING = re.compile(r"(?<=[bcčdďfghjklmnňprřsštťvzž])e(?=[kcl]\Z)")
_WORD = re.compile(r"[^\W\d_]{3,30}")
_INITIAL = re.compile(r"\w\.?\Z")


def stems(word: str) -> set[str]:
    """What may be left of a word when its ending is taken off, in lower case: Hájkovi → hájkovi, hájkov, hájk."""
    low = word.lower()
    found = {_FLEETING.sub("", low)}
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= SHORTEST:
            found.add(_FLEETING.sub("", low[: -len(ending)]))
    return found


def known(text: str, spans: Iterable[Span]) -> set[str]:
    """The stems of the names found in a text: of every word of a full name, and of a surname that a title or "paní" stood before."""
    found: set[str] = set()
    for start, end, rule in spans:
        if rule in ANCHORS and len(found) < MOST:
            for match in _WORD.finditer(text, start, end):
                word = match[0]
                narrow = stems(word)
                found |= {s for s in narrow if len(s) >= max(SHORTEST, len(word) - 3)}
    return found


def again(text: str, names: Collection[str], taken: Iterable[Span], table: Table) -> Iterator[Span]:
    """(start, end, "again") of every capitalised lone word that is a form of a known name, outside of what is taken.

    A word that is also an ordinary one counts only where no sentence begins and no other capital stands beside it.
    """
    if not names:
        return
    prefixes = {name[:SHORTEST] for name in names}
    free = _free(text, sorted((a, b) for a, b, _ in taken))
    for begin, stop in free:
        for match in _WORD.finditer(text, begin, stop):
            word = match[0]
            if not word[0].isupper() or word[:SHORTEST].lower() not in prefixes:
                continue
            if stems(word).isdisjoint(names) or (table.lower(word.lower()) and not _alone(text, *match.span())):
                continue
            if not _part_of_another(text, *match.span()):
                yield match.start(), match.end(), "again"


_BEFORE = re.compile(r"(\w|[,(;]) ?\Z")
_CAPITAL_AFTER = re.compile(r" [^\W\d_a-zěščřžýáíéúůóďťň]")
_STREET = re.compile(r"(?:ulic\w{1,2}|ul\.|tř\.|tříd\w|náměstí|nám\.|nábřeží|sídliště) ?(?:\w+ )?\Z")


def _alone(text: str, start: int, end: int) -> bool:
    """Whether the word stands inside a sentence, with no other capitalised word behind it."""
    return _BEFORE.search(text, max(start - 3, 0), start) is not None and not _CAPITAL_AFTER.match(text, end)


def _part_of_another(text: str, start: int, end: int) -> bool:
    """Whether the word is a street's."""
    return _STREET.search(text, max(start - 30, 0), start) is not None or bool(re.match(r" \d{1,4}(?:/|,|\n|\Z)", text[end : end + 6]))


def _free(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last = 0
    for start, end in taken:
        if start > last:
            yield last, start
        last = max(last, end)
    yield last, len(text)
