"""Compound files that nobody reads."""

from __future__ import annotations

import pytest

from gateway.extract.documents import ole
from support.compound import compound
from support.documents import reason

FILES = [
    ({"WordDocument": b"x" * 5000}, "unknown_document", "an old Word document"),
    ({"PowerPoint Document": b"x" * 5000}, "unknown_document", "an old presentation"),
    ({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y" * 5000}, "encrypted", "a new document behind a password"),
]


@pytest.mark.parametrize(("streams", "expected", "why"), FILES, ids=[row[2] for row in FILES])
def test_reasons(streams: dict[str, bytes], expected: str, why: str) -> None:
    """By the streams in them."""
    assert reason(compound(streams)) == expected, why


def test_a_damaged_file_is_broken() -> None:
    """The mark alone."""
    assert reason(ole.MAGIC + bytes(100)) == "broken_document"
    assert not ole.has(b"text", "Workbook")
