"""Where a town's name ends."""

from __future__ import annotations

import pytest

from detectors.addresses.towns import is_town, read_town

ROWS = [
    ("Liberec podal", "Liberec", True, "a known town"),
    ("Ústí nad Labem, tel.", "Ústí nad Labem", True, "the longest known name"),
    ("Praha 1", "Praha 1", True, "a part of Prague"),
    ("Praha 1 až Praha 22", "Praha", True, "a row of parts"),
    ("Liberec IV-Perštýn", "Liberec IV-Perštýn", True, "a part with a Roman number"),
    ("Brno-Husovice", "Brno-Husovice", True, "a part with a hyphen"),
    ("Horní Neznámá u Vzoru", "Horní Neznámá u Vzoru", False, "an unknown name"),
    ("Vzorov Jan", "Vzorov", False, "a name behind"),
]


@pytest.mark.parametrize(("text", "name", "known", "reason"), ROWS, ids=[row[3] for row in ROWS])
def test_read(text: str, name: str, known: bool, reason: str) -> None:
    """The name with its part, and whether the list has it."""
    town = read_town(text, 0)
    assert town is not None, reason
    assert (text[: town[0]], town[1]) == (name, known), reason


def test_no_name() -> None:
    """Lower case and "Kč" are none; the list knows its own in any case."""
    assert read_town("liberec", 0) is None
    assert read_town("Kč", 0) is None
    assert is_town("LIBEREC")
    assert not is_town("Vzorov")
