"""The second look."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detectors.names.hashing import SIZE
from detectors.names.second import second
from support.tokens import words


def looked(text: str, chances: dict[str, float], word: str) -> list[int]:
    t = words(text)
    by_token = {i: chances.get(t.words[i], 0.1) for i in t.candidates}
    return second(t, by_token, [t.words.index(word)])[0]


def test_a_list_tells() -> None:
    """What the other word of a list is taken for changes a word's features."""
    text = "hráli Mlejnek, Pavlík"
    assert looked(text, {"Mlejnek": 0.99}, "Pavlík") != looked(text, {"Mlejnek": 0.01}, "Pavlík")


def test_the_same_word_elsewhere_tells() -> None:
    """So does the same word in another case."""
    text = "přišel Mlejnek. Pak byl u Mlejnka"
    assert looked(text, {"Mlejnek": 0.99}, "Mlejnka") != looked(text, {"Mlejnek": 0.01}, "Mlejnka")


@given(st.text(max_size=60), st.floats(0, 1))
def test_any_text(text: str, chance: float) -> None:
    """Every word of any text has its features, each a place among the weights."""
    t = words(text)
    found = second(t, dict.fromkeys(t.candidates, chance), t.candidates)
    assert len(found) == len(t.candidates)
    assert all(0 <= k < SIZE for row in found for k in row)
