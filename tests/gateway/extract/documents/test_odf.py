"""OpenDocument: texts, sheets, slides."""

from __future__ import annotations

import io
import zipfile

import odfdo
import pytest

from support.documents import reason, text

N = (
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
CHANGES = (
    f"<text:tracked-changes {N}><text:changed-region><text:deletion><office:change-info><dc:creator>MAZAL</dc:creator></office:change-info>"
    "<text:p>SMAZANO</text:p></text:deletion></text:changed-region></text:tracked-changes>"
)


def saved(document: odfdo.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def letter() -> bytes:
    document = odfdo.Document("text")
    body = document.body
    paragraph = odfdo.Paragraph("PRVNI7103")
    paragraph.append(odfdo.Span("19/2745"))
    paragraph.insert_annotation(body="KOMENTAR", creator="AUTORKOMENTARE", after="PRVNI")
    paragraph.insert_note(after="PRVNI", note_id="n", citation="1", body="POZNAMKA")
    body.append(paragraph)
    body.append(odfdo.Header(1, "NADPIS"))
    body.append(odfdo.Element.from_tag(CHANGES))
    body.append(odfdo.Element.from_tag(f'<text:hidden-paragraph {N} text:condition="PODMINKA">SKRYTY</text:hidden-paragraph>'))
    document.meta.title, document.meta.creator = "TITUL", "AUTOR"
    document.meta.set_user_defined_metadata("MSIP_Label_X", "Vyhrazené")
    return saved(document)


def sheet() -> bytes:
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table("LISTEK")
    table.set_value("A1", "Jméno")
    table.set_value("C1", "Číslo OP")
    table.set_value("A2", "TABULKA")
    table.set_value("C2", 123456789)
    document.body.append(table)
    return saved(document)


@pytest.mark.parametrize(
    "value",
    [
        "710319/2745",
        "KOMENTAR",
        "AUTORKOMENTARE",
        "POZNAMKA",
        "NADPIS",
        "SMAZANO",
        "MAZAL",
        "PODMINKA",
        "SKRYTY",
        "TITUL",
        "AUTOR",
        "MSIP_Label_X",
        "Vyhrazené",
    ],
)
def test_every_corner_of_a_letter_is_read(value: str) -> None:
    """Paragraphs, notes, annotations, changes, hidden parts, properties."""
    assert value in text(letter(), recognise=lambda _: "")


def test_sheets() -> None:
    """Cells stand below their heads, repeated empty ones too."""
    found = text(sheet(), recognise=lambda _: "")
    assert "LISTEK" in found
    assert "Jméno\t\tČíslo OP\nTABULKA\t\t123456789" in found


def repeated() -> bytes:
    cells = '<table:table-cell table:number-columns-repeated="999999999"><text:p>x</text:p></table:table-cell>'
    rows = f'<table:table {N}><table:table-row table:number-rows-repeated="999999999">{cells}</table:table-row></table:table>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<office:document-content {N}>{rows}</office:document-content>")
    return out.getvalue()


def test_what_programs_add() -> None:
    """The cache of the layout, and the drawing of a chart that is read itself, make no letter opaque; a drawing of nothing does."""
    out = io.BytesIO(letter())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("layout-cache", bytes(range(256)))
        archive.writestr("ObjectReplacements/Object 1", b"VCLMTF" + bytes(range(256)))
        archive.writestr("Object 1/content.xml", "<a>VGRAFU</a>")
    assert "VGRAFU" in text(out.getvalue(), recognise=lambda _: "")
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("ObjectReplacements/Object 2", b"VCLMTF" + bytes(range(256)))
    assert reason(out.getvalue(), recognise=lambda _: "") == "unknown_document"


def locked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", b"\x01\x02\x03")
        archive.writestr("META-INF/manifest.xml", "<m><encryption-data/></m>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [(locked(), "encrypted"), (letter()[:-500], "broken_document"), (repeated(), None)],
    ids=["a password", "cut", "a cell repeated without end is one"],
)
def test_what_cannot_be_read_is_opaque(content: bytes, expected: str | None) -> None:
    """With its reason."""
    assert reason(content, recognise=lambda _: "") == expected
