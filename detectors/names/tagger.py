"""Which words are persons: the trained model, and around it the rules that are certain.

The model decides capitalised words (:mod:`detectors.names.model`). Rules add what stands behind a title or a form of address, in a field
or before "v. r.", and names in lower case; they take away streets, institutions, companies and headings in capitals.
"""

from __future__ import annotations

from detectors.names import evidence, plain, table
from detectors.names.model import Model
from detectors.names.spans import spans
from detectors.names.text import Text
from detectors.names.words import SECTIONS

type NameSpan = tuple[int, int, str]
"""(first token, token after the last, rule)."""

LIMIT = 0.38
"""The model's chance from which a word is a name's."""
SURE = 0.85
_MOST = 4
_FAMILIES_FIRST = SECTIONS["families_first"]
_UNSURE = 0.6
"""The chance that an ordinary word needs where a sentence begins."""
_SHOUTED = 4
"""So many words in capitals in a row are a heading."""


def tag(t: Text, model: Model) -> list[NameSpan]:
    """The persons of one text, in order, not overlapping."""
    chances = model.probabilities(t, LIMIT)
    found: list[NameSpan] = []
    for span in spans(t, chances, LIMIT):
        named = _judged(t, *span) if not found or span[0] >= found[-1][1] else None
        if named:
            found.append(named)
    found = _merged(found, _certain(t, found))
    found = _merged(found, plain.fields(t))
    return _merged(found, plain.lower(t))


def _merged(found: list[NameSpan], more: object) -> list[NameSpan]:
    """Both, where they do not overlap; a longer one that covers what was found takes its place."""
    out = found
    for a, b, rule in more:  # type: ignore[attr-defined]
        inside = [span for span in out if span[0] < b and a < span[1]]
        if not inside or all(a <= span[0] and span[1] <= b for span in inside):
            out = [span for span in out if span not in inside]
            out.append((a, b, rule))
    return sorted(out)


def _judged(t: Text, start: int, end: int, chance: float) -> NameSpan | None:
    """A span of the model with the rule that names it, or None where a rule forbids it."""
    start, end = _fitted(t, start, end)
    if start >= end:
        return None
    around = evidence.evidence_before(t, start)
    if _forbidden(t, start, end):
        return None
    if around in ("title", "address"):
        return start, _run(t, end - 1, _MOST - (end - start) + 1), around
    if _heading(t, start, end):
        return None
    run = _run(t, end - 1, _MOST - (end - start) + 1)
    for last in (run, end):
        behind = evidence.evidence_after(t, last)
        if behind:
            return start, last, behind
    if around == "role":
        return start, end, around
    words = [i for i in range(start, end) if t.words[i][0].isupper()]
    long = [i for i in words if len(t.words[i]) > 1]
    if not long:
        return None
    if len(long) > 1:
        return start, end, "full"
    if len(words) > 1:
        return start, end, "initial"
    only = long[0]
    if evidence.folded(t, only) in evidence.STOP and chance < SURE:
        return None
    if chance < _UNSURE and t.mask(only) & (table.COMMON | table.SEEN) and t.begins(only) == b"1":
        return None
    return start, end, "given" if t.mask(only) & table.GIVEN else "surname" if chance >= SURE else "lone"


def _fitted(t: Text, start: int, end: int) -> tuple[int, int]:
    """The span without what cannot begin a name, and with the surname or the given name that plainly belongs to it."""
    while start < end:
        following = start + 1
        leads = t.words[start] == "." or evidence.is_title(t, start)
        if not leads and following < end and not t.is_initial(start):
            leads = _leads(t, start, following)
        if not leads:
            break
        start = following
    if start >= end:
        return start, end
    left, how = t.left(start)
    if how == b" " and t.mask(left) & table.GIVEN and not t.mask(left) & table.COMMON and not t.words[left].isupper():
        start = left
    if evidence.folded(t, start) in _FAMILIES_FIRST:
        return start, _run(t, end - 1, _MOST)
    last = end - 1
    if t.words[last] != "." and t.mask(last) & table.ANY_GIVEN and not t.mask(last) & table.COMMON and end - start == 1:
        end = max(end, _run(t, last, 2))
    return start, end


def _leads(t: Text, start: int, following: int) -> bool:
    """Whether the first word of a span is something else before a name: "ODS Jan Novák", "Opava Petr Mráz", "Cena Jana Nováka"."""
    word, bits = t.words[start], t.mask(start)
    folded = evidence.folded(t, start)
    if (folded in evidence.INSTITUTIONS or folded in evidence.STREETS) and not bits & table.GIVEN:
        return True
    if not _possible(t, start) and not bits & table.ANY_NAME:
        return True
    if t.left(following)[0] != start or not t.mask(following) & table.ANY_GIVEN or bits & table.ANY_NAME:
        return False
    return bool(bits & (table.PLACE | table.FIRM)) or (word.isupper() and 1 < len(word) <= _SHOUTED and not t.words[following].isupper())


def _forbidden(t: Text, start: int, end: int) -> bool:
    """Whether the words, or the run of capitals that they end, are a street's, an institution's or a company's."""
    first = start
    while True:
        left, _ = t.left(first)
        if left < 0 or start - left > _MOST:
            break
        if evidence.folded(t, left) in evidence.INSTITUTIONS or evidence.folded(t, left) in evidence.STREETS:
            return evidence.suppressed(t, first, end)
        if start - left == 1 and t.mask(left) & table.FIRM and not t.mask(left) & table.ANY_NAME and not t.mask(start) & table.ANY_GIVEN:
            return True  # "Google Drive"
        first = left
    if evidence.folded(t, first - 1) == "a" and first > 1 and t.words[first - 2][0].isupper() and t.gap(first - 2) == " ":
        near, _ = evidence.before(t, first - 2)  # "Nadace Dagmar a Václava Havlových"
        if evidence.folded(t, near) in evidence.INSTITUTIONS:
            return evidence.suppressed(t, first - 2, end)
    return evidence.suppressed(t, start, end)


def _heading(t: Text, start: int, end: int) -> bool:
    """Whether the words stand in a row of capitals and are no given name with a surname of our lists."""
    if not all(t.words[i].isupper() for i in range(start, end) if t.words[i].isalpha()):
        return False
    n = len(t.words)
    a, b = start, end
    while a > 0 and t.words[a - 1].isupper() and len(t.words[a - 1]) > 1 and t.gap(a - 1) == " ":
        a -= 1
    while b < n and t.words[b].isupper() and t.gap(b - 1) == " ":
        b += 1
    if b - a < _SHOUTED and b - a == end - start and end - start > 1:
        return False
    bits = [t.mask(i) for i in range(start, end) if t.words[i].isalpha() and len(t.words[i]) > 1]
    return not (any(x & table.ANY_GIVEN and not x & table.COMMON for x in bits) and len(bits) > 1) and b - a > end - start + 1


def _certain(t: Text, found: list[NameSpan]) -> list[NameSpan]:
    """Capitalised words that a title, a form of address or a signature makes a name, whatever the model thinks of them."""
    taken = {i for a, b, _ in found for i in range(a, b)}
    out: list[NameSpan] = []
    for i in t.candidates:
        alone = len(t.words[i]) < 2 and not t.is_initial(i)
        if alone or i in taken or t.left(i)[0] in taken or not _possible(t, i) or evidence.is_title(t, i):
            continue
        kind = evidence.evidence_before(t, i)
        end = _run(t, i, _MOST)
        if kind not in ("title", "address"):
            whole = end - i > 1 and t.left(i)[0] < 0
            if whole and evidence.folded(t, i) in _FAMILIES_FIRST:
                kind = "full"
            else:
                kind = evidence.evidence_after(t, end) if whole else "surname" if _owner(t, i) else ""
        if kind and not _forbidden(t, i, end) and not (t.words[i].isupper() and _heading(t, i, end)):
            out.append((i, end, kind))
            taken.update(range(i, end))
    return out


def _owner(t: Text, i: int) -> bool:
    """Such as "Novákův spis": a possessive of our lists, which is no ordinary word, before a word in lower case."""
    bits = t.mask(i)
    if not t.words[i].endswith("ův") or not bits & table.POSSESSIVE or bits & (table.COMMON | table.SEEN | table.STRIPPED):
        return False
    return i + 1 < len(t.words) and t.words[i + 1].islower() and t.gap(i) == " " and evidence.folded(t, i + 1) not in evidence.INSTITUTIONS


def _possible(t: Text, i: int) -> bool:
    """Whether a capitalised word is none that we know for something else."""
    word = evidence.folded(t, i)
    if t.is_initial(i):
        return True
    if word in evidence.STOP:
        return bool(t.mask(i) & table.ANY_GIVEN) and len(word) > 2
    return not any(word in words for words in (evidence.ROLES, evidence.INSTITUTIONS, evidence.ADDRESSES, evidence.STREETS))


def _run(t: Text, i: int, most: int) -> int:
    """The token after the capitalised words that go on from ``i``, ``most`` of them with it."""
    last, count = i, 1
    while count < most:
        following, _ = t.right(last)
        if following < 0 or not _possible(t, following) or evidence.is_title(t, following):
            break
        if t.mask(following) & (table.PLACE | table.FIRM) and not t.mask(following) & table.ANY_NAME:
            break
        last, count = following, count + 1
    return last + 2 if t.is_initial(last) else last + 1
