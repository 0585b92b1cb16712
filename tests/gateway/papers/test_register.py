"""The register as CSV and XLSX."""

from __future__ import annotations

import csv
import io

from openpyxl import load_workbook

from gateway.papers.register import COLUMNS, as_csv, as_xlsx
from gateway.record.breach.history import take
from gateway.record.breach.step import Action, Part, Step
from support.breach import incident

CASES = [incident(case_id="2026-0002")[0], incident(Action.RECEIVE, case_id="2026-0001")[0]]


def test_csv():
    """By number, with a byte order mark, semicolons and Czech letters."""
    data = as_csv(CASES)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == [title for _, title in COLUMNS]
    assert [row[0] for row in rows[1:]] == ["2026-0001", "2026-0002"]
    assert rows[2][-2] == "DZ 123"


def test_xlsx():
    """The same rows, with a fixed head."""
    sheet = load_workbook(io.BytesIO(as_xlsx(CASES))).active
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["Číslo", "2026-0001", "2026-0002"]
    assert sheet.freeze_panes == "B2"


def test_a_text_is_no_formula():
    """What begins like a formula is text."""
    case, _ = incident(Action.CLASSIFY)
    step = Step(case.id, case.steps + 1, case.last, "A", Part.DPO, Action.DESCRIBE, "", {"consequences": "=HYPERLINK(1)"})
    assert b"'=HYPERLINK" in as_csv([take(case, step)])
