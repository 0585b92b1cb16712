r"""The stems of :mod:`detectors.label_words` by how a word begins: a text costs a look-up per word, and no union of patterns.

A stem is entered under its first three letters; a shorter beginning is entered whole ("c" of ``c\\. ?j``), or under two letters where the
stem goes on within the word (``ico?``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.label_words import STEMS, Label

_WORD = re.compile(r"[^\W_]+")
_LITERAL = re.compile(r"[a-z]*")
_KEY = 3


def _alternatives(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern, split at the bars outside brackets."""
    depth, begin = 0, 0
    for at, char in enumerate(pattern):
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            yield pattern[begin:at]
            begin = at + 1
    yield pattern[begin:]


def _beginnings(stem: str) -> Iterator[tuple[str, bool]]:
    """(first letters of a stem, whether the word ends there)."""
    for one in _alternatives(stem):
        if one.startswith("(?:"):
            close, depth = 0, 0
            for close, char in enumerate(one):  # noqa: B007  the place where the bracket closes
                depth += (char == "(") - (char == ")")
                if depth == 0:
                    break
            for inner in _alternatives(one[3:close]):
                yield from _beginnings(inner + one[close + 1 :])
            continue
        match = _LITERAL.match(one)
        letters = match[0] if match else ""
        rest = one[len(letters) :]
        if rest[:1] in "?*{":
            letters, rest = letters[:-1], "?"
        whole = rest.startswith((r"\b", r"\.")) or (rest.startswith(" ") and not rest.startswith(" ?"))
        if len(letters) < 2 and not whole:
            raise ValueError(f"label stem {stem!r} begins with too few letters")
        yield letters, whole and len(letters) < _KEY


def _index() -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]]]:
    """(whole words, beginnings) → the stems that begin so, as one pattern with the label as the name of the group."""
    entered: tuple[dict[str, dict[Label, list[str]]], dict[str, dict[Label, list[str]]]] = ({}, {})
    for label, stems in STEMS.items():
        for stem in stems:
            for letters, whole in _beginnings(stem):
                kept = entered[0 if whole else 1].setdefault(letters[:_KEY], {}).setdefault(label, [])
                if stem not in kept:
                    kept.append(stem)
    return _compiled(entered[0]), _compiled(entered[1])


def _compiled(entered: dict[str, dict[Label, list[str]]]) -> dict[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    for key, labels in entered.items():
        groups = "|".join(f"(?P<{label.name}>{'|'.join(stems)})" for label, stems in labels.items())
        found[key] = re.compile(groups.replace(" ?", r"[\s_-]?").replace(" ", r"[\s_-]{0,2}"))
    return found


_WHOLE, _BEGIN = _index()


def spots(folded: str) -> Iterator[tuple[int, int, Label]]:
    """(start, end, label) of every label in a stretch of folded text, in order, none overlapping."""
    done = 0
    for match in _WORD.finditer(folded):
        word = match[0]
        pattern = _BEGIN.get(word[:3]) or _BEGIN.get(word[:2]) or _WHOLE.get(word)
        if pattern is None or match.start() < done:
            continue
        found = pattern.match(folded, match.start())
        if found is None and len(word) < _KEY and word in _WHOLE:
            found = _WHOLE[word].match(folded, match.start())
        if found is not None:
            done = found.end()
            yield found.start(), done, Label[found.lastgroup or ""]


_WORTH_KEY = 5


def _keys() -> dict[int, frozenset[str]]:
    """By length, what a word begins with that may be a label of a document: up to five letters, because three begin too many words."""
    documents = (stem for label, stems in STEMS.items() if label is not Label.OTHER for stem in stems)
    keys = {letters[:_WORTH_KEY] for stem in documents for letters, _ in _beginnings(stem) if len(letters) > 1}
    return {length: frozenset(key for key in keys if len(key) == length) for length in sorted({len(key) for key in keys})}


_KEYS = _keys()
_SINGLE = ("i.c", "i. c", "r.p", "r. p")
"""The labels that begin with a single letter, too common a word to look at."""


def worth(folded: str) -> bool:
    """Whether a label of a document may stand in a stretch of folded text. Labels of other things alone say nothing."""
    words = set(_WORD.findall(folded))
    if any(not keys.isdisjoint([word[:length] for word in words]) for length, keys in _KEYS.items()):
        return True
    return any(letters in folded for letters in _SINGLE)
