"""AGE: with a person; without one it is a term."""

from __future__ import annotations

import pytest

from support.found import analyzer, only, values

FOUND = [
    ("Jan Vzorný, 45 let, žije", "45 let", "behind a name"),
    ("Jan Vzorný (45 let) pobírá", "45 let", "in brackets"),
    ("Jan Vzorný, 45letý, žije", "45letý", "an adjective"),
    ("Klient Jan Vzorný, 45 let, nemá", "45 let", "with a role"),
    ("45letá klientka", "45letá", "before a role"),
    ("věk: 45", "45", "a field"),
    ("je mu 45 let", "45 let", "a sentence"),
    ("pacientka, 82 let", "82 let", "a patient"),
    ("věk klienta: 45 let", "45 let", "a longer field"),
]
CLEAN = [
    ("záruka 5 let na střechu", "a warranty"),
    ("smlouva na 5 let", "a contract"),
    ("děti do 15 let", "a limit"),
    ("starší 18 let", "a limit again"),
    ("osoby ve věku 15-64 let", "a range"),
    ("Strategie trvá 5 let", "a strategy"),
    ("před 10 lety", "ago"),
    ("po dobu 10 let", "a term"),
    ("5 let", "years alone"),
    ("klient čeká 5 let", "how long somebody waits"),
    ("page 45", "English"),
    ("Liberecký kraj, 20 let výročí", "an anniversary"),
    ("trest odnětí svobody na 3 roky", "a sentence"),
    ("věk 15-64", "a range with a label"),
    ("Kosmický věk 2 / 6", "a part of a series"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The value as written, sure enough to act."""
    assert values(text, "AGE") == [value], reason
    assert only(text, "AGE").score >= 0.5


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nothing that acts."""
    assert [f for f in analyzer().analyze(text, ["AGE"]) if f.score >= 0.5] == [], reason
