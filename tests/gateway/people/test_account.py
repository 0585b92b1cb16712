"""One person has one name."""

from __future__ import annotations

import pytest

from gateway.people.account import MAX_CHARACTERS, canonical

DOMAINS = ("urad.cz", "URAD")
ROWS: list[tuple[str, str | None, str]] = [
    ("jana.novakova", "jana.novakova", "as it is"),
    ("Jana.Novakova", "jana.novakova", "letters have no case"),
    ("jana@URAD.CZ", "jana", "a realm of the office"),
    ("URAD\\jana", "jana", "a domain of the office, as Windows writes it"),
    ("jana@jinde.cz", "jana@jinde.cz", "a foreign realm is another person"),
    ("JINDE\\jana", "jinde\\jana", "and so is a foreign domain"),
    ("jana@jinde.cz@urad.cz", "jana@jinde.cz", "only the last realm is taken off"),
    ("  jana ", "jana", "blanks around it"),
    ("ｊana", "jana", "a look-alike letter of full width"),
    ("", None, "nothing"),
    ("@urad.cz", None, "a realm alone"),
    ("ja\x00na", None, "a control character"),
    ("ja\nna", None, "a line break"),
    ("ja\u202ena", None, "a mark that turns the direction of writing"),
    ("a" * (MAX_CHARACTERS + 1), None, "longer than any account"),
]


@pytest.mark.parametrize(("name", "expected", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_names(name: str, expected: str | None, why: str) -> None:
    """The office's own domains fall away, everything else is part of the name, and what is no name is None."""
    assert canonical(name, DOMAINS) == expected, why
