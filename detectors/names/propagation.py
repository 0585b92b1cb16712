"""A person named in full once is known: afterwards every inflected lone surname or given name of theirs is found.

Works over one text or over several (the segments of a document, the turns of a conversation): :func:`known` collects what the names
found so far are made of, :func:`again` finds them where nothing else was found. What is known lives as long as the caller keeps it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator

from detectors.names.table import PLACE, Table

type Span = tuple[int, int, str]
"""(start, end, rule), in characters."""

ANCHORS = frozenset(["full", "title", "address", "field", "signature", "tail", "role", "lower"])
"""Rules sure enough to make a name known."""
SHORTEST = 3
"""Letters of a stem; shorter ones would fit too much."""
FEW = 48
"""Beginnings of known names that are looked for one by one."""
MOST = 20_000
"""Names kept; a text with more is a directory, where each stands in full anyway."""

_ENDINGS = """
    ových ovými ovým ovou ovi ová ové ova ovo ovy ovu ově ův ého ému ých ými ým ém em ům ech ou ho mu ina iny inu ino inou ině in
    a e ě i o u y ů í ý á é m
""".split()  # noqa: SIM905  a list of endings reads as one
_BY_LENGTH = [(size, frozenset(ending for ending in _ENDINGS if len(ending) == size)) for size in sorted({len(e) for e in _ENDINGS})]
_FLEETING = re.compile(r"(?<=[bcčdďfghjklmnňprřsštťvzž])e(?=[kcl]\Z)")
_WORD = re.compile(r"[^\W\d_]{3,30}")


def stems(word: str) -> set[str]:
    """What may be left of a word when its ending is taken off, in lower case: Hájkovi → hájkovi, hájkov, hájk."""
    low = word.lower()
    found = {_FLEETING.sub("", low)}
    for size, endings in _BY_LENGTH:
        if len(low) - size >= SHORTEST and low[-size:] in endings:
            found.add(_FLEETING.sub("", low[:-size]))
    return found


def known(text: str, spans: Iterable[Span]) -> set[str]:
    """The stems of the names found in a text: of every word of a full name, and of a surname that a title or "paní" stood before."""
    found: set[str] = set()
    for start, end, rule in spans:
        if rule in ANCHORS and len(found) < MOST:
            for word in set(_WORD.findall(text, start, end)):
                found.update(s for s in stems(word) if len(s) >= max(SHORTEST, len(word) - 3))
    return found


def again(text: str, names: Collection[str], taken: Iterable[Span], table: Table) -> Iterator[Span]:
    """(start, end, "again") of every capitalised lone word that is a form of a known name, outside of what is taken, in order.

    A word that is also an ordinary one counts only where no sentence begins and no other capital stands beside it; a street, a firm, an
    institution or a town that bears the name is none.
    """
    if not names:
        return
    spans = sorted((a, b) for a, b, _ in taken)
    starts = [a for a, _ in spans]
    for start, end in _candidates(text, {name[:SHORTEST] for name in names}):
        beside = bisect_right(starts, end - 1) - 1
        if beside >= 0 and spans[beside][1] > start:
            continue
        word = text[start:end]
        if stems(word).isdisjoint(names) or (table.lower(word.lower()) and not _alone(text, start, end)):
            continue
        if not _part_of_another(text, start, end) and not _place(text, start, word, table):
            yield start, end, "again"


def _candidates(text: str, prefixes: Collection[str]) -> Iterable[tuple[int, int]]:
    """Capitalised words that begin like a known name. A few beginnings are looked for one by one, which is a hundred times faster."""
    if len(prefixes) > FEW:
        return (m.span() for m in _WORD.finditer(text) if m[0][0].isupper() and m[0][:SHORTEST].lower() in prefixes)
    found: set[tuple[int, int]] = set()
    for prefix in prefixes:
        for form in {prefix.capitalize(), prefix.upper(), prefix[:2].capitalize() + prefix[2:].upper()}:
            at = text.find(form)
            while at >= 0:
                match = _WORD.match(text, at)
                if match is not None and not (at and text[at - 1].isalpha()):
                    found.add(match.span())
                at = text.find(form, match.end() if match else at + SHORTEST)
    return sorted(found)


_BEFORE = re.compile(r"(\w|[,(;]) ?\Z")
_CAPITAL_AFTER = re.compile(r" [^\W\d_a-zěščřžýáíéúůóďťň]")
_FIRM_AFTER = re.compile(
    r",? ?(?:s\. ?r\. ?o|spol\. s|a\. ?s\.|v\. ?o\. ?s|k\. ?s\.|z\. ?s\.|o\. ?p\. ?s|GmbH|Ltd|Inc\b|& |a syn|a spol)"
    r"| (?:kraj|okres|ulic|náměstí|univerzit|úřad|soud|nemocnic|škol|gymnázi|most|hrad|zám|divadl|muze|cena|ceny|cenu|zákon|metod|teori"
    r"|nemoc|syndrom|potok|rybník|vrch|dům|vil[ay]|sad[ůyů]|park|hotel|pivovar)"
)
_FIRM_BEFORE = re.compile(
    r"(?:firm\w{1,2}|společnost\w{0,2}|hotel\w{0,2}|restaurac\w|nakladatelství|pekárn\w|pivovar\w{0,2}|obchod\w{0,2}"
    r"|stavebnin\w|značk\w)[ „\"]{1,2}\Z",
    re.IGNORECASE,
)
_TOWN_BEFORE = re.compile(r"(?<!\w)(?:[vV]e?|[dD]o|[zZ]e?|[nN]a|[nN]ad|[pP]od|obc[ei]|měst\w|okres\w{0,2}|[pP]raha|[pP]raze) \Z")
_STREET = re.compile(r"(?:ulic\w{1,2}|ul\.|tř\.|tříd\w|náměstí|nám\.|nábřeží|sídliště) ?(?:\w+ )?\Z")


def _alone(text: str, start: int, end: int) -> bool:
    """Whether the word stands inside a sentence, with no other capitalised word behind it."""
    return _BEFORE.search(text, max(start - 3, 0), start) is not None and not _CAPITAL_AFTER.match(text, end)


def _part_of_another(text: str, start: int, end: int) -> bool:
    """Whether the word is a street's, a firm's or an institution's."""
    if _FIRM_AFTER.match(text, end) is not None or _FIRM_BEFORE.search(text, max(start - 24, 0), start) is not None:
        return True
    return _STREET.search(text, max(start - 30, 0), start) is not None or bool(re.match(r" \d{1,4}(?:/|,|\n|\Z)", text[end : end + 6]))


def _place(text: str, start: int, word: str, table: Table) -> bool:
    """Whether the word is a town behind "v", "do", "z"."""
    if _TOWN_BEFORE.search(text, max(start - 9, 0), start) is None:
        return False
    return any(table.get(base.encode()) & PLACE for base in (word, *(stem.capitalize() for stem in stems(word))))
