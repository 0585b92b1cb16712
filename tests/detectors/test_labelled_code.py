"""A code that only its label makes one."""

from __future__ import annotations

import re

import pytest

from detectors.labelled_code import LabelledCodeRecognizer
from detectors.text.view import View


class Sample(LabelledCodeRecognizer):
    """Six digits behind "kód karty"."""

    ENTITY = "TEST"
    HINTS = ("kod",)
    LABEL = re.compile(r"(?<!\w)kod karty(?!\w)")
    CODE = re.compile(r"[0-9]{6}(?![0-9])")

    def plausible(self, value: str) -> bool:
        """Not all the same digit."""
        return len(set(value)) > 1


ROWS = [
    ("kód karty 123456", ["123456"], "right behind"),
    ("Kód karty: 123456", ["123456"], "a sign between"),
    ("kód karty č. 123456", ["123456"], "an abbreviation between"),
    ("„kód karty“ má být 123456", ["123456"], "a verb between"),
    ("kód karty (na zadní straně): 123456", ["123456"], "a note between"),
    ("**kód karty:** 123456", ["123456"], "bold"),
    ("kód karty\n123456", ["123456"], "on the next line"),
    ("x;kód karty\n1;123456\n2;234567", ["123456", "234567"], "a column"),
    ("kód karty 111111", [], "not plausible"),
    ("kód karty nemá, volal 123456", [], "other words between"),
    ("kód 123456", [], "another label"),
    ("123456 kód karty", [], "behind the code"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_find(text: str, expected: list[str], reason: str) -> None:
    """The code right behind its label, or in the cells below it."""
    assert [text[f.start : f.end] for f in Sample().find(View(text))] == expected, reason
