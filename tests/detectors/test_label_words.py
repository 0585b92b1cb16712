"""The labels are well formed: folded, bounded, and each finds itself."""

from __future__ import annotations

import re

import pytest

from detectors.label_words import CONNECTING_STEMS, CONNECTING_WORDS, STEMS, Label
from detectors.text.characters import fold


@pytest.mark.parametrize("label", Label)
def test_every_label_has_stems(label: Label) -> None:
    """No kind without words; each compiles, is folded, and repeats nothing without a bound."""
    for stem in STEMS[label]:
        re.compile(stem)
        assert fold(re.sub(r"\\.", "", stem)) == re.sub(r"\\.", "", stem)
        assert not re.search(r"[+*](?!\])", stem)


def test_connecting_words_are_folded() -> None:
    """They are compared with folded text."""
    assert all(word == fold(word) and len(word) > 1 for word in (*CONNECTING_WORDS, *CONNECTING_STEMS))
