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


HIDDEN = "rodné číslo 710319/2745"
WIDE = [
    (b"\xff\xfe" + HIDDEN.encode(), "behind the mark of UTF-16"),
    (b"\xff\xfe" + HIDDEN.encode() + b".", "one more byte: no UTF-16, refused or read"),
    (b"\xfe\xff" + HIDDEN.encode() + b" ", "the other order"),
    ("Příloha\n".encode("utf-16") + HIDDEN.encode() + b" " * (len(HIDDEN.encode()) % 2), "behind a text that is one"),
    ("Příloha k žádosti o dotaci, strana první\n".encode("utf-16-le") + HIDDEN.encode() + b" " * (len(HIDDEN.encode()) % 2), "without a mark"),
    (b"\xff\xfe" + HIDDEN.encode("cp1250") + b" " * (len(HIDDEN) % 2), "in a set of eight bits"),
    (HIDDEN.encode() + b"\xff", "one byte that is no UTF-8"),
    ("Šimůnek ".encode("cp1250") + HIDDEN.encode(), "two encodings in one file"),
]


@pytest.mark.parametrize(("content", "why"), WIDE, ids=[row[1] for row in WIDE])
def test_what_a_lenient_reader_sees(content: bytes, why: str) -> None:
    """It is among the readings, or the file is refused: a mark of two bytes, or one broken letter, hides nothing."""
    try:
        found = texts(content)
    except OpaqueBody:
        return
    assert any(HIDDEN in text for text in found), why


PLAIN = "Žádost č. 12/2026 – „příloha“: částka 1 250 €, tel. 777 123 456, příliš žluťoučký kůň úpěl ďábelské ódy…"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1250", "utf-8"])
def test_an_honest_text_is_read_once(encoding: str) -> None:
    """No second reading for what Czech programs write."""
    assert texts(PLAIN.encode(encoding)) == (PLAIN,)


@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    """A text or a reason, nothing else."""
    with suppress(OpaqueBody):
        assert texts(content)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=100))
def test_any_text(text: str) -> None:
    """UTF-8 comes out as it went in."""
    assert texts(text.encode()) == (text.removeprefix("\ufeff"),)
