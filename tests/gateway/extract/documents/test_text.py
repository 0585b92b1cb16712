"""Plain texts, in any encoding."""

from __future__ import annotations

import pytest

from support.documents import places, reason, text

CZECH = "Žluťoučký kůň úpěl ďábelské ódy; šíleně těžké."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1250", "iso8859_2"])
def test_encodings(encoding: str) -> None:
    """The words come out whole; where two readings make sense, both do."""
    assert CZECH in text(CZECH.encode(encoding), name="a.txt")


@pytest.mark.parametrize("name", ["a.md", "a.py", "a.json", "a.jsonl", "a", "a.unknown"])
def test_any_name(name: str) -> None:
    """A text is a text, whatever it is called."""
    assert "rč 710319/2745" in text(b'{"a": "rc 710319/2745"}'.replace(b"rc", "rč".encode()), name=name)


def test_places() -> None:
    """The first line of the piece that a value stands in."""
    content = "\n".join(f"řádek {number} se slovy" for number in range(1, 400)) + "\nHLEDANE"
    ((where,),) = places(content.encode(), "HLEDANE")
    assert where[0] == "line"
    assert 300 < int(where[1]) <= 400


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\x00\x03\x00\x00\x00\x04\x00", b"\x7fELF\x02\x01\x01\x00", bytes(range(256)), b"\x00" * 100, b"Rar!\x1a\x07\x01\x00abc"],
)
def test_what_is_no_text_is_unknown(content: bytes) -> None:
    """Programs and what nobody knows."""
    assert reason(content, "text/plain", "a.txt") == "unknown_document"


def test_broken_unicode_is_opaque() -> None:
    """A mark that promises UTF-16, and bytes that are none."""
    assert reason(b"\xff\xfe\x00\xd8\x00\xd8a\x00") == "charset"
