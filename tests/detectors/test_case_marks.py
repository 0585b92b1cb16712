"""Marks are read whole, and told apart by their letters."""

from __future__ import annotations

import pytest

from detectors.case_marks import Mark, marks
from detectors.text.view import View

ROWS = [
    ("12 C 345/2023", "12 C 345/2023", Mark.COURT, "civil"),
    ("36 P a Nc 1/2023-45", "36 P a Nc 1/2023-45", Mark.CUSTODY, "custody"),
    ("5 T 12/2024", "5 T 12/2024", Mark.CRIMINAL, "criminal"),
    ("KSUL 45 INS 1234/2015-A-12", "KSUL 45 INS 1234/2015-A-12", Mark.INSOLVENCY, "insolvency"),
    ("203 Ex 12345/21", "203 Ex 12345/21", Mark.EXECUTION, "execution"),
    ("25 Cdo 1234/2019", "25 Cdo 1234/2019", Mark.TOP, "the Supreme Court"),
    ("Pl. ÚS 24/10", "Pl. ÚS 24/10", Mark.TOP, "the Constitutional Court"),
    ("30 A 45/2019", "30 A 45/2019", Mark.ADMINISTRATIVE, "an administrative court"),
    ("1 ZT 123/2024", "1 ZT 123/2024", Mark.CRIMINAL, "the prosecution"),
    ("KRPL-1234-5/TČ-2024-180581", "KRPL-1234-5/TČ-2024-180581", Mark.POLICE, "the police"),
    ("OAM-12345/DP-2024", "OAM-12345/DP-2024", Mark.FOREIGNER, "a foreigner's"),
    ("KÚLK 12345/2024", "KÚLK 12345/2024", Mark.OFFICE, "an office's letter"),
]


@pytest.mark.parametrize(("text", "value", "mark", "reason"), ROWS, ids=[row[3] for row in ROWS])
def test_one(text: str, value: str, mark: Mark, reason: str) -> None:
    """Span and kind, also in the middle of a sentence."""
    for around in (text, f"Ve věci {text}, která"):
        (found,) = marks(View(around))
        assert (around[found.start : found.end], found.mark) == (value, mark), reason


@pytest.mark.parametrize("text", ["250/2000 Sb.", "1/2024", "12. 5. 2024", "3/4", "2023/2024", "", "12 X 3/2024", "A 1/20000"])
def test_none(text: str) -> None:
    """Laws, fractions, dates, unknown letters."""
    assert list(marks(View(text))) == []


@pytest.mark.parametrize("unit", ["12 C 345/2023 ", "KRPL-", "KSUL 45 INS ", "1/20", "OAM-1", "C 1/24 "])
def test_linear(unit: str) -> None:
    """Twice the text is at most twice the work."""

    def steps(length: int) -> int:
        view = View(unit * (length // len(unit)))
        before = view.steps_left
        list(marks(view))
        return before - view.steps_left

    assert steps(8000) <= 2.2 * steps(4000) + 20
