"""English and technical words that stand capitalised in Czech text ("Machine Learning", "Hello World") and are nobody's name.

The tagger learned from Czech; two foreign words with capitals look like a foreign name to it. Words that are names as well are not listed.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_WORD = re.compile(r"\w+")


@cache
def words() -> frozenset[str]:
    """The list, in lower case."""
    text = resources.files("detectors.names").joinpath("vocabulary.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def is_vocabulary(text: str) -> bool:
    """Whether every word of a span is such a word."""
    found = _WORD.findall(text)
    return bool(found) and words().issuperset(word.lower() for word in found)
