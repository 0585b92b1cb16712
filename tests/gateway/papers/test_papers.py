"""Every paper, filled and written."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from datetime import UTC, datetime

import pytest

from gateway.papers import papers
from gateway.papers.template import WrongTemplate
from gateway.record.breach.step import Action
from support.breach import incident
from support.office import OFFICE
from support.paper import text_of

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CASE, STEPS = incident()


@pytest.mark.parametrize("name", papers.OF_A_CASE)
@pytest.mark.parametrize("upto", [Action.REPORT, Action.CLASSIFY, None])
def test_a_paper_of_a_case(name, upto):
    """At every stage of a case each paper can be written; the office's own name stands in it."""
    case, steps = incident(upto)
    text = text_of(papers.WRITERS["pdf"](papers.of_case(name, case, steps, OFFICE, NOW)))
    assert "Vzor" in text or name == "zaznam"
    assert "{{" not in text


def test_the_protocol_has_every_field():
    """What the third founding document asks for: controller, officer, nature, numbers, consequences, measures, times, signatures."""
    text = text_of(papers.WRITERS["pdf"](papers.of_case("protokol", CASE, STEPS, OFFICE, NOW)))
    for part in (
        "Kraj Vzorový",
        "Mgr. Bára Vzorová",
        "12 osob",
        "12 záznamů",
        "zveřejnění výše platů",
        "nástroj pozastaven",
        "14.20.00",
        "s vysokým rizikem",
    ):
        assert part in text, part


@pytest.mark.parametrize("name", ["zaznam_o_cinnostech", "dpia", "informace_zamestnancum"])
def test_papers_of_no_case(name):
    """Records of processing, impact assessment, notice to employees."""
    paper = papers.standing(name, OFFICE, NOW, tools=["OpenAI API"], policy="vše blokovat", retention_days=90, version="1")
    assert "OpenAI API" in text_of(papers.WRITERS["pdf"](paper))
    assert papers.WRITERS["docx"](paper)[:2] == b"PK"


def test_the_year():
    """The report with its charts, in both forms."""
    paper = papers.yearly([CASE], 2026, OFFICE, NOW)
    assert "1 incident" in text_of(papers.WRITERS["pdf"](paper))
    assert papers.WRITERS["docx"](paper)[:2] == b"PK"


def test_the_dossier():
    """Everything of a case, with its steps and events, the same bytes each time."""
    made = papers.dossier(CASE, STEPS, OFFICE, NOW, [{"id": "E1"}])
    archive = zipfile.ZipFile(io.BytesIO(made))
    names = {name.partition("/")[2] for name in archive.namelist()}
    assert names == {*(f"{name}.pdf" for name in papers.OF_A_CASE), "kroky.jsonl", "udalosti.jsonl", "OBSAH.txt"}
    assert len(archive.read("C1/kroky.jsonl").splitlines()) == len(STEPS)
    checked = papers.dossier(CASE, STEPS, OFFICE, NOW, [], verified={"sound": True})
    assert b'"sound": true' in zipfile.ZipFile(io.BytesIO(checked)).read("C1/overeni_retezu.json")


def test_random_or_repeated():
    """The internal record says how often something like it happened."""

    def said(others):
        return text_of(papers.WRITERS["pdf"](papers.of_case("zaznam", CASE, STEPS, OFFICE, NOW, others=others)))

    assert "ojedinělý výskyt" in said([])
    before = dataclasses.replace(incident(case_id="C0")[0])
    assert "opakovaně: za posledních 365 dnů 1 podobný případ, z toho 1 za posledních 90 dnů" in said([before])


def test_a_template_with_an_unknown_field(tmp_path):
    """Said with its line, and no paper comes out."""
    (tmp_path / "dopis.md").write_text("# Dopis\n\n{{ case.naladu }}\n", encoding="utf-8")
    office = OFFICE.model_copy(update={"templates": tmp_path})
    with pytest.raises(WrongTemplate, match="dopis.md, line 3"):
        papers.of_case("dopis", CASE, STEPS, office, NOW)
