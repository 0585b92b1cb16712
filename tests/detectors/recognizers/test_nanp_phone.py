"""Phone numbers of North America: all of the exchange 555-01, which is kept for examples."""

from __future__ import annotations

import pytest

from support.found import values

FOUND = [
    ("call 202-555-0143 now", "202-555-0143", "with hyphens"),
    ("290-555-0126", "290-555-0126", "an area not in use yet"),
    ("(202) 555-0143", "202) 555-0143", "with brackets, from its first digit on"),
    ("tel. 202.555.0143", "202.555.0143", "with dots beside its label"),
    ("phone 202 555 0143", "202 555 0143", "with spaces beside its label"),
    ("1-202-555-0143", "1-202-555-0143", "with the long-distance prefix"),
]
CLEAN = [
    ("102-555-0143", "no area begins with 1"),
    ("202-155-0143", "no exchange begins with 1"),
    ("202 555 0143", "spaces alone"),
    ("202.555.0143", "dots alone: a version, a sum"),
    ("202-555-01431", "five digits at the end"),
    ("X-202-555-0143", "inside a code"),
    ("978-80-202-555-0143", "a longer code"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The number as written."""
    assert values(text, "PHONE_NUMBER") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No phone."""
    assert values(text, "PHONE_NUMBER") == [], reason
