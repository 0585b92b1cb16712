"""A line of a lexicon file is an entry, or an error."""

from __future__ import annotations

import pytest

from detectors.lexicon.grammar import BadEntry, entry
from detectors.text.characters import fold

MATCHES = [
    ("diagnóz*", "diagnózou u", "diagnózou"),
    ("diagnóz*", "diagnostika", None),
    ("zdravotn* (stav*|kart*)", "zdravotního stavu", "zdravotního stavu"),
    ("zdravotn* (stav*|kart*)", "zdravotní\nkarta", "zdravotní\nkarta"),
    ("zdravotn* (stav*|kart*)", "zdravotní péče", None),
    ("plat(|u|em)", "platu", "platu"),
    ("plat(|u|em)", "platná", None),
    ("gay(|e)", "gaye", "gaye"),
    ("(vážně |)nemocn*", "vážně nemocný", "vážně nemocný"),
    ("(vážně |)nemocn*", "nemocná", "nemocná"),
    ("=Rom", "Rom", "Rom"),
    ("=Rom", "ROM", None),
    ("=Rom", "rom", None),
    ("=ZTP/P", "ZTP/P", "ZTP/P"),
    ("dg.", "dg. F20", "dg."),
]


@pytest.mark.parametrize(("line", "text", "expected"), MATCHES)
def test_matches(line: str, text: str, expected: str | None) -> None:
    """From the beginning of a word to the end of one."""
    item = entry(line, "c", "s")
    end = item.end(text, fold(text), 0)
    assert (text[:end] if end >= 0 else None) == expected


@pytest.mark.parametrize("line", ["rom*", "*", "(a|b", "=diagnóz*", "12", ""])
def test_bad_lines(line: str) -> None:
    """A star after three letters, unmatched brackets, no word: refused."""
    with pytest.raises(BadEntry):
        entry(line, "c", "s")


def test_first_words() -> None:
    """An entry knows every word it may begin with."""
    item = entry("(člen*|gay(|e)) odborů", "c", "s")
    assert [item.begins(w) for w in ("clenem", "gay", "gaye", "gayxx", "odboru")] == [True, True, True, False, False]
