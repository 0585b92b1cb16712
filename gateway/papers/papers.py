"""The papers of a case, by name: filled, as DOCX or PDF; and the dossier with all of them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from gateway.papers import annual, czech, docx, fields, pdf, planning, template, words
from gateway.papers.model import Paper
from gateway.record.breach.case import Case
from gateway.record.breach.plain import to_plain
from gateway.record.breach.recurrence import recurrence
from gateway.record.breach.step import Step
from gateway.settings import Office

WRITERS: Mapping[str, Callable[[Paper], bytes]] = {"docx": docx.write, "pdf": pdf.write}
"""How a paper is written, by the ending of its file."""

OF_A_CASE = ("protokol", "uoou", "dopis", "zprava_reditelce", "zaznam")


STANDING = ("zaznam_o_cinnostech", "dpia", "informace_zamestnancum", "plan_cinnosti")
"""Papers that belong to no case."""


def of_case(
    name: str,
    case: Case,
    history: Sequence[Step],
    office: Office,
    now: datetime,
    tool_name: Callable[[str], str] = str,
    others: Sequence[Case] = (),
) -> Paper:
    """One paper of a case; ``others`` are all cases, for what happened before. Raises :class:`~gateway.papers.template.WrongTemplate`."""
    known: dict[str, Any] = {
        "office": fields.of_office(office),
        "case": fields.of_case(case, history, tool_name, words.repeated(recurrence(case, others))),
        "steps": fields.of_history(history),
        "corrections": fields.of_corrections(case),
        "today": czech.day(czech.prague(now).date()),
    }
    return template.fill(name, known, folder=office.templates)


def yearly(cases: Sequence[Case], year: int, office: Office, now: datetime, tool_name: Callable[[str], str] = str) -> Paper:
    """The report of the officer on a year."""
    known = {
        **annual.fields(cases, year, tool_name),
        "office": fields.of_office(office),
        "today": czech.day(czech.prague(now).date()),
    }
    return template.fill("vyrocni_zprava", known, folder=office.templates, charts=annual.pictures(cases, year))


def plan(cases: Sequence[Case], year: int, office: Office, now: datetime, tool_name: Callable[[str], str] = str) -> Paper:
    """What the cases of ``year`` ask of the next one: training, controls, measures (the directive, art. IV para. 5 (o))."""
    known = {
        **planning.fields(cases, year, tool_name),
        "office": fields.of_office(office),
        "today": czech.day(czech.prague(now).date()),
    }
    return template.fill("plan_cinnosti", known, folder=office.templates)


def standing(name: str, office: Office, now: datetime, *, tools: Sequence[str], policy: str, retention_days: int, version: str) -> Paper:
    """A paper that belongs to no case: records of processing, impact assessment, notice to employees."""
    known = {
        "office": fields.of_office(office),
        "today": czech.day(czech.prague(now).date()),
        "tools": ", ".join(tools) or "žádné",
        "policy": policy,
        "retention_days": retention_days,
        "version": version,
    }
    return template.fill(name, known, folder=office.templates)


def dossier(
    case: Case,
    history: Sequence[Step],
    office: Office,
    now: datetime,
    events: Sequence[Mapping[str, Any]],
    tool_name: Callable[[str], str] = str,
    others: Sequence[Case] = (),
    verified: Mapping[str, Any] | None = None,
) -> bytes:
    """Everything of a case in one zip: papers as PDF, its steps and the events as JSON lines, and a list of contents.

    ``verified`` is what checking the whole chain of events said at this moment, with its heads.
    """
    files: dict[str, bytes] = {f"{name}.pdf": pdf.write(of_case(name, case, history, office, now, tool_name, others)) for name in OF_A_CASE}
    files["kroky.jsonl"] = _lines([to_plain(step) for step in history])
    files["udalosti.jsonl"] = _lines(events)
    if verified is not None:
        files["overeni_retezu.json"] = (json.dumps(verified, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    about = [f"Spis případu {case.id}", f"vytvořen {czech.moment(now)}", "", *sorted(files)]
    files["OBSAH.txt"] = ("\n".join(about) + "\n").encode("utf-8")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            local = now.astimezone(UTC)
            archive.writestr(zipfile.ZipInfo(f"{case.id}/{name}", local.timetuple()[:6]), content)
    return out.getvalue()


def _lines(values: Sequence[Mapping[str, Any]]) -> bytes:
    return "".join(json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n" for value in values).encode("utf-8")
