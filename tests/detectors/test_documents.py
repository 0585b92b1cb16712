"""Spellings beside labels: which is whose, and how sure."""

from __future__ import annotations

import pytest

from detectors.documents import FORMS, LOOSE, TIGHT, documents
from detectors.label_words import Label
from detectors.text.view import View

ROWS = [
    ("OP 204815936", Label.ID_CARD, "204815936", TIGHT, "the new identity card"),
    ("OP 123456 AB 12", Label.ID_CARD, "123456 AB 12", TIGHT, "the old one"),
    ("ŘP EA 123456", Label.DRIVING, "EA 123456", TIGHT, "a driving licence"),
    ("pas 40123456", Label.PASSPORT, "40123456", TIGHT, "a passport"),
    ("pas vydaný úřadem pod č. 40123456", Label.PASSPORT, "40123456", LOOSE, "words between"),
    ("RID 1000000014", Label.RID, "1000000014", 0.97, "a right check"),
    ("RID 1000000015", Label.RID, "1000000015", 0.6, "a wrong check"),
]


@pytest.mark.parametrize(("text", "label", "value", "score", "reason"), ROWS, ids=[row[4] for row in ROWS])
def test_one(text: str, label: Label, value: str, score: float, reason: str) -> None:
    """Kind, span and score."""
    (reading,) = documents(View(text), *Label)
    assert (reading.label, text[reading.start : reading.end], reading.score) == (label, value, score), reason


def test_lists() -> None:
    """A label speaks for every number of its list, and a new label begins anew."""
    text = "OP 204815936, 204815937 a 204815938; pas 40123456"
    assert [text[r.start : r.end] for r in documents(View(text), *Label)] == ["204815936", "204815937", "204815938", "40123456"]


def test_a_foreign_spelling_scores_less() -> None:
    """What is not the Czech document's own spelling is less sure."""
    (own,) = documents(View("pas 40123456"), Label.PASSPORT)
    (other,) = documents(View("pas FE123456"), Label.PASSPORT)
    assert own.score > other.score >= 0.5


@pytest.mark.parametrize("unit", ["pas 40123456, ", "OP 1 2 3 4 ", "osobní číslo 1234 ", "EA 123456 ", "RID 1 1 1 1 1 1 1 1 "])
def test_linear(unit: str) -> None:
    """Twice the text is at most twice the work."""

    def steps(length: int) -> int:
        view = View(unit * (length // len(unit)))
        before = view.steps_left
        list(documents(view, *FORMS))
        return before - view.steps_left

    assert steps(8000) <= 2.2 * steps(4000) + 20
