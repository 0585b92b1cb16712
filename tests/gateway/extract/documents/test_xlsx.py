"""Excel: every cell with its address, and what no cell shows."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from functools import cache

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from support.documents import places, reason, text


@cache
def everywhere() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "LISTPRVNI"
    sheet.append(["Jméno", "Rodné číslo", "Narozen"])
    sheet.append(["TABULKA", 512012345, dt.date(1971, 3, 19)])
    sheet["B2"].number_format = "000000/0000"
    sheet["A2"].comment = Comment("KOMENTAR", "AUTORKOMENTARE")
    sheet.row_dimensions[5].hidden = True
    sheet["D5"] = "SKRYTYRADEK"
    sheet["E5"] = '="VZOREC"&A1'
    sheet["F1"] = 7103192745.0
    sheet.oddHeader.center.text, sheet.oddFooter.center.text = "ZAHLAVI", "ZAPATI"
    check = DataValidation(type="list", formula1='"MOZNOST,jiná"', prompt="NAPOVEDA")
    sheet.add_data_validation(check)
    check.add("A9")
    hidden = book.create_sheet("SKRYTYLIST")
    hidden.sheet_state = "veryHidden"
    hidden["B7"] = "7103192745"
    book.defined_names["JMENOOBLASTI"] = DefinedName("JMENOOBLASTI", attr_text='"HODNOTAJMENA"')
    book.properties.creator = "AUTOR"
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/sharedStrings.xml"] = b"<sst><si><t>TABULKA</t></si><si><r><t>SMAZANY</t></r><r><t>TEXT</t></r></si></sst>"
    parts["xl/pivotCache/pivotCacheDefinition1.xml"] = b'<p><sharedItems><s v="MEZIPAMET"/></sharedItems></p>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


PLANTED = [
    "LISTPRVNI",
    "TABULKA",
    "051201/2345",
    "KOMENTAR",
    "AUTORKOMENTARE",
    "SKRYTYRADEK",
    "VZOREC",
    "7103192745",
    "ZAHLAVI",
    "ZAPATI",
    "MOZNOST",
    "NAPOVEDA",
    "SKRYTYLIST",
    "JMENOOBLASTI",
    "HODNOTAJMENA",
    "AUTOR",
    "SMAZANYTEXT",
    "MEZIPAMET",
]


@pytest.mark.parametrize("value", [*PLANTED, "19. 3. 1971"])
def test_every_corner_is_read(value: str) -> None:
    """Cells as they look, hidden rows and sheets, comments, margins, checks, names, caches, texts that no cell shows any more."""
    assert value in text(everywhere())


def test_places() -> None:
    """Sheet and address."""
    assert places(everywhere(), "SKRYTYRADEK") == {(("sheet", 1), ("cell", "D5"))}
    assert (("sheet", 2), ("cell", "B7")) in places(everywhere(), "7103192745")


def test_a_cell_stands_below_its_head() -> None:
    """Empty cells keep their place, so the head of a column is the label of its cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Jméno", "Poznámka", "Číslo OP"])
    sheet.append(["Jan", None, "123456789"])
    out = io.BytesIO()
    book.save(out)
    assert "Jan\t\t123456789" in text(out.getvalue())


def test_a_long_table_keeps_its_head() -> None:
    """Each block of rows begins with the head."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["Jméno", "Rodné číslo"])
    for number in range(2000):
        sheet.append([f"Osoba {number}", number])
    out = io.BytesIO()
    book.save(out)
    assert text(out.getvalue()).count("Jméno\tRodné číslo") > 3


@pytest.mark.parametrize("cut", [100, 2000])
def test_a_cut_file_is_opaque(cut: int) -> None:
    """Never a part of it."""
    assert reason(everywhere()[:-cut]) == "broken_document"
