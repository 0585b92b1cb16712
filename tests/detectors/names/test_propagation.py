"""Known once, found again."""

from __future__ import annotations

import pytest

from detectors.names.model import load
from detectors.names.pipeline import names_in
from detectors.names.propagation import again, known, stems
from support.tokens import persons

SAME = [
    ("Novák", "Nováka Novákovi Novákem Nováku Novákův Novákova Novákovi Novákových Nováková Novákové Novákovou"),
    ("Hájek", "Hájka Hájkovi Hájkem Hájková"),
    ("Svoboda", "Svobody Svobodovi Svobodou Svobodová"),
    ("Novotný", "Novotného Novotnému Novotným Novotná Novotné Novotnou Novotných"),
    ("Krejčí", "Krejčího Krejčímu Krejčím"),
    ("Nováková", "Novákové Novákovou"),
    ("Karel", "Karla Karlovi Karlem"),
    ("Jana", "Jany Janu Janou Janin"),
    ("Ševčenko", "Ševčenka Ševčenkovi Ševčenkem"),
]


@pytest.mark.parametrize(("name", "forms"), SAME, ids=[row[0] for row in SAME])
def test_stems_meet(name: str, forms: str) -> None:
    """Every case of a name has a stem in common with what the name makes known."""
    names = known(name, [(0, len(name), "full")])
    assert [form for form in forms.split() if stems(form).isdisjoint(names)] == []


@pytest.mark.parametrize(("name", "other"), [("Novák", "Novotný"), ("Hájek", "Hajn"), ("Jan", "Jiří"), ("Kos", "Kostel")])
def test_other_names_do_not(name: str, other: str) -> None:
    """Another name has none."""
    assert stems(other).isdisjoint(known(name, [(0, len(name), "full")]))


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("Jan Xyřil podal žádost. Později Xyřilovi přišla odpověď.", ["Jan Xyřil", "Xyřilovi"], "an unknown surname, inflected"),
        ("Paní Kvrňátová volala. Potom Kvrňátové odepsal.", ["Kvrňátová", "Kvrňátové"], "known from a form of address"),
        ("Ing. Petr Mlha je vedoucí. Na poradě se Mlha omluvil.", ["Petr Mlha", "Mlha"], "a common word, inside a sentence"),
    ],
)
def test_found_again(text: str, expected: list[str], reason: str) -> None:
    """In one text."""
    assert persons(text) == expected, reason


def test_over_several_segments() -> None:
    """What one segment of a conversation made known is found in the next."""
    first, second = "Žadatel Jan Xyřil, nar. 1. 1. 1980", "Napiš dopis, kde Xyřilovi odpovíš."
    names = known(first, names_in(first))
    assert [second[a:b] for a, b, _ in again(second, names, names_in(second), load().table)] in (["Xyřilovi"], [])
    assert "Xyřilovi" in {second[a:b] for a, b, _ in [*names_in(second), *again(second, names, names_in(second), load().table)]}


def test_streets_are_not() -> None:
    """A street that bears a known name is no person."""
    text = "Jan Palacký bydlí v ulici Palackého 12, Liberec."
    assert persons(text) == ["Jan Palacký"]


def test_lone_names_make_nothing_known() -> None:
    """Only a name that is sure is looked for elsewhere."""
    assert known("Novák", [(0, 5, "lone")]) == set()
