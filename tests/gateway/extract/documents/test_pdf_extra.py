"""What a PDF says beside its pages."""

from __future__ import annotations

import pypdfium2 as pdfium

from gateway.extract.documents import pdf_extra
from gateway.extract.documents.api import PieceKind
from support.documents import text
from support.pdf import pdf

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a:b xmlns:a="c" label="POPIS">HODNOTA</a:b></x:xmpmeta>'


def test_kinds() -> None:
    """Properties, outline and fields are told apart."""
    content = pdf(["x"], info={"Author": "Jan"}, outline="Kapitola", fields={"jméno": "Eva"})
    with pdfium.PdfDocument(content) as document:
        document.init_forms()
        kinds = {
            piece.text: piece.kind for piece in (*pdf_extra.pieces(document, content), *pdf_extra.page_pieces(document[0], document, ()))
        }
    assert kinds["Author: Jan"] is PieceKind.PROPERTY
    assert kinds["Kapitola"] is PieceKind.HEADING
    assert kinds["Eva"] is PieceKind.COMMENT


def test_metadata_packets() -> None:
    """XMP is XML inside; a damaged packet is still read as a text."""
    assert "HODNOTA" in text(pdf(["x"]) + XMP)
    assert "POPIS" in text(pdf(["x"]) + XMP)
    assert "HODNOTA" in text(pdf(["x"]) + XMP.replace(b"</a:b>", b""))
