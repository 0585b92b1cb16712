r"""The stems of :mod:`detectors.label_words` by how a word begins: a text costs a look-up per word, and no union of patterns.

A stem is entered under its first three letters; a shorter beginning is entered whole ("c" of ``c\\. ?j``), or under two letters where the
stem goes on within the word (``ico?``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from detectors.label_words import STEMS, Label
from detectors.text.searched import alternatives
from detectors.text.view import View
from detectors.text.words import beginning_keys, beginnings, begun, distinct_words

_WORD = re.compile(r"[^\W_]+")
_LITERAL = re.compile(r"[a-z]*")
_KEY = 3


def _beginnings(stem: str) -> Iterator[tuple[str, bool]]:
    """(first letters of a stem, whether the word ends there)."""
    for one in alternatives(stem):
        if one.startswith("(?:"):
            close, depth = 0, 0
            for close, char in enumerate(one):  # noqa: B007  the place where the bracket closes
                depth += (char == "(") - (char == ")")
                if depth == 0:
                    break
            for inner in alternatives(one[3:close]):
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


def _index(labels: Iterable[Label]) -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]]]:
    """(whole words, beginnings) → the stems of these labels that begin so, as one pattern with the label as the name of the group."""
    entered: tuple[dict[str, dict[Label, list[str]]], dict[str, dict[Label, list[str]]]] = ({}, {})
    for label, stems in ((label, STEMS[label]) for label in labels):
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


_WHOLE, _BEGIN = _index(STEMS)
_DOCUMENTS_WHOLE, _DOCUMENTS_BEGIN = _index(label for label in STEMS if label is not Label.OTHER)


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


_DOCUMENTS = frozenset(beginning for label in STEMS if label is not Label.OTHER for s in STEMS[label] for beginning in _beginnings(s))
_SHORT_WORDS = frozenset(letters for letters, whole in _DOCUMENTS if whole)
"""Words of one or two letters that may be a label of a document, or begin one."""
_KEYS = tuple(sorted(letters for letters, whole in _DOCUMENTS if not whole))
"""What a longer one begins with."""
_FIRST = beginning_keys(_KEYS) | {word for word in _SHORT_WORDS if len(word) > 1}
_LETTERS = tuple(sorted(letters for letters, _ in _DOCUMENTS if len(letters) == 1))
"""What the labels begin with that begin with a single letter: "r. p.", "i. c.", "c. zamestnance"."""
_SHORT_WORDS_ALONE = frozenset(word for word in _SHORT_WORDS if len(word) > 1)
_SINGLE = ("i.c", "i. c", "r.p", "r. p")
"""Those of them that have no longer word in them."""


def _may_begin(word: str) -> bool:
    return word.startswith(_KEYS) or word in _SHORT_WORDS_ALONE


def document_words(view: View) -> list[str]:
    """Those of a text's distinct words that a label of a document may begin with."""
    keys = _FIRST & beginnings(view)
    return list(filter(_may_begin, begun(view, keys))) if keys else []


def has_single(folded: str) -> bool:
    """Whether a label stands there that is single letters, too common words to look at."""
    return any(letters in folded for letters in _SINGLE)


def may_have_single(view: View) -> bool:
    """:func:`has_single` of the whole text, which few words answer for."""
    words = distinct_words(view)
    return (("i" in words and "c" in words) or ("r" in words and "p" in words)) and has_single(view.folded)


def document_places(view: View, worded: Iterable[tuple[int, str]]) -> list[int]:
    """Where labels of documents begin, with one of these words at its place or with a letter, sorted; other labels say nothing."""
    folded, known = view.folded, distinct_words(view)
    found: set[int] = set()
    for at, word in worded:
        for pattern in (_DOCUMENTS_BEGIN.get(word[:_KEY]), _DOCUMENTS_BEGIN.get(word[:2]), _DOCUMENTS_WHOLE.get(word)):
            if pattern is not None and pattern.match(folded, at):
                found.add(at)
                break
    for letter in known.intersection(_LETTERS):
        at = folded.find(f"{letter}.")
        while at >= 0:
            if _DOCUMENTS_WHOLE[letter].match(folded, at):
                found.add(at)
            at = folded.find(f"{letter}.", at + 1)
    return sorted(found)


def worth(folded: str) -> bool:
    """Whether a label of a document may stand in a stretch of folded text."""
    return any(map(_may_begin, _WORD.findall(folded))) or has_single(folded)
