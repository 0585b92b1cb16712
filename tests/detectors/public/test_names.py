"""The whole of a listed name, in every form, and nothing less or else."""

from __future__ import annotations

import pytest

from detectors.public.entry import Entry, Kind
from detectors.public.names import Listed

WHOLE = [
    ("Karel Čapek", "Karel Čapek", True),
    ("Karel Čapek", "Karla Čapka", True),
    ("Karel Čapek", "Karlem Čapkem", True),
    ("Karel Čapek", "Karlu Čapkovi", True),
    ("Karel Čapek", "Čapek Karel", True),
    ("Karel Čapek", "KAREL ČAPEK", True),
    ("Karel Čapek", "Karel Capek", True),
    ("Karel Čapek", "Josef Čapek", False),
    ("Karel Čapek", "Karel Čapek Novák", False),
    ("Karel Čapek", "Karla Čapková", False),
    ("Karel Čapek", "K Čapek", False),
    ("Karel Čapek", "Čapek", False),
    ("Božena Němcová", "Boženy Němcové", True),
    ("Božena Němcová", "Boženou Němcovou", True),
    ("Božena Němcová", "Jana Němcová", False),
    ("Tomáš Garrigue Masaryk", "T G Masaryk", True),
    ("Tomáš Garrigue Masaryk", "Tomáše Masaryka", True),
    ("Tomáš Garrigue Masaryk", "Tomáši Garriguovi Masarykovi", True),
    ("Tomáš Garrigue Masaryk", "T Masaryk", False),
    ("Jan Amos Komenský", "J A Komenského", True),
    ("Jan Amos Komenský", "Jana Amose Komenského", True),
    ("Antonín Dvořák", "Antonína Dvořáka", True),
    ("Karel IV.", "Karla IV", True),
    ("Karel IV.", "Karla V", False),
    ("Jiří z Poděbrad", "Jiřího z Poděbrad", True),
    ("Marie Terezie", "Marii Terezii", True),
    ("Alois Jirásek", "Aloise Jiráska", True),
]


@pytest.mark.parametrize(("listed", "text", "expected"), WHOLE)
def test_is_whole(listed: str, text: str, *, expected: bool) -> None:
    """Every case, initials where there are two, surname first; not another's name, not a part, not more."""
    person = Listed(Entry(Kind.HISTORICAL, listed, "x"))
    assert person.is_whole([word.casefold() for word in text.split()]) is expected


@pytest.mark.parametrize(
    ("name", "woman"), [("Karel Čapek", False), ("Eliška Krásnohorská", True), ("Marie Curie", True), ("Jan Hus", False)]
)
def test_women(name: str, *, woman: bool) -> None:
    """Told from the surname, then from the given name; the entry may say it."""
    assert Listed(Entry(Kind.HISTORICAL, name, "x", woman=True)).woman
    if name != "Marie Curie":
        assert Listed(Entry(Kind.HISTORICAL, name, "x")).woman is woman
