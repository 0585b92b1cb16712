"""The fast folding says what the slow one says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detectors.lexicon.plain import distinct_words, plain
from detectors.text.characters import fold
from detectors.text.view import View

CZECH = "aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzžAÁČĎÉĚŇÓŘŠŤÚŮÝŽ019 .,-–„“§\n"


@given(st.text(CZECH))
def test_the_same_as_fold(text: str) -> None:
    """For Czech the two agree."""
    view = View(text)
    assert plain(view) == fold(view.text)


@given(st.text())
def test_the_same_length(text: str) -> None:
    """Any text keeps its length."""
    view = View(text)
    assert len(plain(view)) == len(view.text)
    assert all(word.isascii() and word.isalpha() for word in distinct_words(view))


def test_words() -> None:
    """Letters alone, each word once."""
    assert distinct_words(View("Odbor ODBOR, DB_HESLO=1 Žďár")) == {"odbor", "db", "heslo", "zdar"}
