"""Word: a value planted in every corner of a document is seen, and where it stands is known."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Pt
from PIL import Image

from support.documents import places, reason, text

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" '
    'pid="2" name="MSIP_Label_12345678-1234-1234-1234-123456789012_Name"><vt:lpwstr>Vyhrazené</vt:lpwstr></property></Properties>'
)


def bare() -> docx.document.Document:
    document = docx.Document()
    package = document.part.package
    for relation in [one for one in package.rels.values() if "thumbnail" in one.reltype]:
        del package.rels[relation.rId]
    return document


def saved(document: docx.document.Document, **parts: str) -> bytes:
    out = io.BytesIO()
    document.save(out)
    if parts:
        with zipfile.ZipFile(out, "a") as archive:
            for name, content in parts.items():
                archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


@cache
def everywhere() -> bytes:
    document = bare()
    paragraph = document.add_paragraph("PRVNI71")
    paragraph.add_run("03").bold = True
    paragraph.add_run("19/2745")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Jméno", "Číslo OP"
    table.cell(1, 0).text, table.cell(1, 1).text = "TABULKA", "123456789"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "VNORENA"
    document.sections[0].header.paragraphs[0].text = "ZAHLAVI"
    document.sections[0].footer.paragraphs[0].text = "ZAPATI"
    document.add_comment(paragraph.runs[0], text="KOMENTAR", author="AUTORKOMENTARE", initials="AK")
    hidden = document.add_paragraph().add_run("SKRYTY")
    hidden.font.hidden = True
    hidden.font.size = Pt(1)
    document.core_properties.author, document.core_properties.title = "AUTOR", "TITUL"
    body = document.element.body
    body.insert(
        0,
        parse_xml(
            f'<w:p {W}><w:del w:author="MAZAL"><w:r><w:delText>SMAZANO</w:delText></w:r></w:del><w:ins w:author="PSAL"><w:r><w:t>VLOZENO</w:t></w:r></w:ins></w:p>'
        ),
    )
    body.insert(
        0,
        parse_xml(
            f'<w:sdt {W}><w:sdtPr><w:alias w:val="ALIAS"/><w:placeholder><w:docPart w:val="x"/></w:placeholder></w:sdtPr><w:sdtContent><w:p><w:r><w:t>POLE</w:t></w:r></w:p></w:sdtContent></w:sdt>'
        ),
    )
    body.insert(
        0,
        parse_xml(
            f"<w:p {W}><w:r><w:instrText>MERGEFIELD INSTRUKCE</w:instrText></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>RAMECEK</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
        ),
    )
    document.part.relate_to(
        "mailto:ODKAZ@example.cz", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True
    )
    picture = io.BytesIO()
    Image.new("L", (6, 6)).save(picture, "PNG")
    document.add_picture(picture)
    document.inline_shapes[0]._inline.docPr.set("descr", "ALTERNATIVNI")
    footnotes = f"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>POZNAMKA</w:t></w:r></w:p></w:footnote></w:footnotes>"
    return saved(
        document,
        word__footnotes=footnotes,
        docProps__custom=CUSTOM,
        word__unknown="<x><y>NEZNAMA</y></x>",
        customXml__item9="<a><b>DATAXML</b></a>",
    )


PLANTED = [
    "PRVNI710319/2745",
    "TABULKA",
    "VNORENA",
    "ZAHLAVI",
    "ZAPATI",
    "KOMENTAR",
    "AUTORKOMENTARE",
    "SKRYTY",
    "AUTOR",
    "TITUL",
    "SMAZANO",
    "MAZAL",
    "VLOZENO",
    "ALIAS",
    "POLE",
    "INSTRUKCE",
    "RAMECEK",
    "ODKAZ@example.cz",
    "ALTERNATIVNI",
    "POZNAMKA",
    "MSIP_Label_12345678",
    "Vyhrazené",
    "NEZNAMA",
    "DATAXML",
]


@pytest.mark.parametrize("value", PLANTED)
def test_every_corner_is_read(value: str) -> None:
    """Body, tables in tables, margins, comments, changes, fields, boxes, links, properties, labels, parts nobody knows."""
    assert value in text(everywhere())


def test_places() -> None:
    """Paragraphs and cells say where they are."""
    content = everywhere()
    assert (("table", 1), ("row", 2), ("column", 2)) in places(content, "123456789")
    assert any(where[0][0] == "paragraph" for where in places(content, "PRVNI"))


def test_an_empty_document_says_little() -> None:
    """What a program writes into every file is no finding."""
    from detectors.analyzer import Analyzer

    analyzer = Analyzer.load()
    found = [one for one in analyzer.analyze(text(saved(bare()))) if one.score >= 0.5]
    assert not found


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (everywhere()[:-300], "broken_document"),
        (everywhere()[: len(everywhere()) // 2], "broken_document"),
        (saved(bare(), word__x="<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "broken_document"),
        (saved(bare(), word__x="<a>"), "broken_document"),
        (b"%!PS" + everywhere(), "broken_document"),
    ],
    ids=["cut at the end", "cut in half", "entities", "broken part", "something before it"],
)
def test_what_cannot_be_read_whole_is_opaque(content: bytes, expected: str) -> None:
    """Never a part of it."""
    assert reason(content) == expected


def test_macros_and_objects_are_opaque() -> None:
    """A part that is neither XML nor a file anybody reads."""
    out = io.BytesIO(everywhere())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert reason(out.getvalue()) in {"unknown_document", "broken_document"}


def test_a_picture_needs_recognition() -> None:
    """Without it the document is opaque; with it the letters are read."""
    document = bare()
    picture = io.BytesIO()
    Image.linear_gradient("L").save(picture, "PNG")
    document.add_picture(picture)
    assert reason(saved(document)) == "no_ocr"
    assert "PRECTENO" in text(saved(document), recognise=lambda _: "PRECTENO")
