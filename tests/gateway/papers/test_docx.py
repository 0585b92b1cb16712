"""Papers as DOCX, read back."""

from __future__ import annotations

import io

from docx import Document

from gateway.papers import charts, docx
from gateway.papers.model import Grid, Heading, Listing, Paper, Paragraph, Signatures


def test_everything_stands_there():
    """Each block is there, in its own style; the properties name the title and no author."""
    grid = Grid((("H", "I"), ("1", "2")), head=True)
    paper = Paper(
        "Zkouška",
        (Heading("Nadpis", 1), Paragraph("Text\nřádek"), Listing(("bod",)), grid, Signatures(("A", "B")), charts.bars("Graf", [("a", 1)])),
    )
    read = Document(io.BytesIO(docx.write(paper)))
    assert [paragraph.text for paragraph in read.paragraphs[:3]] == ["Nadpis", "Text\nřádek", "bod"]
    assert [[cell.text for cell in row.cells] for row in read.tables[0].rows] == [["H", "I"], ["1", "2"]]
    assert read.tables[1].cell(1, 1).text == "B"
    assert len(read.inline_shapes) == 1
    assert (read.core_properties.title, read.core_properties.author) == ("Zkouška", "")
