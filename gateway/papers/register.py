"""The register of breaches (GDPR art. 33 para. 5) as a table: CSV for machines, XLSX for people."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from gateway.papers import fields
from gateway.record.breach.case import Case

COLUMNS = (
    ("number", "Číslo"),
    ("state", "Stav"),
    ("detected", "Zjištěno"),
    ("reported", "Ohlášeno"),
    ("received", "Převzato pověřencem"),
    ("aware", "Správce se dozvěděl"),
    ("deadline", "Lhůta 72 hodin"),
    ("nature", "Povaha porušení"),
    ("left", "Mohly údaje odejít"),
    ("recipient", "Nástroj a příjemce"),
    ("department", "Útvar"),
    ("category", "Kategorie"),
    ("kinds", "Druhy údajů"),
    ("persons", "Dotčených osob"),
    ("records", "Záznamů"),
    ("source", "Zdroj"),
    ("consequences", "Důsledky"),
    ("measures_taken", "Opatření"),
    ("severity", "Závažnost (ENISA)"),
    ("risk", "Riziko"),
    ("authority", "Ohlášeno úřadu"),
    ("persons_told", "Oznámeno subjektům"),
)

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula; such a text gets an apostrophe before it."""


def rows(cases: Iterable[Case], tool_name: Callable[[str], str] = str) -> list[list[str]]:
    """The head and one row for each case, by number."""
    out = [[title for _, title in COLUMNS]]
    for case in sorted(cases, key=lambda one: one.id):
        known = fields.of_case(case, (), tool_name)
        known["authority"] = "; ".join(one.dispatch for one in case.authority) or "ne"
        out.append([str(known[name]).replace("\u00a0", " ") for name, _ in COLUMNS])
    return out


def as_csv(cases: Iterable[Case], tool_name: Callable[[str], str] = str) -> bytes:
    """UTF-8 with a byte order mark and semicolons, as Czech Excel opens it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([[_safe(cell) for cell in row] for row in rows(cases, tool_name)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def as_xlsx(cases: Iterable[Case], tool_name: Callable[[str], str] = str) -> bytes:
    """One sheet with a fixed head and a filter."""
    book = Workbook()
    sheet = book.active
    if sheet is None:  # a new workbook has a sheet
        raise RuntimeError("no sheet")
    sheet.title = "Evidence porušení"
    for row in rows(cases, tool_name):
        sheet.append([_safe(cell) for cell in row])
    for at in range(1, len(COLUMNS) + 1):
        sheet.cell(1, at).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = 24
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
