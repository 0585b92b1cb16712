"""PowerPoint: slides, hidden ones, notes, tables, charts' texts."""

from __future__ import annotations

import io
import re
from functools import cache

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from support.documents import places, text


@cache
def everywhere() -> bytes:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "TITULEK"
    table = slide.shapes.add_table(2, 2, Cm(1), Cm(1), Cm(9), Cm(9)).table
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 1).text = "Jméno", "Číslo OP", "123456789"
    box = slide.shapes.add_textbox(Cm(1), Cm(1), Cm(3), Cm(3))
    box.text_frame.text = "7103"
    box.text_frame.paragraphs[0].add_run().text = "192745"
    box.name = "JMENOTVARU"
    box._element._nvXxPr.cNvPr.set("descr", "ALTERNATIVNI")
    slide.notes_slide.notes_text_frame.text = "POZNAMKA"
    hidden = show.slides.add_slide(show.slide_layouts[6])
    hidden._element.set("show", "0")
    data = CategoryChartData()
    data.categories = ["KATEGORIE"]
    data.add_series("RADA", (1,))
    hidden.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(1), Cm(1), Cm(9), Cm(9), data)
    show.core_properties.author = "AUTOR"
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "value", ["TITULEK", "123456789", "7103192745", "JMENOTVARU", "ALTERNATIVNI", "POZNAMKA", "KATEGORIE", "RADA", "AUTOR"]
)
def test_every_corner_is_read(value: str) -> None:
    """Also the workbook behind a chart, which is a file in the file."""
    assert value in text(everywhere(), recognise=lambda _: "")


def test_places() -> None:
    """The number of the slide."""
    assert places(everywhere(), "123456789") == {(("slide", 1), ("table", 1), ("row", 2), ("column", 2))}


def test_prompts_of_layouts_are_left_out() -> None:
    """PowerPoint's own words in empty places are nobody's; the same words with anything beside them are read."""
    show = pptx.Presentation()
    layout = show.slide_layouts[0]
    layout.placeholders[0].text = "Click to edit Master title style NAVIC"
    out = io.BytesIO()
    show.save(out)
    lines = text(out.getvalue(), recognise=lambda _: "").split("\n")
    assert "Click to edit Master text styles" not in lines
    assert not any(re.search("Placeholder [0-9]+$", line) for line in lines)
    assert any("Click to edit Master title style NAVIC" in line for line in lines)
