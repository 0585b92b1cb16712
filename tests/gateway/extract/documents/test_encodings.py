"""Bytes to texts: never silently wrong."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.documents.encodings import texts
from gateway.model import OpaqueBody

READINGS = [
    ("Šťastný", "cp1250", 1, "Windows letters that are no letters in ISO"),
    ("Šťastný", "iso8859_2", 2, "letters in both sets: both readings"),
    ("Praha", "ascii", 1, "no letters beyond ASCII"),
    ("příliš", "utf-8", 1, "valid UTF-8 is nothing else"),
]


@pytest.mark.parametrize(("word", "encoding", "least", "why"), READINGS, ids=[row[3] for row in READINGS])
def test_readings(word: str, encoding: str, least: int, why: str) -> None:
    """The right one is among them."""
    found = texts(word.encode(encoding))
    assert word in found, why
    assert len(found) >= least, why


@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    """A text or a reason, nothing else."""
    with suppress(OpaqueBody):
        assert texts(content)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=100))
def test_any_text(text: str) -> None:
    """UTF-8 comes out as it went in."""
    assert texts(text.encode()) == (text.removeprefix("\ufeff"),)
