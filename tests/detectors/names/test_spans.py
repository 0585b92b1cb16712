"""From words to names."""

from __future__ import annotations

import pytest

from detectors.names.spans import spans
from support.tokens import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan Novák přišel", ["Jan Novák"]),
        ("Jan Novák, Petr Dvořák", ["Jan Novák", "Petr Dvořák"]),
        ("J. K. Tyl", ["J. K. Tyl"]),
        ("Novák J.", ["Novák J."]),
        ("Otto von Bismarck", ["Otto von Bismarck"]),
        ("Jana Nováková-Dvořáková", ["Jana Nováková-Dvořáková"]),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    """Linked words are one name, with its initials and particles."""
    t = words(text)
    assert [text[t.starts[a] : t.ends[b - 1]] for a, b, _ in spans(t, [0.9] * len(t.candidates), 0.5)] == expected


def test_below_the_limit() -> None:
    """A word below the limit ends a name."""
    t = words("Jan Novák Praha")
    assert spans(t, [0.9, 0.8, 0.1], 0.5) == [(0, 2, 0.9)]
