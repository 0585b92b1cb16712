"""The rule: who made a document is told apart from everything else that its properties say, in every type that says it."""

from __future__ import annotations

import io
import zipfile

import docx as word
import pytest
from openpyxl import Workbook

from detectors.finding import Finding
from gateway.decide.policy import Policy
from gateway.decide.verdict import Block, Pass
from gateway.extract.documents import authors
from gateway.model import Extracted, Segment
from gateway.pipeline import Reading, judge
from support.documents import segments

NAME = "Jana Zkoušková"


def docx() -> bytes:
    made = word.Document()
    made.add_paragraph("Zápis z porady.")
    made.core_properties.author = made.core_properties.last_modified_by = NAME
    made.core_properties.title = f"Žádost, {NAME}"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    made = Workbook()
    made.properties.creator = NAME
    made.properties.title = f"Seznam {NAME}"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def odt() -> bytes:
    out = io.BytesIO()
    office = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    meta = f"<office:document-meta {office}><office:meta><dc:creator>{NAME}</dc:creator><dc:title>{NAME}</dc:title></office:meta></office:document-meta>"
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr("content.xml", f"<office:document-content {office}><office:body/></office:document-content>")
        made.writestr("meta.xml", meta)
    return out.getvalue()


def told(content: bytes) -> list[bool]:
    """For each place where the name stands: whether it is told to be the author's."""
    found = []
    for segment in segments(content):
        at = segment.text.find(NAME)
        while at >= 0:
            found.append(authors.is_author(segment.where_at(at)))
            at = segment.text.find(NAME, at + 1)
    return found


@pytest.mark.parametrize(("content", "expected"), [(docx(), 2), (xlsx(), 1), (odt(), 1)], ids=["docx", "xlsx", "odt"])
def test_authors_are_told_from_titles(content: bytes, expected: int) -> None:
    """A title may name a citizen; an author is the clerk."""
    found = told(content)
    assert (found.count(True), False in found) == (expected, True)


@pytest.mark.parametrize(
    ("name", "kind"), [("creator", "author"), ("LastModifiedBy", "author"), ("Company", "author"), ("title", "property"), ("", "property")]
)
def test_names_of_properties(name: str, kind: str) -> None:
    """As each format spells them; any other property is one like any other."""
    assert authors.where(name, 3) == ((kind, 3),)


CASES = [
    ("PERSON", 0, 14, True, "the author's name"),
    ("PERSON", 15, 29, False, "a name in another property"),
    ("PERSON", 5, 29, False, "a name that goes on beyond"),
    ("EMAIL_ADDRESS", 0, 14, False, "anything but a name"),
]


@pytest.mark.parametrize(("entity", "start", "end", "passes", "why"), CASES, ids=[row[4] for row in CASES])
def test_policy_may_let_authors_pass(entity: str, start: int, end: int, passes: bool, why: str) -> None:
    """Names there, and nothing else; by default they block."""
    text = f"{NAME}\n{NAME}"
    marks = ((0, (("author", 1),)), (15, (("property", 2),)))
    reading = Reading(None, None, Extracted((Segment((0,), text, marks=marks),)), (text,))
    scans = [(Finding(entity, start, end, 0.9, "test"),)]
    assert isinstance(judge(reading, scans, Policy()).verdict, Block)
    assert isinstance(judge(reading, scans, Policy(document_authors_pass=True)).verdict, Pass if passes else Block), why
