"""gzip, bzip2, xz."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable

import pytest

from gateway.extract.documents import packed
from support.documents import reason, text


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as made:
        info = tarfile.TarInfo("soubor.txt")
        info.size = 5
        made.addfile(info, io.BytesIO(b"OBSAH"))
    return out.getvalue()


def named() -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile("JMENO.txt", "wb", fileobj=out) as made:
        made.write(b"OBSAH")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [gzip.compress(b"OBSAH"), bz2.compress(b"OBSAH"), lzma.compress(b"OBSAH"), tar(), gzip.compress(b"x\n") + gzip.compress(b"OBSAH")],
    ids=["gzip", "bzip2", "xz", "tar", "two members"],
)
def test_what_is_in_it_is_read(content: bytes) -> None:
    """Every member, and archives in it."""
    assert "OBSAH" in text(content)


def test_the_name_inside_is_read() -> None:
    """gzip keeps one."""
    assert "JMENO" in text(named())


BAD = [
    (gzip.compress(b"x" * 9999)[:-9], "broken_document", "cut"),
    (bz2.compress(b"x" * 9999)[:-9], "broken_document", "cut"),
    (lzma.compress(b"x" * 9999)[:-20], "broken_document", "cut"),
    (gzip.compress(b"x") + b"za koncem", "broken_document", "something behind it"),
]


@pytest.mark.parametrize(("content", "expected", "why"), BAD, ids=[f"{number} {row[2]}" for number, row in enumerate(BAD)])
def test_what_cannot_be_unpacked_is_opaque(content: bytes, expected: str, why: str) -> None:
    """With its reason."""
    assert reason(content) == expected, why


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_bomb_is_opaque(pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Unpacking ends at the limit."""
    monkeypatch.setattr(packed, "BYTES", 10_000_000)
    assert reason(pack(bytes(20_000_000))) == "document_limit"
