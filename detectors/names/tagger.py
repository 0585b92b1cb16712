"""Which words are persons: the trained model, and around it the rules that are certain.

The model decides capitalised words (:mod:`detectors.names.model`). Rules add what stands behind a title or a form of address, in a field
or before "v. r.", and names in lower case; they take away streets, institutions, companies and headings in capitals.
"""

from __future__ import annotations

from detectors.names import evidence, plain, table
from detectors.names.features import Text
from detectors.names.model import Model
from detectors.names.spans import spans

type NameSpan = tuple[int, int, str]
"""(first token, token after the last, rule)."""

LIMIT = 0.5
"""The model's chance from which a word is a name's."""
SURE = 0.85
_MOST = 4
_SHOUTED = 4
"""So many words in capitals in a row are a heading."""


def tag(t: Text, model: Model) -> list[NameSpan]:
    """The persons of one text, in order, not overlapping."""
    chances = model.probabilities(t, LIMIT)
    found = [named for span in spans(t, chances, LIMIT) for named in [_judged(t, *span)] if named]
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
    while start < end and (t.words[start] == "." or (evidence.is_title(t, start) and start + 1 < end)):
        start += 1
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
    if evidence.folded(t, long[0]) in evidence.STOP and chance < SURE:
        return None
    return start, end, "given" if t.mask(long[0]) & table.GIVEN else "surname" if chance >= SURE else "lone"


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
        if i in taken or t.left(i)[0] in taken or (len(t.words[i]) < 2 and not t.is_initial(i)) or not _possible(t, i) or evidence.is_title(t, i):
            continue
        kind = evidence.evidence_before(t, i)
        end = _run(t, i, _MOST)
        if kind not in ("title", "address"):
            kind = evidence.evidence_after(t, end) if end - i > 1 and t.left(i)[0] < 0 else ""
        if kind and not _forbidden(t, i, end) and not (t.words[i].isupper() and _heading(t, i, end)):
            out.append((i, end, kind))
            taken.update(range(i, end))
    return out


def _possible(t: Text, i: int) -> bool:
    """Whether a capitalised word is none that we know for something else."""
    word = evidence.folded(t, i)
    if word in evidence.STOP:
        return bool(t.mask(i) & table.ANY_GIVEN) and len(word) > 2
    return word not in evidence.ROLES and word not in evidence.INSTITUTIONS and word not in evidence.ADDRESSES and word not in evidence.STREETS


def _run(t: Text, i: int, most: int) -> int:
    """The token after the capitalised words that go on from ``i``, ``most`` of them with it."""
    last, count = i, 1
    while count < most:
        following, _ = t.right(last)
        if following < 0 or not _possible(t, following) or (t.mask(following) & (table.PLACE | table.FIRM) and not t.mask(following) & table.ANY_NAME):
            break
        if evidence.is_title(t, following):
            break
        last, count = following, count + 1
    return last + 2 if t.is_initial(last) else last + 1
