"""Charts."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from gateway.papers.charts import bars


def test_bars():
    """Well-formed, with a title, the numbers in words, and names cut and escaped."""
    chart = bars("Druhy <b>", [("a & b", 3), ("x" * 50, 0)])
    root = ET.fromstring(chart.svg)
    texts = [one.text for one in root.iter() if one.text]
    assert "a & b" in texts
    assert any(text.endswith("…") for text in texts)
    assert chart.words.startswith("Druhy <b>: a & b 3")


def test_nothing_to_show():
    """An empty year says so."""
    assert bars("Rok", []).words == "Rok: žádné údaje."
