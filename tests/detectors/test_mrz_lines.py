"""Zones are put together from their lines, and their check digits weighed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors import mrz_lines
from detectors.mrz_lines import Zone, zones
from detectors.text.view import View
from support import zones as made


def read(text: str) -> list[Zone]:
    return list(zones(View(text), "P", "V", "R", "I"))


@pytest.mark.parametrize(
    ("lines", "kind"), [(made.td3(), "P"), (made.td1(), "I"), (made.td1(kind="IR"), "R"), (made.td2(), "V"), (made.td1(kind="AR"), "R")]
)
def test_whole(lines: list[str], kind: str) -> None:
    """Kind, issuer, whole span, right checks."""
    (zone,) = read("\n".join(lines))
    assert (zone.start, zone.end) == (0, len("\n".join(lines)))
    assert (zone.kind, zone.issuer, zone.check, zone.score) == (kind, "CZE", True, 0.99)


def test_two_zones() -> None:
    """Two documents are two zones."""
    text = "\n".join(made.td3()) + "\n\n\n" + "\n".join(made.td1())
    assert [zone.kind for zone in read(text)] == ["P", "I"]


def test_checks_weigh() -> None:
    """One wrong field of three keeps it sure; none right makes it less sure."""
    second = made.td3()[1]
    one = second.replace("710319", "710320", 1)
    none = second[:9] + "7" + second[10:13] + "710328" + second[19] + "F" + "301107" + second[27:]
    assert read(made.td3()[0] + "\n" + one)[0].check is True
    assert read(made.td3()[0] + "\n" + none)[0].check is False


@pytest.mark.parametrize("text", ["", "<", "A<" * 500, "P<CZE<<" * 300, "x" * 5000 + "<", "<<" * 3000, "P<CZEA<<A<<<<<< " * 200])
def test_nothing_breaks(text: str) -> None:
    """Bad input ends, and spans lie in the text."""
    for zone in read(text):
        assert 0 <= zone.start < zone.end <= len(text)


def test_in_prose() -> None:
    """Words before and after on the same line stay outside."""
    line = made.td3()[1]
    text = f"Opis zony z pasu zni {line} a je citelny"
    (zone,) = read(text)
    assert text[zone.start : zone.end] == line


@given(st.text(st.sampled_from("<<«A1 \n\n"), max_size=60))
def test_the_lines_with_a_filler_are_looked_at(text: str) -> None:
    """Whichever of its signs the filler has, every line that holds one is gone through, once."""
    runs = [(m.start(), m.end()) for line in re.finditer("[^\n]*[<«][^\n]*", text) for m in mrz_lines._RUN.finditer(text, *line.span())]
    assert [run.span() for run in mrz_lines._runs(text)] == runs
