"""Old Excel ([MS-XLS]) with xlrd: cells with sheet and address, comments, names, links; and from the records themselves what xlrd leaves
out: texts in drawings, headers and footers, pictures.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import xlrd  # type: ignore[import-untyped]
from xlrd.compdoc import CompDocError  # type: ignore[import-untyped]
from xlrd.xldate import xldate_as_datetime  # type: ignore[import-untyped]

from gateway.extract.documents import authors, ole
from gateway.extract.documents.api import Attachment, Document, DocumentFormat, Piece, PieceKind
from gateway.extract.documents.cells import text_of
from gateway.model import OpaqueBody, OpaqueReason

_WIDEST_GAP = 50
_HEADER, _FOOTER, _CONTINUE, _TEXT_OBJECT, _DRAWINGS = 0x14, 0x15, 0x3C, 0x1B6, 0xEB
_PICTURES = ((re.compile(rb"\x89PNG\r\n\x1a\n.*?IEND....", re.DOTALL)), re.compile(rb"\xff\xd8\xff.*?\xff\xd9", re.DOTALL))
_METAFILES = re.compile(rb"[\x1a\x1b\x1c]\xf0")
"""Records of pictures made of drawing orders ([MS-ODRAW] 2.2.24 to 2.2.26), which nobody here draws."""


class Xls:
    """``.xls``."""

    name = "xls"
    media = ("application/vnd.ms-excel", "application/msexcel", "application/x-msexcel")
    extensions = ("xls", "xlt")
    textual = False

    def recognises(self, content: bytes) -> bool:
        """A compound file with a workbook."""
        return ole.has(content, "Workbook", "Book")

    def read(self, content: bytes) -> Document:
        """Everything above. Raises OpaqueBody: ENCRYPTED, BROKEN_DOCUMENT, UNKNOWN_DOCUMENT (macros, objects)."""
        file = ole.opened(content)
        if file is None:
            raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
        with file:
            if any(part in path[0] for path in file.listdir() for part in ("_VBA_PROJECT_CUR", "MBD", "_SX_DB_CUR", "ObjectPool")):
                raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT)
            properties = list(ole.properties(file))
            stream = file.openstream("Workbook" if file.exists("Workbook") else "Book").read()
        pieces, rows = _cells(content)
        texts, drawings = _records(stream)
        if _METAFILES.search(drawings):
            raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT)
        pictures = [Attachment(data) for pattern in _PICTURES for data in pattern.findall(drawings)]
        return Document((*pieces, *texts, *properties), tuple(pictures), tuple(rows))


def _cells(content: bytes) -> tuple[list[Piece], list[tuple[int, ...]]]:
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO(), on_demand=False)
    except (xlrd.XLRDError, CompDocError) as failed:
        locked = "ncrypt" in str(failed)
        raise OpaqueBody(OpaqueReason.ENCRYPTED if locked else OpaqueReason.BROKEN_DOCUMENT) from None
    pieces: list[Piece] = []
    rows: list[tuple[int, ...]] = []
    for number, sheet in enumerate(book.sheets(), 1):
        for line in range(sheet.nrows):
            start, empty = len(pieces), 0
            for column, cell in enumerate(sheet.row(line)):
                text = _text(cell, book)
                if not text:
                    empty += 1
                    continue
                pieces += [Piece("", (), PieceKind.TABLE)] * min(empty, _WIDEST_GAP)
                empty = 0
                pieces.append(Piece(text, (("sheet", number), ("cell", xlrd.cellname(line, column))), PieceKind.TABLE))
            if len(pieces) > start:
                rows.append(tuple(range(start, len(pieces))))
        for (line, column), note in sheet.cell_note_map.items():
            where = (("sheet", number), ("cell", xlrd.cellname(line, column)))
            pieces += (Piece(text, where, PieceKind.COMMENT) for text in (note.text, note.author) if text)
        for link in sheet.hyperlink_list:
            said = (link.url_or_path, link.desc, link.textmark, link.quicktip)
            pieces += (Piece(str(text), (("sheet", number),), PieceKind.ALTERNATIVE) for text in said if text)
        pieces.append(Piece(sheet.name, (("sheet", number),), PieceKind.NAME))
    pieces += (Piece(name.name, (), PieceKind.NAME) for name in book.name_obj_list if name.name)
    pieces.append(Piece(book.user_name or "", authors.where("author", 1), PieceKind.PROPERTY))
    return pieces, rows


def _text(cell: xlrd.sheet.Cell, book: xlrd.Book) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return text_of(xldate_as_datetime(cell.value, book.datemode))
        except (ValueError, OverflowError, xlrd.xldate.XLDateError):
            return text_of(cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        shape = book.format_map.get(book.xf_list[cell.xf_index].format_key) if cell.xf_index is not None else None
        return text_of(cell.value, shape.format_str if shape else "")
    return str(cell.value) if cell.ctype == xlrd.XL_CELL_TEXT else ""


def _records(stream: bytes) -> tuple[list[Piece], bytes]:
    """Headers, footers and texts in drawings ([MS-XLS] 2.4.136, 2.4.124, 2.4.329), and the drawings themselves."""
    pieces: list[Piece] = []
    drawings = bytearray()
    last = 0
    for kind, data in _walk(stream):
        if kind in {_HEADER, _FOOTER} and len(data) > 3:
            pieces.append(Piece(_string(data[3:], wide=bool(data[2] & 1)), (), PieceKind.MARGIN))
        if kind == _CONTINUE:
            if last == _TEXT_OBJECT and data:
                pieces.append(Piece(_string(data[1:], wide=bool(data[0] & 1)), (), PieceKind.HIDDEN))
            elif last == _DRAWINGS:
                drawings += data
        else:
            last = kind
            if kind == _DRAWINGS:
                drawings += data
    return pieces, bytes(drawings)


def _walk(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = int.from_bytes(stream[at : at + 2], "little"), int.from_bytes(stream[at + 2 : at + 4], "little")
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _string(data: bytes, *, wide: bool) -> str:
    return data.decode("utf-16-le" if wide else "latin-1", "replace").replace("\x00", "")


DOCUMENT: DocumentFormat = Xls()
