"""ETHNICITY: origin beside a person; citizenship, festivals and memory chips are none."""

from __future__ import annotations

import pytest

from support.topics import terms

FOUND = [
    ("Jan Novák je Rom.", ["Rom"], "a name"),
    ("Klientka uvedla romskou národnost.", ["romskou národnost"], "a role"),
    ("Matka Romka, otec neznámý; nezletilý Jan Novák.", ["Romka"], "a relative"),
    ("Jan Novák, národnost vietnamská", ["národnost vietnamská"], "a form"),
    ("Jan Novák má ukrajinský původ.", ["ukrajinský původ"], "origin"),
]

CLEAN = [
    ("Paměť ROM a RAM, píše Jan Novák.", "a memory"),
    ("CD-ROM odevzdal Jan Novák.", "a disc"),
    ("Romský festival zahájil Jan Novák.", "a festival"),
    ("Národnostní menšiny v kraji, koordinátor Jan Novák.", "minorities"),
    ("Jan Novák je občan Ukrajiny.", "citizenship"),
    ("Romská menšina čelí předsudkům.", "no person"),
    ("Jan Novák vyjednává s romským koordinátorem kraje.", "an office"),
]


@pytest.mark.parametrize(("text", "values", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, values: list[str], reason: str) -> None:
    """The term, where it is told of a person."""
    assert terms(text, "ETHNICITY") == values, reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nobody's data."""
    assert terms(text, "ETHNICITY") == [], reason
