"""A paper as DOCX, for an office that goes on writing in it."""

from __future__ import annotations

import io
from typing import assert_never

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from gateway.papers.model import Block, Grid, Heading, Listing, Paper, Paragraph, Picture, Signatures
from gateway.papers.pdf import png

FONT = "Liberation Serif"


def write(paper: Paper) -> bytes:
    """The file. The same paper gives the same text; times of creation are left out of the properties."""
    document = Document()
    document.core_properties.title = paper.title
    document.core_properties.author = ""
    document.core_properties.language = paper.language
    style = document.styles["Normal"]
    style.font.name = FONT
    style.font.size = Pt(11)
    language = style.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "cs-CZ" if paper.language == "cs" else "en-GB"})
    style.element.get_or_add_rPr().append(language)
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.2)
    for block in paper.blocks:
        _add(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add(document: DocxDocument, block: Block) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(text, level=level - 1)
        case Paragraph(text):
            document.add_paragraph(text)
        case Listing(items):
            for item in items:
                document.add_paragraph(item, style="List Bullet")
        case Grid():
            _grid(document, block)
        case Signatures(who):
            table = document.add_table(rows=2, cols=len(who))
            for at, one in enumerate(who):
                table.cell(0, at).text = "\n\n……………………………………"
                table.cell(1, at).text = one
        case Picture(_, words):
            document.add_picture(io.BytesIO(png(block)), width=Cm(16))
            document.add_paragraph(words)
        case _:
            assert_never(block)


def _grid(document: DocxDocument, grid: Grid) -> None:
    table = document.add_table(rows=0, cols=len(grid.rows[0]))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    for number, row in enumerate(grid.rows):
        cells = table.add_row().cells
        for at, text in enumerate(row):
            cells[at].text = text
            if (grid.head and number == 0) or (not grid.head and at == 0):
                for run in cells[at].paragraphs[0].runs:
                    run.bold = True
