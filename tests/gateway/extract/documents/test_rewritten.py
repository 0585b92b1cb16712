"""Documents with tokens in place of values, read again by the readers of their types."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest

from gateway.extract.documents.reader import Reader
from gateway.extract.documents.registry import documents
from gateway.extract.documents.rewritten import rewritten
from gateway.model import File, OpaqueBody

NAME, RC = "Jana Dvořáková", "715319/2743"
CHANGES = [(NAME, "[OSOBA_1]"), (RC, "[RODNE_CISLO_1]"), ("Jana", "[OSOBA_1]"), ("7153192743", "[RODNE_CISLO_1]")]


def said(content: bytes) -> str:
    return "\n".join(segment.text for segment in Reader(documents(), None).read(File((), content)).segments)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
def test_texts(encoding):
    """In its own encoding, every other byte as it was; whole words only."""
    text = f"Paní {NAME}, r. č. {RC};\r\nJanatka žádá. {NAME}\r\n"
    out = rewritten(text.encode(encoding), CHANGES)
    assert out.decode(encoding) == "Paní [OSOBA_1], r. č. [RODNE_CISLO_1];\r\nJanatka žádá. [OSOBA_1]\r\n"


def test_utf_16():
    """With its mark."""
    out = rewritten("\ufeff".encode("utf-16-le") + NAME.encode("utf-16-le"), CHANGES)
    assert out == "\ufeff[OSOBA_1]".encode("utf-16-le")


def word() -> bytes:
    """Values over runs, in a table, a header, a property, a comment, and struck out."""
    made = docx.Document()
    paragraph = made.add_paragraph("Žádost: ")
    for piece, bold in (("Ja", True), ("na Dvo", False), ("řáková", True), (", r. č. 7153", False), ("19/2743", True), (" v Brně.", False)):
        paragraph.add_run(piece).bold = bold
    made.add_table(1, 2).cell(0, 1).text = RC
    made.sections[0].header.paragraphs[0].text = f"Spis paní {NAME}"
    made.core_properties.author = NAME
    made.add_comment(paragraph.runs[0], text=f"volala {NAME}", author=NAME)
    out = io.BytesIO()
    made.save(out)
    source = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(source, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                struck = '<w:p><w:r><w:t>Nyní </w:t></w:r><w:del w:id="9" w:author="x"><w:r><w:delText>Jana</w:delText></w:r></w:del><w:del w:id="8" w:author="x"><w:r><w:delText xml:space="preserve"> Dvořáková</w:delText></w:r></w:del></w:p>'
                data = data.decode().replace("<w:body>", "<w:body>" + struck).encode()
            new.writestr(name, data)
    return source.getvalue()


def test_word():
    """No value is left anywhere, and everything else is."""
    content = word()
    assert RC in said(content)
    out = rewritten(content, CHANGES)
    text = said(out)
    assert "Dvořák" not in text
    assert "2743" not in text
    assert "Žádost: [OSOBA_1], r. č. [RODNE_CISLO_1] v Brně." in text
    made = docx.Document(io.BytesIO(out))
    assert made.core_properties.author == "[OSOBA_1]"
    assert [run.text for run in made.paragraphs[1].runs][-1] == " v Brně."
    assert len(zipfile.ZipFile(io.BytesIO(out)).namelist()) == len(zipfile.ZipFile(io.BytesIO(content)).namelist())


def test_excel():
    """Shared strings, comments, names of sheets, and a number that is none any more."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Jana"
    sheet["A1"], sheet["B1"], sheet["C1"], sheet["D1"] = NAME, RC, 7153192743, 12.5
    sheet["A1"].comment = openpyxl.comments.Comment(f"ověřit {RC}", "Jana")
    out = io.BytesIO()
    book.save(out)
    again = openpyxl.load_workbook(io.BytesIO(rewritten(out.getvalue(), CHANGES)))
    values = [cell.value for cell in again.worksheets[0][1]]
    assert values == ["[OSOBA_1]", "[RODNE_CISLO_1]", "[RODNE_CISLO_1]", 12.5]
    assert "2743" not in said(rewritten(out.getvalue(), CHANGES))


def test_nothing_to_change():
    """A part without values stays byte for byte."""
    content = word()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(io.BytesIO(rewritten(content, []))) as new:
        assert {name: old.read(name) for name in old.namelist()} == {name: new.read(name) for name in new.namelist()}


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 \nx", b"\xd0\xcf\x11\xe0rest", b"PK\x03\x04", b"\x00\x01\x02"], ids=["pdf", "doc", "zip", "binary"]
)
def test_not_put_together_again(content):
    """A type that cannot be rebuilt honestly blocks."""
    with pytest.raises(OpaqueBody):
        rewritten(content, CHANGES)
