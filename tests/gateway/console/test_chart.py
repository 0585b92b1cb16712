"""Charts as SVG."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from gateway.console.chart import SERIES, Chart, Series, _round, bars, columns, leading

XSS = '"><script>alert(1)</script>'


def parsed(chart: Chart) -> ET.Element:
    return ET.fromstring(str(chart.svg))


def test_columns_stack_to_their_sum() -> None:
    """Each number is as high as its share, and stands on the one below it; the table has the sums."""
    chart = columns("Podle druhu", ["1. 3.", "2. 3.", "3. 3."], [Series("a", (4, 0, 0)), Series("b", (4, 2, 0))], "Den")
    paths = [one.get("d", "") for one in parsed(chart).iter("path")]
    first, second = (re.findall(r"v-([0-9.]+)", path) for path in paths)
    assert (len(first), len(second)) == (1, 2), "nought is not drawn"
    assert float(first[0]) == float(second[0]) == pytest.approx(2 * float(second[1]), abs=0.6)
    assert float(paths[1].split("v")[0].split()[1]) == pytest.approx(float(paths[0].split("v")[0].split()[1]) - float(first[0]), abs=0.6)
    assert chart.heads == ("Den", "a", "b", "Σ")
    assert chart.rows == (("1. 3.", "4", "4", "8"), ("2. 3.", "0", "2", "2"))


def test_bars_have_their_numbers() -> None:
    """The longest is the largest."""
    chart = bars("Útvary", [("odbor kultury", 1284), ("x" * 50, 2)], ("Útvar", "Událostí"))
    widths = [float(one.get("width", "0")) for one in parsed(chart).iter("rect")]
    assert widths[0] > widths[1] > 0
    assert chart.rows == (("odbor kultury", "1\u00a0284"), ("x" * 50, "2"))
    assert bars("ms", [("a", 1.25), ("b", 250.5)], ("x", "y"), "ms").rows == (("a", "1,2\u00a0ms"), ("b", "250\u00a0ms"))


@pytest.mark.parametrize(("most", "top"), [(0, 4), (4, 4), (5, 8), (13, 16), (33, 40), (999, 1200), (123_456, 160_000)])
def test_the_scale_is_round(most: int, top: int) -> None:
    """Four lines divide it."""
    assert _round(most) == top


def test_what_is_small_stands_together() -> None:
    """The largest series by name, the rest in one."""
    counts = {"d": {f"k{number}": 10 - number for number in range(8)}}
    series = leading(counts, ["d", "e"], "ostatní")
    assert [one.name for one in series] == ["k0", "k1", "k2", "k3", "k4", "ostatní"]
    assert len(series) == SERIES
    assert sum(one.values[0] for one in series) == sum(counts["d"].values())
    assert [one.name for one in leading({"d": {"a": 1}}, ["d"], "ostatní")] == ["a"]


def test_a_picture_has_a_name_no_style_and_no_markup_of_others() -> None:
    """Names are text; colours are classes, since inline styles are forbidden."""
    for chart in (columns(XSS, [XSS], [Series(XSS, (1,))], XSS), bars(XSS, [(XSS, 1)], (XSS, XSS))):
        tree = parsed(chart)
        assert tree.get("aria-label") == XSS
        assert not list(tree.iter("script"))
        assert "style=" not in chart.svg


def test_nothing_is_drawn_from_nothing() -> None:
    """No numbers, no rows."""
    assert columns("t", ["1. 3."], [], "Den").rows == ()
    assert bars("t", [], ("a", "b")).rows == ()
