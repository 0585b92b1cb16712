"""SK_BIRTH_NUMBER: the birth number in Slovak text; in Czech text the same number is Czech."""

from __future__ import annotations

from datetime import date

import pytest

from support import birth_numbers as bn
from support.found import found

NUMBER = bn.slash(bn.ten(date(1971, 3, 19)))
BARE = bn.ten(date(1982, 11, 5), woman=True)

FOUND = [
    (f"rodné číslo {NUMBER}, bytom Košice", NUMBER, "bytom"),
    (f"narodená v Žiline, RČ {BARE}", BARE, "a Slovak participle"),
    (f"občan Slovenské republiky, rodné číslo {NUMBER}", NUMBER, "the state in Czech"),
    (f"Meno a priezvisko: Jana Vzorná, rodné číslo: {NUMBER}", NUMBER, "a Slovak form"),
    (f"číslo občianskeho preukazu nepozná, rodné číslo {NUMBER}", NUMBER, "a Slovak document beside"),
    (f"býva v Ľubici, {NUMBER}", NUMBER, "a letter that only Slovak has"),
]

CLEAN_CZECH = [
    (f"rodné číslo {NUMBER}", "plain"),
    (f"rodné číslo {NUMBER}, bytem Liberec", "Czech word"),
    (f"narozená v Brně, RČ {BARE}", "Czech participle"),
    (f"Jméno a příjmení: Jana Vzorná, rodné číslo {NUMBER}", "a Czech form"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_slovak(text: str, value: str, reason: str) -> None:
    """One finding, and it is Slovak."""
    assert found(text, "SK_BIRTH_NUMBER", "CZ_BIRTH_NUMBER") == [("SK_BIRTH_NUMBER", value)], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN_CZECH, ids=[row[1] for row in CLEAN_CZECH])
def test_czech(text: str, reason: str) -> None:
    """One finding, and it is Czech."""
    assert [entity for entity, _ in found(text, "SK_BIRTH_NUMBER", "CZ_BIRTH_NUMBER")] == ["CZ_BIRTH_NUMBER"], reason


def test_a_wrong_one() -> None:
    """Without a label a wrong check digit makes none."""
    assert found(f"bytom Košice, {bn.wrong(BARE)}", "SK_BIRTH_NUMBER") == []


def test_a_table_is_read_as_a_line_is() -> None:
    """Many numbers of one text are told apart by their own surroundings."""
    slovak, czech = f"bytom Košice, rodné číslo {NUMBER}\n", f"bytem Brno, rodné číslo {NUMBER}\n"
    text = slovak * 4 + " slovo" * 40 + "\n" + czech * 4
    kinds = [entity for entity, _ in found(text, "SK_BIRTH_NUMBER", "CZ_BIRTH_NUMBER")]
    assert kinds == ["SK_BIRTH_NUMBER"] * 4 + ["CZ_BIRTH_NUMBER"] * 4
