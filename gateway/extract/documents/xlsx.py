"""Excel (ECMA-376 SpreadsheetML) with openpyxl: every cell with its sheet's number and its address, hidden sheets and rows too.

Formulas whose texts hold something, texts that no cell shows any more, comments, names, caches of pivot tables and links to other files
are read as parts of the package.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator

import openpyxl
from lxml import etree
from openpyxl.utils.cell import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from gateway.extract.documents import ooxml, ooxml_text
from gateway.extract.documents.allowance import PIECES
from gateway.extract.documents.api import Document, DocumentFormat, Piece, PieceKind
from gateway.extract.documents.cells import text_of
from gateway.extract.documents.members import Members
from gateway.extract.documents.xml_tree import local, parse
from gateway.model import OpaqueBody, OpaqueReason, Where

_SHEET = re.compile(r"xl/worksheets/sheet(\d*)\.xml")
_SHARED = "xl/sharedStrings.xml"
_SAYS = re.compile(r'"[^"]{2,}"|\d{6}')
"""A formula that holds more than addresses: a text, or a long number."""


WIDEST_GAP = 50
"""Empty cells on end that are kept as such."""
_GAP = Piece("", (), PieceKind.TABLE)


class Xlsx:
    """``.xlsx`` and its kin."""

    name = "xlsx"
    media = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template",
        "application/vnd.ms-excel.sheet.macroenabled.12",
    )
    extensions = ("xlsx", "xlsm", "xltx", "xltm")
    textual = False

    def recognises(self, content: bytes) -> bool:
        """An Office package with an ``xl`` folder. (The binary ``.xlsb`` is one whose parts nobody here reads.)"""
        return ooxml.is_package(content, "xl/")

    def read(self, content: bytes) -> Document:
        """The sheets in their order, then everything else. Raises OpaqueBody."""
        parts = Members(content)
        sheets = [name for name in parts if _SHEET.fullmatch(name)]
        cells, shown = _cells(content)
        around = [Document(tuple(_around(parts[name], (("sheet", int(_SHEET.fullmatch(name)[1] or 1)),)))) for name in sheets]  # type: ignore[index]
        unseen = Document(tuple(_unseen(parts, shown)))
        return ooxml.merged(cells, *around, unseen, ooxml.rest(parts, [*sheets, _SHARED]))


def _cells(content: bytes) -> tuple[Document, set[str]]:
    pieces: list[Piece] = []
    rows: list[tuple[int, ...]] = []
    shown: set[str] = set()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about extensions, which are read as parts
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError):
        raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT) from None
    names = [Piece(title, (("sheet", number),), PieceKind.NAME) for number, title in enumerate(book.sheetnames, 1)]
    for number, sheet in enumerate(book.worksheets, 1):
        if not isinstance(sheet, ReadOnlyWorksheet):
            continue
        sheet.reset_dimensions()  # what the sheet says of its size need not be so
        for line, row in enumerate(sheet.rows, 1):
            start = len(pieces)
            empty = 0
            for column, cell in enumerate(row, 1):
                if cell.value is None:
                    empty += 1
                    continue
                # Gaps stay, so that a cell stands below its head; the unused width of a sheet does not.
                pieces += [_GAP] * (empty if empty <= WIDEST_GAP else 1)
                empty = 0
                text = text_of(cell.value, cell.number_format if isinstance(cell.value, int | float) else "")
                pieces.append(Piece(text, (("sheet", number), ("cell", f"{get_column_letter(column)}{line}")), PieceKind.TABLE))
                shown.add(text)
            if len(pieces) > PIECES:
                raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
            if len(pieces) > start:
                rows.append(tuple(range(start, len(pieces))))
    return Document((*pieces, *names), rows=tuple(rows)), shown


def _around(sheet: bytes, where: Where) -> Iterator[Piece]:
    """Of one sheet all but the values of its cells: formulas that say something, headers, prompts. Cells are dropped while reading."""
    rest: etree._Element | None = None
    events = etree.iterparse(io.BytesIO(sheet), events=("end",), resolve_entities=False, no_network=True, huge_tree=True)
    try:
        for _, node in events:
            name = local(node)
            if name == "f" and node.text and _SAYS.search(node.text):
                yield Piece(node.text, where, PieceKind.HIDDEN)
            elif name == "row":
                node.clear()
                for before in list(node.itersiblings(preceding=True)):
                    parent = before.getparent()
                    if parent is not None:
                        parent.remove(before)
            rest = node
    except etree.XMLSyntaxError:
        raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT) from None
    if rest is not None:
        yield from ooxml_text.read(rest, where).pieces


def _unseen(parts: Members, shown: set[str]) -> Iterator[Piece]:
    """Shared texts that no cell shows: what was deleted may still be there."""
    if _SHARED not in parts:
        return
    for number, item in enumerate(parse(parts[_SHARED]), 1):
        text = "".join(map(str, item.itertext()))
        if text not in shown and text.strip():
            yield Piece(text, (("text", number),), PieceKind.HIDDEN)


DOCUMENT: DocumentFormat = Xlsx()
