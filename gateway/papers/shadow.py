"""The monthly report on AI services that were tried without an approval (the directive on AI tools, section 3: no own tools)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from gateway.papers import charts, czech, fields, template
from gateway.papers.annual import MONTHS
from gateway.papers.model import Paper
from gateway.record.shadow import OTHERS, UNKNOWN, K, Row
from gateway.settings import Office

MOST = 12
"""Services in the chart; the table has them all."""


def monthly(rows: Sequence[Row], first: date, office: Office, now: datetime, tool_name: Callable[[str], str] = str) -> Paper:
    """The paper of the month that begins with ``first``. Raises :class:`~gateway.papers.template.WrongTemplate`."""
    attempts = sum(row.attempts for row in rows)
    known = {
        "office": fields.of_office(office),
        "today": czech.day(czech.prague(now).date()),
        "month": f"{MONTHS[first.month - 1]} {first.year}",
        "attempts": czech.plural(attempts, "pokus", "pokusy", "pokusů"),
        "services": czech.plural(len(rows), "službu", "služby", "služeb"),
        "smallest": czech.plural(K, "osoba", "osoby", "osob"),
        "rows": [
            {
                "name": tool_name(row.service),
                "attempts": czech.grouped(row.attempts),
                "days": czech.grouped(len(row.days)) if row.days else "—",
                "departments": ", ".join(f"{department(name)} {czech.grouped(count)}" for name, count in row.departments.items()) or "—",
            }
            for row in rows
        ],
    }
    chart = charts.bars("Pokusy podle služeb", [(tool_name(row.service), row.attempts) for row in rows[:MOST]])
    return template.fill("stinova_ai", known, folder=office.templates, charts={"services": chart})


def department(name: str) -> str:
    """A department as people read it."""
    return {OTHERS: "ostatní útvary", UNKNOWN: "útvar není znám"}.get(name, name)
