"""The monthly report on shadow AI."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import pypdfium2

from gateway.papers import papers, shadow
from gateway.record.shadow import OTHERS, Row
from support.office import OFFICE

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
ROWS = [
    Row("gemini", 1240, {date(2026, 11, 2): 700, date(2026, 11, 3): 540}, {"odbor kultury": 800, OTHERS: 400, "": 40}),
    Row("poe", 2, {}, {}),
]


def text(rows: list[Row]) -> str:
    made = papers.WRITERS["pdf"](shadow.monthly(rows, date(2026, 11, 1), OFFICE, NOW, {"gemini": "Gemini", "poe": "Poe"}.__getitem__))
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(made))


def test_the_report():
    """Services with their numbers in Czech, departments as far as they may be named, and how to read it."""
    said = text(ROWS).replace("\u00a0", " ")
    for part in ("listopad 2026", "1 242 pokusů", "2 služby", "Gemini 1 240 2", "odbor kultury 800", "ostatní útvary 400", "Poe 2 — —"):
        assert part in said, part


def test_a_quiet_month():
    """Without an attempt there is no empty table."""
    said = text([])
    assert "0\u00a0pokusů" in said or "0 pokusů" in said
    assert "Podle služeb" not in said


def test_as_a_document():
    """The same as DOCX."""
    made = papers.WRITERS["docx"](shadow.monthly(ROWS, date(2026, 11, 1), OFFICE, NOW))
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(made)).namelist()
