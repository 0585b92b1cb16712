"""Cells as people see them."""

from __future__ import annotations

import datetime as dt

import pytest

from gateway.extract.documents.cells import text_of

CELLS = [
    (None, "", "", "nothing"),
    (True, "General", "TRUE", "a truth"),
    (7103192745.0, "General", "7103192745", "a whole number has no fraction"),
    (1.5, "General", "1.5", "a fraction"),
    (512012345, "000000/0000", "051201/2345", "a birth number in a format"),
    (512012345, "000000\\/0000", "051201/2345", "an escaped slash"),
    (12345, "0000", "12345", "more digits than zeros"),
    (5, "0", "5", "an ordinary format"),
    (dt.datetime(1971, 3, 19), "", "19. 3. 1971", "a day"),  # noqa: DTZ001  # cells have no zone
    (dt.datetime(1971, 3, 19, 8, 5), "", "19. 3. 1971 08:05:00", "a day with its time"),  # noqa: DTZ001  # cells have no zone
    (dt.date(1971, 3, 19), "", "19. 3. 1971", "a date"),
    ("710319/2745", "", "710319/2745", "a text"),
]


@pytest.mark.parametrize(("value", "shape", "expected", "why"), CELLS, ids=[row[3] for row in CELLS])
def test_texts(value: object, shape: str, expected: str, why: str) -> None:
    """With the zeros and slashes of the format."""
    assert text_of(value, shape) == expected, why
