"""Which runs are persons: the rules, from the strongest evidence to the weakest.

This is the first, rule-based version; it may be replaced as a whole, as long as :func:`tag` keeps its shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.names.inflect import COMMON, GIVEN, NOMINATIVE, SURNAME
from detectors.names.runs import Run, evidence_after, evidence_before, gather, never_part, suppressed
from detectors.names.tokens import NAME_SHAPES, Shape, Tokens
from detectors.text.characters import fold

type NameSpan = tuple[int, int, str]
"""(first token, token after the last, rule)."""

_WOMAN = re.compile(r".{2,}ov(?:á|é|ou)\Z", re.IGNORECASE)
_FIELD = re.compile(
    r"(?<![\w])(?:titul,? )?(?:jmena?(?: ?(?:a|,) ?prijmeni)?|prijmeni(?: ?(?:a|,) ?jmeno)?|rodne prijmeni|krestni jmeno"
    r"|kontaktni osoba|vyrizuje|zpracoval[a]?|opravnena uredni osoba|first_?name|last_?name|full_?name|surname)"
    r"(?: zadatele| klienta| ditete| zamestnance| pacienta| otce| matky)?[\"']?\s?[:=][ \t\"']{0,4}"
)
_NOT_A_PERSONS = re.compile(r"(?:uzivatelske|domenove|soubor\w*|obchodni|cele|user|file|host)[ _]\Z")
_MAX_AFTER = 3


def _plausible(tokens: Tokens, i: int) -> bool:
    """Whether a capitalised word may be a surname behind a given name, in a list or not."""
    if tokens.flags[i]:
        return True
    shape = tokens.shapes[i]
    if tokens.inside(i, "stop") or tokens.inside(i, "institutions") or tokens.inside(i, "streets"):
        return False
    return shape is Shape.INITIAL or (shape is Shape.CAPITALISED and len(tokens.words[i]) > 2)


def _woman(tokens: Tokens, i: int) -> bool:
    return tokens.shapes[i] is Shape.CAPITALISED and _WOMAN.match(tokens.words[i]) is not None and not tokens.inside(i, "stop")


def _limit(tokens: Tokens, parts: list[int], most: int) -> list[int]:
    """The leading parts that may belong to a name."""
    kept: list[int] = []
    for i in parts[:most]:
        if not _plausible(tokens, i) and not (tokens.shapes[i] is Shape.UPPER and len(tokens.words[i]) > 2):
            break
        kept.append(i)
    return kept


def _span(tokens: Tokens, parts: list[int], rule: str) -> NameSpan:
    last = parts[-1]
    return parts[0], last + (2 if tokens.shapes[last] is Shape.INITIAL else 1), rule


def _with_given(run: Run, g: int) -> NameSpan | None:
    """A run that holds a given name, at place ``g`` of its parts."""
    tokens, parts = run.tokens, run.parts
    at = parts[g]
    after: list[int] = []
    for i in parts[g + 1 : g + 1 + _MAX_AFTER]:
        known = tokens.flags[i] & (SURNAME | GIVEN)
        if not (known or (tokens.shapes[at] is not Shape.UPPER and _plausible(tokens, i))):
            break
        after.append(i)
    while after and tokens.shapes[after[-1]] is Shape.INITIAL:
        after.pop()
    before: list[int] = []
    if g:
        i = parts[g - 1]
        known = tokens.flags[i] & SURNAME and (not tokens.begins_sentence(i) or not tokens.flags[i] & COMMON or not after)
        shouted = tokens.shapes[i] is Shape.UPPER and len(tokens.words[i]) > 2 and tokens.shapes[at] is Shape.CAPITALISED
        initial = tokens.shapes[i] is Shape.INITIAL
        if (known or shouted or initial) and not (tokens.inside(i, "stop") and tokens.begins_sentence(i)):
            before.append(i)
            if g > 1 and tokens.flags[parts[g - 2]] & SURNAME and known:
                before.insert(0, parts[g - 2])
    if after or before:
        return _span(tokens, [*before, at, *after], "full")
    if tokens.shapes[at] is Shape.CAPITALISED and not tokens.flags[at] & COMMON and len(tokens.words[at]) > 2:
        return _span(tokens, [at], "given")
    return None


def _without_given(run: Run) -> NameSpan | None:
    """Initials, surnames in a row, a lone surname."""
    tokens, parts = run.tokens, run.parts
    first = parts[0]
    if tokens.shapes[first] is Shape.INITIAL:
        words = [i for i in parts if tokens.shapes[i] is not Shape.INITIAL]
        initials = len(parts) - len(words)
        if words and (tokens.flags[words[0]] & SURNAME or _woman(tokens, words[0]) or (initials > 1 and _plausible(tokens, words[0]))):
            return _span(tokens, [*parts[: parts.index(words[0])], words[0]], "initial")
        return None
    for k, i in enumerate(parts):
        if tokens.shapes[i] is not Shape.CAPITALISED or tokens.inside(i, "stop"):
            continue
        known = tokens.flags[i] & SURNAME and not tokens.flags[i] & COMMON
        if not known and not (_woman(tokens, i) and not tokens.begins_sentence(i)):
            continue
        chosen = [i]
        if tokens.inside(i, "families_first"):
            return _span(tokens, _limit(tokens, parts[k:], 4), "surnames" if len(parts) > k + 1 else "surname")
        before = parts[k - 1] if k else -1
        if k and tokens.shapes[before] is Shape.CAPITALISED and not tokens.begins_sentence(before) and _plausible(tokens, before):
            chosen.insert(0, before)
        if k + 1 < len(parts) and (tokens.flags[parts[k + 1]] & SURNAME or tokens.shapes[parts[k + 1]] is Shape.INITIAL):
            chosen.append(parts[k + 1])
        return _span(tokens, chosen, "surname" if len(chosen) == 1 else "surnames")
    return None


def _decide(run: Run) -> NameSpan | None:
    """One run: a person, or None."""
    tokens, parts = run.tokens, run.parts
    evidence = evidence_before(tokens, parts[0])
    if evidence in ("title", "address"):
        kept = _limit(tokens, parts, 4)
        words = [i for i in kept if tokens.shapes[i] is not Shape.INITIAL]
        if words and not _street_of_title(run):
            return _span(tokens, kept, evidence)
    if suppressed(run):
        return None
    given = next((k for k, i in enumerate(parts) if tokens.flags[i] & GIVEN and not tokens.inside(i, "stop")), None)
    known = any(tokens.flags[i] & (GIVEN | SURNAME) or _woman(tokens, i) for i in parts)
    behind = evidence_after(run)
    if behind and (len(parts) > 1 or known):
        kept = _limit(tokens, parts, 4)
        if kept:
            return _span(tokens, kept, behind)
    if evidence == "role" and (known or len(parts) > 1):
        kept = _limit(tokens, parts, 3)
        if kept:
            return _span(tokens, kept, "role")
    return _with_given(run, given) if given is not None else _without_given(run)


def _street_of_title(run: Run) -> bool:
    """"tř. Dr. Milady Horákové": the street's word stands before the title."""
    tokens = run.tokens
    p = tokens.before(run.parts[0])
    return tokens.inside(tokens.before(p), "streets") or tokens.inside(run.end, "streets")


def _lower(tokens: Tokens, i: int) -> NameSpan | None:
    """"jan novak": a given name and a surname of the lists, both in lower case, one space apart."""
    if i + 1 >= len(tokens) or tokens.shapes[i + 1] is not Shape.LOWER or tokens.gap(i) != 1:
        return None
    first = _lower_flags(tokens, i)
    if not first & GIVEN or first & COMMON or len(tokens.words[i]) < 3:
        return None
    second = _lower_flags(tokens, i + 1)
    if not second & SURNAME or len(tokens.words[i + 1]) < 3 or (second & COMMON and not first & NOMINATIVE):
        return None
    return i, i + 2, "lower"


def _lower_flags(tokens: Tokens, i: int) -> int:
    word = tokens.words[i]
    if word.isascii():
        return tokens.lexicon.plain.get(word, 0)
    return tokens.lexicon.forms.get(word.capitalize(), 0)


def _fields(tokens: Tokens, text: str) -> Iterator[NameSpan]:
    """Values of form fields: "Jméno a příjmení: jan novak"."""
    folded = fold(text)
    if "jmen" not in folded and "name" not in folded and "vyrizuje" not in folded and "osoba" not in folded and "zpracoval" not in folded:
        return
    where = {start: k for k, start in enumerate(tokens.starts)}
    for match in _FIELD.finditer(folded):
        k = where.get(match.end())
        if k is None or _NOT_A_PERSONS.search(folded, max(match.start() - 16, 0), match.start()):
            continue
        while k < len(tokens) and (tokens.shapes[k] is Shape.TITLE or tokens.words[k] == "."):
            k += 1
        end = k
        while (
            end < len(tokens)
            and end - k < _MAX_AFTER
            and (tokens.shapes[end] in NAME_SHAPES or tokens.shapes[end] is Shape.LOWER)
            and not tokens.inside(end, "stop")
            and (end == k or tokens.gap(end - 1) == 1)
        ):
            end += 1
        if end > k and len(tokens.words[k]) > 1:
            yield k, end, "field"


def tag(tokens: Tokens, text: str) -> list[NameSpan]:
    """The persons of one window, in order, not overlapping."""
    found: list[NameSpan] = []
    i = 0
    while i < len(tokens):
        shape = tokens.shapes[i]
        span: NameSpan | None = None
        if shape in NAME_SHAPES and not never_part(tokens, i):
            run = gather(tokens, i)
            span = _decide(run)
            i = max(i + 1, span[1] if span else run.end)
        elif shape is Shape.LOWER:
            span = _lower(tokens, i)
            i = span[1] if span else i + 1
        else:
            i += 1
        if span:
            found.append(span)
    taken = [(a, b) for a, b, _ in found]
    found.extend(span for span in _fields(tokens, text) if not any(a < span[1] and span[0] < b for a, b in taken))
    return sorted(found)
