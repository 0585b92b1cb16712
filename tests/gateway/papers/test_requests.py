"""The papers of a data subject's request."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import docx
import pypdfium2
import pytest

from gateway.keeping_settings import Retention
from gateway.papers import papers, requests
from gateway.record.request.case import take
from gateway.record.request.step import Action
from support.office import OFFICE
from support.requests import ERASURE, erasure, step

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
EVENTS = (
    {"at": "2026-10-01T08:00:01.000+00:00", "tool": "openai", "kinds": {"PERSON": 2}, "matched": ["PERSON"], "disclosed": "none"},
    {"at": "2026-10-02T08:00:01.000+00:00", "tool": "openai", "kinds": {}, "matched": ["person"], "disclosed": "full"},
)


def paper(name, count=None, events=()):
    return requests.of_request(
        name, erasure(count or len(ERASURE))[0], OFFICE, Retention(), NOW, events=events, tool_name=lambda tool: f"nástroj {tool}"
    )


def text_of_docx(data):
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in document.paragraphs] + cells).replace("\u00a0", " ")


@pytest.mark.parametrize("name", requests.OF_A_REQUEST)
@pytest.mark.parametrize("count", range(1, len(ERASURE) + 1))
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_at_every_stage(name, count, kind):
    """Each paper can be written at every stage of a request."""
    if kind == "pdf" and count not in {1, len(ERASURE)}:
        return
    data = papers.WRITERS[kind](paper(name, count, EVENTS))
    text = text_of_docx(data) if kind == "docx" else pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "Z-2026-0001" in text
    assert "{{" not in text


def test_record_sheet():
    """The record sheet holds what the directive's third annex asks for, in Czech."""
    text = text_of_docx(papers.WRITERS["docx"](paper("zaznamovy_list")))
    for part in (
        "Záznamový list",
        "Jana Vzorová",
        "datová schránka (20. listopadu 2026 v 11.30.00)",
        "výmaz (čl. 17)",
        "4. prosince 2026; návrh 20. listopadu 2026",
        "22. února 2027",
        "o 2 měsíce: rozsah žádosti",
        "IT, personální",
        "Nalezeno: 3 události; 3 jména osob; 1 zapečetěný záznam; vymazáno: 2 události; ponecháno: 1 (spisový a skartační plán).",
        "vyhověno zčásti",
        "OpenAI: nic neodešlo",
    ):
        assert part in text, part


def test_answer_to_a_request_for_access():
    """The answer says what art. 15 asks for, and lists the events."""
    text = text_of_docx(papers.WRITERS["docx"](paper("odpoved_pristup", events=EVENTS)))
    for part in (
        "Účel zpracování",
        "Automatizované rozhodování",
        "zastavené pokusy 90 dnů",
        "nástroj openai",
        "2 jména osob",
        "1. října 2026 v 10.00.01",
    ):
        assert part in text, part


def test_nothing_found_and_recipients():
    """Nothing found is said; who received something is named."""
    request, _ = erasure(3)
    nothing = take(request, step(request, Action.FOUND, "", {"events": 0}))
    assert requests.values(nothing)["found"] == "Žádné údaje nebyly nalezeny."
    sent = take(request, step(request, Action.FOUND, "", {"events": 1, "kinds": {"person": 1}, "recipients": ["openai"]}))
    assert requests.values(sent)["recipients"] == "provozovatelé nástrojů: openai"
