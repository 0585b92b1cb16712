"""Old Excel."""

from __future__ import annotations

import datetime as dt
import io
from functools import cache

import pytest
import xlwt

from gateway.extract.documents.xls import _records
from support.documents import places, reason, text


@cache
def everywhere() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("LISTPRVNI")
    for column, value in enumerate(["Jméno", "", "Číslo OP", "Narozen", "Rodné číslo"]):
        sheet.write(0, column, value)
    sheet.write(1, 0, "TABULKA")
    sheet.write(1, 2, 123456789)
    sheet.write(1, 3, dt.date(1971, 3, 19), xlwt.easyxf(num_format_str="D.M.YYYY"))
    sheet.write(1, 4, 512012345, xlwt.easyxf(num_format_str="000000/0000"))
    sheet.write(2, 0, xlwt.Formula('"VZOREC"&"X"'))
    sheet.header_str, sheet.footer_str = b"ZAHLAVI", b"ZAPATI"
    hidden = book.add_sheet("SKRYTYLIST")
    hidden.visibility = 2
    hidden.write(6, 1, "SKRYTABUNKA")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "value",
    ["LISTPRVNI", "Jméno\t\tČíslo OP", "TABULKA\t\t123456789\t19. 3. 1971\t051201/2345", "ZAHLAVI", "ZAPATI", "SKRYTYLIST", "SKRYTABUNKA"],
)
def test_every_corner_is_read(value: str) -> None:
    """Cells as they look, hidden sheets, margins."""
    assert value in text(everywhere())


def test_places() -> None:
    """Sheet and address."""
    assert places(everywhere(), "SKRYTABUNKA") == {(("sheet", 2), ("cell", "B7"))}


def test_texts_in_drawings() -> None:
    """A text box is a record of its own, which goes on in the next."""
    stream = b"\xb6\x01\x02\x00\x00\x00" + b"\x3c\x00\x08\x00\x00RAMECEK" + b"\x3c\x00\x02\x00\x00\x00"
    assert any("RAMECEK" in piece.text for piece in _records(stream)[0])


@pytest.mark.parametrize("cut", [600, 3000])
def test_a_cut_file_is_opaque(cut: int) -> None:
    """Never a part of it."""
    assert reason(everywhere()[:-cut]) in {"broken_document", "unknown_document"}
