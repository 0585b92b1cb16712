"""Which stretches belong together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.lexicon.sentences import LONGEST, sentences
from detectors.text.view import View

CUT = [
    ("Přišel Jan. Odešel.", 2, "two sentences"),
    ("Ing. Jan Novák, nar. 1. 5. 1970, bytem Liberec.", 1, "titles, abbreviations and dates"),
    ("Narozen 1. 5. 1970. Trpí něčím.", 2, "a year ends a sentence"),
    ("J. Novák přišel.", 1, "an initial"),
    ("MUDr. Novák přišel.", 1, "a longer title"),
    ("Opravdu? Ano! Dobře…", 3, "other ends"),
    ("Jméno: Jan\nPříjmení: Novák\n", 1, "a form is one"),
    ("Jedna\n\nDruhá", 2, "an empty line"),
    ("", 1, "nothing"),
]


@pytest.mark.parametrize(("text", "count", "reason"), CUT, ids=[row[2] for row in CUT])
def test_cut(text: str, count: int, reason: str) -> None:
    """As a reader would."""
    found = sentences(View(text))
    assert found.number(len(text)) + 1 == count, reason


@given(st.text(st.sampled_from("ab.A \n1"), max_size=2000))
def test_they_cover_the_text(text: str) -> None:
    """Sentences lie one after another, none longer than the longest, and every position is in its own."""
    view = View(text)
    found = sentences(view)
    at = 0
    for number in range(found.number(len(view.text)) + 1):
        start, end = found.span(number)
        assert (start, end - start <= LONGEST) == (at, True)
        at = end
    assert at == len(view.text)
    assert found.span(-1) == found.span(10**9) == (0, 0)


def test_a_long_line_is_cut() -> None:
    """What has no end is no sentence."""
    assert sentences(View("a" * 10 * LONGEST)).number(10 * LONGEST - 1) == 9
