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
    assert item.first == (("clen", True), ("gay", False), ("gaye", False))


NEEDS = [
    ("bez vyznání", {"vyzn"}, "a word that follows, by its beginning"),
    ("příspěv* na (péči|dítě)", {"peci", "dite"}, 'the alternatives say more than "na"'),
    ("odbor* (o |)(přestup*|krádež*)", {"pres", "krad"}, "a piece that may be empty says nothing"),
    ("(do vazby|z vazby)", {"vazb"}, "alternatives of several words"),
    ("volil ano", {"ano"}, "a short word is whole"),
    ("úřad (pro |) iso*", set(), "three letters and a star may be any word"),
    ("diagnóz*", set(), "one word needs none beside it"),
    ("(vážně |)nemocn*", set(), "neither does one that may stand alone"),
]


@pytest.mark.parametrize(("line", "needs", "reason"), NEEDS, ids=[row[2] for row in NEEDS])
def test_needs(line: str, needs: set[str], reason: str) -> None:
    """An entry knows what must stand beside its first word, so that a text without it is not looked at."""
    assert entry(line, "c", "s").needs == needs, reason
