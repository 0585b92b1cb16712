"""POLITICS: opinions and membership beside a person."""

from __future__ import annotations

import pytest

from support.topics import terms

FOUND = [
    ("Jan Novák je členem ODS.", ["členem ODS"], "a party"),
    ("Jan Novák volil komunisty.", ["volil komunisty"], "a vote"),
    ("Klient byl členem KSČ a byl spokojen.", ["členem KSČ"], "a role"),
    ("Jan Novák, stranická příslušnost: bez", ["stranická příslušnost"], "a form"),
    ("Jan Novák byl agentem StB.", ["agentem StB"], "collaboration"),
    ("Jana Nováková volila zelené.", ["volila zelené"], "a vote"),
]

CLEAN = [
    ("Smluvní strany: Město Brno a Jan Novák.", "parties to a contract"),
    ("Člen rady Jan Novák hlasoval pro.", "a councillor"),
    ("Zákon o politických stranách vyložil Jan Novák.", "an act"),
    ("Jan Novák na straně 5 uvádí výši nákladů.", "a page"),
    ("Členem strany se může stát každý.", "no person"),
    ("Členové ODS hlasovali proti.", "no person, a plural"),
]


@pytest.mark.parametrize(("text", "values", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, values: list[str], reason: str) -> None:
    """The term, where it is told of a person."""
    assert terms(text, "POLITICS") == values, reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nobody's data."""
    assert terms(text, "POLITICS") == [], reason
