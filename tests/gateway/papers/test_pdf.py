"""Papers as PDF, checked by reading and rendering them."""

from __future__ import annotations

import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.papers import charts, pdf
from gateway.papers.model import Grid, Heading, Listing, Paper, Paragraph, Signatures

TEXT = 'Příliš žluťoučký kůň: „uvozovky“ #let x = [1] $a$ *b* _c_ `d` @e <f> \\g "h" // i ~ j – k'


def shown(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_everything_stands_there():
    """Each block's text is in the file as it was given; a long table goes on over pages."""
    grid = Grid(tuple((f"řádek {number}", TEXT) for number in range(60)))
    paper = Paper(
        'Zkouška "1"',
        (Heading("Nadpis", 1), Paragraph(TEXT), Listing(("bod",)), grid, Signatures(("A", "B")), charts.bars("Graf", [("a", 1)])),
    )
    data = pdf.write(paper)
    text = shown(data)
    for part in ("Nadpis", "bod", "řádek 59", "Graf: a 1."):
        assert part in text
    assert "žluťoučký kůň: „uvozovky“ #let x = [1] $a$ *b*" in text
    assert len(pypdfium2.PdfDocument(data)) > 1


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["C", "Z", "M", "Lo", "So", "Sk"], max_codepoint=0x24F), max_size=30))
def test_no_text_is_a_command(text):
    """Whatever a text holds, Typst shows it and does nothing with it."""
    pdf.write(Paper(text, (Paragraph(text), Grid(((text, text),)))))


def test_the_page_is_not_empty():
    """Rendered, the page has ink on it, and its margins are free."""
    image = (
        pypdfium2.PdfDocument(pdf.write(Paper("x", (Heading("Nadpis", 1), Paragraph("Text")))))
        .get_page(0)
        .render(scale=0.5)
        .to_pil()
        .convert("L")
    )
    assert min(image.getdata()) < 100
    assert min(image.crop((0, 0, image.width, 25)).getdata()) > 250


def test_charts_become_pictures():
    """For writers that take no SVG."""
    assert pdf.png(charts.bars("Graf", [("a", 1), ("b", 0)]))[:4] == b"\x89PNG"
