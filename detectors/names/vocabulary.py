"""English and technical words that stand capitalised in Czech text ("Machine Learning", "Hello World"), and words of offices that begin
lines and cells, all of which are nobody's name.

The tagger learned from Czech; two foreign words with capitals look like a foreign name to it. Words that are names as well are not listed.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_WORD = re.compile(r"\w+")
_PHRASES = frozenset({"monte carlo"})
"""Whose words are names each for itself."""


@cache
def _listed() -> frozenset[str]:
    text = resources.files("detectors.names").joinpath("vocabulary.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def words() -> frozenset[str]:
    """The list, in lower case."""
    return frozenset(word for word in _listed() if not word.isupper())


@cache
def abbreviations() -> frozenset[str]:
    """What counts in capitals only."""
    return _listed() - words()


def is_vocabulary(text: str) -> bool:
    """Whether every word of a span is such a word."""
    found = _WORD.findall(text)
    if " ".join(found).lower() in _PHRASES:
        return True
    return bool(found) and all(word.lower() in words() or word in abbreviations() for word in found)
