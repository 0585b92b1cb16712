"""The package around Office documents."""

from __future__ import annotations

import io
import zipfile

import pytest

from gateway.extract.documents import ooxml
from gateway.extract.documents.api import Document, Piece
from gateway.extract.documents.members import Members
from gateway.model import OpaqueBody


def package(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(ooxml.CONTENT_TYPES, "<Types/>")
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return out.getvalue()


def test_every_part_is_taken() -> None:
    """XML as XML, settings of printers by their letters, anything else as a file."""
    content = package(
        word__a_DOT_xml=b"<a>TEXT</a>",
        xl__printerSettings1_DOT_bin="Tiskárna TISKARNA".encode("utf-16-le") + b"\x00\x01ASCIITEXT\x00",
        word__media__b_DOT_png=b"PICTURE",
        word__seen_DOT_xml=b"<broken",
        empty_DOT_xml=b"",
    )
    found = ooxml.rest(Members(content), ["word/seen.xml"])
    said = " ".join(piece.text for piece in found.pieces)
    assert all(value in said for value in ("TEXT", "TISKARNA", "ASCIITEXT"))
    assert [(inner.name, inner.load()) for inner in found.attachments] == [("b.png", b"PICTURE")]


def test_drawings_of_old_kind_need_not_be_xml() -> None:
    """Office leaves line breaks open in VML; nothing after them is lost."""
    content = package(xl__drawings__a_DOT_vml=b"<xml><div>PRED<br>PO</div></xml>")
    said = " ".join(piece.text for piece in ooxml.rest(Members(content), []).pieces)
    assert "PRED" in said
    assert "PO" in said


def test_nothing_stands_before_a_package() -> None:
    """Office opens no such file."""
    with pytest.raises(OpaqueBody):
        ooxml.rest(Members(b"x" + package()), [])


def test_is_package() -> None:
    """By the folder of its parts."""
    assert ooxml.is_package(package(word__a_DOT_xml=b"<a/>"), "word/")
    assert not ooxml.is_package(package(word__a_DOT_xml=b"<a/>"), "xl/")
    assert not ooxml.is_package(b"text", "word/")


def test_merged() -> None:
    """Rows keep to their pieces."""
    one = Document((Piece("a"), Piece("b")), rows=((0, 1),))
    assert ooxml.merged(one, one).rows == ((0, 1), (2, 3))
