"""Tape archives."""

from __future__ import annotations

import io
import tarfile

import pytest

from support.documents import reason, text


def archive(kind: int = tarfile.PAX_FORMAT, size: int | None = None) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=kind) as made:
        info = tarfile.TarInfo("složka/JMENO.txt")
        info.size, info.uname = 5, "VLASTNIK"
        info.pax_headers = {"comment": "POZNAMKA"} if kind == tarfile.PAX_FORMAT else {}
        made.addfile(info, io.BytesIO(b"OBSAH"))
        link = tarfile.TarInfo("odkaz")
        link.type, link.linkname = tarfile.SYMTYPE, "CILODKAZU"
        made.addfile(link)
    return out.getvalue()


@pytest.mark.parametrize("kind", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_files_names_owners_links(kind: int) -> None:
    """Everything in it."""
    found = text(archive(kind))
    assert all(value in found for value in ("JMENO", "OBSAH", "VLASTNIK", "CILODKAZU"))
    assert ("POZNAMKA" in found) is (kind == tarfile.PAX_FORMAT)


def test_something_behind_the_end_is_read() -> None:
    """Or makes it opaque."""
    assert "ZAKONCEM" in text(archive() + b"ZAKONCEM a jeste neco")


def test_a_cut_archive_is_opaque() -> None:
    """Never a part of it."""
    assert reason(archive()[: 512 * 3 + 2]) == "broken_document"
