"""The distinct words of a text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.text.view import View
from detectors.text.words import FEW, KEY, beginning_keys, beginnings, begun, distinct_words, places, vocabulary

CZECH = "aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzžAÁČĎÉĚŇÓŘŠŤÚŮÝŽ019 .,-–„“§\n"


@given(st.text(CZECH) | st.text())
def test_the_words_of_the_folded_text(text: str) -> None:
    """They are the runs of Latin letters in the folded text, whatever else stands there."""
    view = View(text)
    assert distinct_words(view) == set(re.findall("[a-z]+", view.folded))


def test_words() -> None:
    """Letters alone, each word once."""
    assert distinct_words(View("Odbor ODBOR, DB_HESLO=1 Žďár")) == {"odbor", "db", "heslo", "zdar"}
    assert distinct_words(View("Odbor → odbor Žďár")) == {"odbor", "zdar"}, "also where something has no place in Windows-1250"


def test_vocabulary() -> None:
    """A part of a word stands in it where it stands in the text."""
    words = vocabulary(View("Odbor školství, odbor kultury"))
    assert sorted(words.split()) == ["kultury", "odbor", "skolstvi"]


@pytest.mark.parametrize("extra", [0, 20])
@given(
    text=st.text(st.sampled_from("abcde1_ "), max_size=120),
    stems=st.sets(st.text(st.sampled_from("abcde"), min_size=3, max_size=6), max_size=4),
)
def test_words_that_begin(extra: int, text: str, stems: set[str]) -> None:
    """Every word of the text that begins with a stem is among those that begin with the stem's keys, whether few or many are asked for."""
    view = View(text)
    keys = beginning_keys({*stems, *(f"x{'y' * n}" for n in range(3, 3 + extra))}) & beginnings(view)
    found = begun(view, keys)
    assert {word for word in distinct_words(view) if word.startswith(tuple(stems))} <= set(found) <= distinct_words(view)
    assert len(found) == len(set(found))
    assert beginnings(view) == {word[:KEY] for word in distinct_words(view)}


@pytest.mark.parametrize("many", [1, FEW + 1])
@given(text=st.text(st.sampled_from("ab1_ "), max_size=80))
def test_places(many: int, text: str) -> None:
    """Whole words in order, whether few or many are looked for."""
    words = {"a" * n for n in range(1, many + 1)} | {"ab"}
    assert places(text, words) == [(m.start(), m[0]) for m in re.finditer("[a-z]+", text) if m[0] in words]
