"""Texts that nobody writes: the analyzer answers or says *not scanned*, and a value stays found whatever stands around it."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation import fuzz
from support.found import analyzer

RC = "710319/2745"
PIECES = st.one_of(st.text(max_size=6), st.sampled_from(fuzz.NASTY), st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Nd", "Zs"]))
HOSTILE = st.lists(PIECES, max_size=25).map("".join)
SETTINGS = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(HOSTILE)
@SETTINGS
def test_any_text(text: str) -> None:
    """Never an exception but NotScanned, and never that for a short text."""
    fuzz.scan(text)


@given(st.binary(max_size=60))
@SETTINGS
def test_any_bytes(data: bytes) -> None:
    """Bytes that are no text, as lone surrogates."""
    fuzz.one(data)


@given(HOSTILE, HOSTILE, st.sampled_from(["plain", "percent", "base64", "entities", "spaced"]))
@SETTINGS
def test_a_value_stays_found(before: str, after: str, way: str) -> None:
    """Between empty lines and beside its label, disguised or not, in whatever company."""
    written = {
        "plain": RC,
        "percent": quote(RC, safe=""),
        "base64": base64.b64encode(f"rodné číslo {RC}".encode()).decode(),
        "entities": "".join(f"&#{ord(c)};" for c in RC),
        "spaced": " ".join(RC),
    }[way]
    head = f"{before}\n\nrodné číslo: "
    text = f"{head}{written}\n\n{after}"
    covered = {i for f in analyzer().analyze(text) if f.score >= 0.5 for i in range(f.start, f.end)}
    assert {i for i in range(len(head), len(head) + len(written)) if text[i].isdigit()} <= covered


LINES = {
    "letters": "a",
    "digits": "7103192745",
    "words": "slovo ",
    "names": "Jan Novák ",
    "full_width": "７",
    "escapes": "&#55;",
    "base64": "cm9kbsOpIMSNw61zbG8gNzEwMzE5LzI3NDUg",
    "rtl": "\u202e\u05d0 ",
    "nul": "\x00",
}


@pytest.mark.parametrize("name", LINES)
def test_a_long_line(name: str) -> None:
    """A hundred thousand characters without a line end are scanned to their end."""
    unit = LINES[name]
    fuzz.scan(unit * (100_000 // len(unit)))


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", LINES)
def test_ten_megabytes_in_a_line(name: str) -> None:
    """The same with ten million characters."""
    unit = LINES[name]
    fuzz.scan(unit * (10_000_000 // len(unit)))
