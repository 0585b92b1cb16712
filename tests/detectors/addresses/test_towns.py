"""Where a town's name ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.addresses.towns import begins_town, is_town, read_town, towns

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


def test_where_no_town_begins_none_is_known() -> None:
    """Every town begins where its name may; a text that begins so need be none."""
    assert all(begins_town(name.title(), 0) and not begins_town(name, 0) for name in towns())
    assert begins_town("Aš, Cheb", 0)
    assert begins_town("a Libušín", 2)
    assert not begins_town("Xyz", 0)
    assert not begins_town("Aš", 2)


@given(
    st.lists(
        st.sampled_from(["Aš", "Liberec", "Ústí", "nad", "Labem", "Hradec", "Králové", "Vzorov", "Praha 1", " ", "-", ", ", "’", "U"]),
        max_size=8,
    ).map("".join)
)
def test_what_is_known_begins_so(text: str) -> None:
    """Whatever known town is read, its name may begin there."""
    town = read_town(text, 0)
    assert town is None or not town[1] or begins_town(text, 0)
