"""Disguises through the whole analyzer: what was written in another way is found where it stood, and ordinary text costs no second scan."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.finding import Finding
from detectors.text.disguise import alternative
from detectors.text.view import View
from support.found import analyzer

RC = "710319/2745"


def packed(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


ROWS = [
    ("rodné číslo: {}", "&#55;&#49;&#48;&#51;&#49;&#57;/2745", "entities"),
    ("rodné číslo: {}", "710319&sol;2745", "one entity"),
    ("{}", "710319%2F2745", "percent-encoding needs no label"),
    ("https://urad.example/?rc={}&x=1", "710319%2F2745", "in an address"),
    ("RČ {} konec", "7 1 0 3 1 9 / 2 7 4 5", "spaced"),
    ("RČ {} konec", "7.1.0.3.1.9.2.7.4.5", "dotted"),
    ("RČ {} konec", "7103\n19/2745", "over two lines"),
    ("rodné číslo {}, děkuji", "sedmdesát jedna nula tři devatenáct lomeno dvacet sedm čtyřicet pět", "in words"),
    ("{}", packed(f"rodné číslo {RC}"), "base64"),
    ("RČ: {}", packed(RC), "base64 of the bare number"),
    ("{}", packed(packed(packed(f"rodné číslo {RC}"))), "base64 three times"),
    ("{}", packed(quote(f"rodné číslo: {RC}")), "percent-encoding inside base64"),
    ("{}", f"rodné číslo {RC}".encode().hex(), "hexadecimal"),
    ("RČ: {}", "７1&#48;3\u200b19/2745", "three disguises at once"),
    ("RČ: {}", "7&amp;#49;0319/2745", "an entity inside an entity"),
]


@pytest.mark.parametrize(("text", "written", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_found_where_it_stood(text: str, written: str, reason: str) -> None:
    """The finding covers what was written, and nothing of what stands around it."""
    whole = text.format(written)
    found = [f for f in analyzer().analyze(whole) if f.entity == "CZ_BIRTH_NUMBER" and f.score >= 0.5]
    assert [whole[f.start : f.end] for f in found] == [written], reason


CLEAN = [
    ("Bylo to 1 2 3 4 5 6 7 8 9 0 bodů v deseti kolech.", "a row of digits"),
    ("0 1 0 1 1 0 1 0 0 1\n1 0 1 0 1 0 1 1 0 1", "a table of zeros and ones"),
    ("celkem\n71031\n92745\n33112\n", "a column of numbers"),
    ("Ceny: 12 500 Kč, 7 250 Kč &amp; 100 %.", "signs and entities of ordinary text"),
    ("sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "a hash"),
    ("Napočítej: jedna, dvě, tři, čtyři, pět, šest, sedm, osm, devět, deset.", "counting"),
]


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Ordinary text read in another way raises no alarm."""
    assert [f.entity for f in analyzer().analyze(text) if f.score >= 0.5] == [], reason


def test_ordinary_text_has_no_alternative() -> None:
    """One look says so."""
    assert alternative(View("Žádost č. 5 ze dne 12. 3. 2024, tel. 724 123 456, rozpočet 1 250 000 Kč, www.urad.example.")) is None


def test_depth_is_bounded() -> None:
    """A hundred layers end, and raise nothing."""
    text = f"rodné číslo {RC}"
    for _ in range(12):
        text = packed(text)
    analyzer().analyze(text)


def test_only_what_is_near_is_read_again() -> None:
    """The alternative of a long text with one escape is short."""
    other = alternative(View("slovo " * 5000 + "710319%2F2745" + " slovo" * 5000))
    assert other is not None
    assert len(other.text) < 300
    assert "710319/2745" in other.text


def test_repr_holds_no_text() -> None:
    """What stands in a text reaches no log."""
    assert RC not in repr(alternative(View("710319%2F2745")))


PIECES = st.sampled_from(
    [
        "710319/2745",
        "%2F",
        "&#55;",
        "\\u0037",
        "7 1 0 3 1 9 2 7 4 5",
        " a ",
        "\n",
        "71\n03",
        "é",
        "\u200b7",
        "osm pět nula jedna čtyři dva ",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=150)
def test_findings_lead_back(text: str) -> None:
    """Any character of the alternative leads to a stretch of the text that is not empty, in order."""
    view = View(text)
    other = alternative(view)
    if other is None:
        return
    last = 0
    for at in range(len(other.text)):
        back = other.back(Finding("X", at, at + 1, 1.0, "rule", check=True, context=True))
        if back is not None:
            assert 0 <= back.start < back.end <= len(text)
            assert back.start >= last
            last = back.start
