"""CZ_PSEUDONYM: identifiers of registers beside their label; a GUID alone is a machine's."""

from __future__ import annotations

import pytest

from support.numbers import acting

FOUND = [
    ("BSI: 3f2504e0-4f89-11d3-9a0c-0305e82c3301", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "a GUID"),
    ("bezvýznamový směrový identifikátor AbCdEf0123456789abcdefghij==", "AbCdEf0123456789abcdefghij==", "a token"),
    ("AIFO osoby 3f2504e0-4f89-11d3-9a0c-0305e82c3301", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "an agenda's identifier"),
    ("agendový identifikátor fyzické osoby (AIFO): kX9d8f7g6h5j4k3l2m1n", "kX9d8f7g6h5j4k3l2m1n", "spelled out"),
    ("id;BSI\n1;3f2504e0-4f89-11d3-9a0c-0305e82c3301", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "a column"),
]

CLEAN = [
    ("3f2504e0-4f89-11d3-9a0c-0305e82c3301", "a GUID alone"),
    ("commit 3f2504e04f8911d39a0c0305e82c3301", "a hash"),
    ("BSI vydal doporučení", "the German office"),
    ("AIFO je bezvýznamový identifikátor", "what it is"),
    ("bezvýznamový identifikátor neodpovídajícíhodnota", "a word of letters"),
    ("absint 3f2504e0-4f89-11d3-9a0c-0305e82c3301", "the end of another word"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The code as written."""
    assert acting(text, "CZ_PSEUDONYM") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No such code."""
    assert acting(text, "CZ_PSEUDONYM") == [], reason
