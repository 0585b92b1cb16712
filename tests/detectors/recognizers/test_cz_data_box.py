"""CZ_DATA_BOX: only beside its label, because ordinary words fit."""

from __future__ import annotations

import pytest

from support.found import values

FOUND = [
    ("IDDS podatele:\nhwtfcjj", "hwtfcjj", "on the next line"),
    ("ID dat. schránky hwtfcjj", "hwtfcjj", "abbreviated"),
    ("IDDS podatele: hwtfcjj", "hwtfcjj", "whose"),
    ("**IDDS:** hwtfcjj", "hwtfcjj", "bold"),
    ("ID datové schránky (IDDS) ............ kqkvvkt", "kqkvvkt", "dots"),
    ("<tr><td>ID DS</td><td>hwtfcjj</td></tr>", "hwtfcjj", "a cell"),
    ("ID datové schránky: abc2de3", "abc2de3", "the whole name"),
    ("datová schránka qk2aa3n", "qk2aa3n", "the name"),
    ("ID DS: qk2aa3n", "qk2aa3n", "the abbreviation"),
    ("IDDS qk2aa3n", "qk2aa3n", "together"),
    ("DS: qk2aa3n", "qk2aa3n", "short"),
    ("ISDS: QK2AA3N", "QK2AA3N", "capitals"),
    ("do datové schránky žadatele (qk2aa3n)", "qk2aa3n", "words between"),
    ("ID DS: qkbaabn", "qkbaabn", "letters alone behind a colon"),
    ("datova schranka: qk2aa3n", "qk2aa3n", "no diacritics"),
    ('"id_ds": "qk2aa3n"', "qk2aa3n", "a field"),
    ("qk2aa3n (datová schránka)", "qk2aa3n", "the label behind"),
    ("Jeho schránka ID: qk2aa3n", "qk2aa3n", "turned round"),
    ("číslo datové schránky je qk2aa3n.", "qk2aa3n", "a sentence"),
    ("IDDS anebatu", "anebatu", "letters alone, pronounceable, behind ID"),
    ("datovou schránku (ID anebatu)", "anebatu", "letters alone in brackets"),
    ("do datové schránky „anebatu“", "anebatu", "letters alone in quotes"),
    ("datová schránka abcdefg", "abcdefg", "letters that no word has"),
]
CLEAN = [
    ("datová schránka má být zřízena", "a verb"),
    ("IDDS podatele nebylo uvedeno", "no value"),
    ("datová schránka patří každému podnikateli", "a sentence"),
    ("qk2aa3n", "no label"),
    ("datová schránka znamená zrychlení", "an ordinary word"),
    ("datová schránka stavbam", "an ordinary word without diacritics"),
    ("datovou schránkou zaslána zpráva", "ordinary words"),
    ("datové schránky vyhláška 194/2009 Sb.", "a law"),
    ("datová schránka, IČO 7089150", "another number"),
    ("ID DZ: 1234567", "a message"),
    ("doručeno do DS dne 12. 3. 2024", "a date"),
    ("PS/DS ve verzi abc-de3", "another code"),
    ("DS\n\n\nqk2aa3n", "far away"),
    ("ID datové schránky najdete na webu", "a verb"),
    ("ID DS klienta", "an ordinary word"),
    ("ID datové schránky zadejte sem", "an order"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The identifier as written."""
    assert values(text, "CZ_DATA_BOX") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No data box."""
    assert values(text, "CZ_DATA_BOX") == [], reason
