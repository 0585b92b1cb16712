"""What the tagger looks at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.names import features
from detectors.names.features import shape
from detectors.names.hashing import SIZE
from support.tokens import words


@pytest.mark.parametrize(("word", "expected"), [("Novák", "C"), ("NOVÁK", "U"), ("J", "I"), ("McCartney", "M")])
def test_shape(word: str, expected: str) -> None:
    """One word, one shape."""
    assert shape(word).decode() == expected


@given(st.text(max_size=80))
def test_features_of_any_text(text: str) -> None:
    """Whatever stands in a text has features, each a place among the weights."""
    t = words(text)
    for i in t.candidates:
        found = features.own(t.words[i], t.mask(i)) + features.around(t, i)
        assert all(0 <= k < SIZE for k in found)
