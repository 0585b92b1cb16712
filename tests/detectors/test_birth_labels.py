"""Where a text speaks of a birth."""

from __future__ import annotations

import pytest

from detectors.birth_labels import birth_labels
from detectors.text.view import View

ROWS = [
    ("nar. 1985", ["date"], "abbreviated"),
    ("Datum narození:", ["date"], "a form"),
    ("místo narození", ["place"], "a place"),
    ("datum a místo narození", ["both"], "both"),
    ("narozena v", ["date"], "a participle"),
    ("birth_date", ["date"], "a field"),
    ("rodák z", ["place"], "where somebody comes from"),
    ("nařízení vlády, nař. č. 12", [], "a regulation"),
    ("národní, nárok, narovnání", [], "other words"),
    ("narozeniny", [], "a birthday"),
]


@pytest.mark.parametrize(("text", "kinds", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_labels(text: str, kinds: list[str], reason: str) -> None:
    """Each label with its kind."""
    assert [label.kind for label in birth_labels(View(text))] == kinds, reason
