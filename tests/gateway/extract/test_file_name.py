"""Names of files as words."""

from __future__ import annotations

import pytest

from gateway.extract.file_name import readings, words
from gateway.model import File

NAMES = [
    ("zadost_rc_7153192743.pdf", "zadost rc 7153192743 pdf", "underscores and a suffix"),
    ("Jan_Novák_výpis.pdf", "Jan Novák výpis.pdf", "a name"),
    ("novak-7153192743.docx", "novak 7153192743 docx", "a hyphen between a word and a number"),
    ("smlouva+Novák.txt", "smlouva Novák.txt", "plus signs, as addresses write spaces"),
    ("rodné číslo.pdf", None, "words that stand apart already"),
    ("715319-2743", None, "a hyphen inside a number stays"),
    ("", None, "no name"),
]


@pytest.mark.parametrize(("name", "apart", "why"), NAMES, ids=[row[2] for row in NAMES])
def test_words(name, apart, why):
    """Words come apart, as long as the name was; numbers stay whole."""
    assert words(name) == apart, why


def test_readings():
    """One for each name that needs it, beside the name's own place."""
    files = [File(("a",), b"", name="x_y"), File(("b",), b"", name="x y"), File(("c",), b"")]
    (only,) = readings(files)
    assert (only.place[0], only.text) == ("a", "x y")
