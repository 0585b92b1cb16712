"""Texts of one XML part of an Office document."""

from __future__ import annotations

import pytest

from gateway.extract.documents.ooxml_text import read
from gateway.extract.documents.xml_tree import parse

PARTS = [
    ("<p><r><t>7103</t></r><r><t>19</t><tab/><t>x</t></r></p>", ["710319\tx"], "runs are one text"),
    (
        "<p><del><r><delText>staré</delText></r></del><ins><r><t>nové</t></r></ins></p>",
        ["nové", "staré"],
        "the text as it is and as it was",
    ),
    ("<p><r><t>a</t><pict><p><t>b</t></p></pict></r></p>", ["a", "b"], "a box inside is a paragraph of its own"),
    ("<a><Choice><p><t>x</t></p></Choice><Fallback><p><t>x</t></p></Fallback></a>", ["x"], "a fallback that says the same"),
    ("<a><Choice><p><t>x</t></p></Choice><Fallback><p><t>y</t></p></Fallback></a>", ["x", "y"], "a fallback that says something else"),
    ("<tbl><tr><tc><p><t>a</t></p><p><t>b</t></p></tc><tc><p/></tc></tr></tbl>", ["a\nb", ""], "cells"),
    ("<a><v>123</v></a>", ["123"], "values of charts"),
    ("<a><posOffset>710319</posOffset></a>", [], "offsets are for programs"),
    ('<lsdException name="Colorful Shading"/>', [], "names of styles are for programs"),
    ('<style name="rč 7103192745"/>', ["rč 7103192745"], "but an identifier is not"),
    ('<docPr descr="Jan"/>', ["Jan"], "what stands for a picture"),
    ('<Relationship Target="a.xml"/>', [], "a link inside"),
    ('<Relationship TargetMode="External" Target="mailto:a@b.cz"/>', ["mailto:a@b.cz"], "a link outside"),
]


@pytest.mark.parametrize(("part", "expected", "why"), PARTS, ids=[row[2] for row in PARTS])
def test_texts(part: str, expected: list[str], why: str) -> None:
    """What a part says, in order."""
    assert [piece.text for piece in read(parse(part.encode())).pieces] == expected, why
