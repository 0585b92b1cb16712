"""7-Zip archives."""

from __future__ import annotations

import io

import py7zr
import pytest

from gateway.extract.documents import seven_zip
from support.documents import reason, text


def archive(files: dict[str, bytes], password: str | None = None, *, names_too: bool = False) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password=password, header_encryption=names_too) as made:
        for name, data in files.items():
            made.writestr(data, name)
    return out.getvalue()


def test_files_and_names() -> None:
    """Each file as what it is."""
    found = text(archive({"JMENO.txt": b"OBSAH", "b": b"DRUHY", "prazdny": b""}))
    assert all(value in found for value in ("JMENO", "OBSAH", "DRUHY"))


BAD = [
    (archive({"a": b"x"}, "heslo"), "encrypted", "a password"),
    (archive({"a": b"x"}, "heslo", names_too=True), "encrypted", "a password over the names"),
    (archive({"a": b"x" * 999})[:-10], "broken_document", "cut"),
    (b"7z\xbc\xaf\x27\x1c" + bytes(40), None, "empty"),
]


@pytest.mark.parametrize(("content", "expected", "why"), BAD, ids=[row[2] for row in BAD])
def test_what_cannot_be_unpacked_is_opaque(content: bytes, expected: str | None, why: str) -> None:
    """With its reason."""
    assert reason(content) in ({expected} if expected else {None, "broken_document"}), why


def test_a_bomb_is_opaque(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the size that it says, and by the size that it has."""
    monkeypatch.setattr(seven_zip, "BYTES", 1_000_000)
    assert reason(archive({"a": bytes(2_000_000)})) == "document_limit"
