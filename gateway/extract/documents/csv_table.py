"""Comma-separated values (RFC 4180, and what spreadsheets write): rows and cells, with semicolons, tabs or commas between."""

from __future__ import annotations

import csv
import io
import itertools

from gateway.extract.documents import text as plain
from gateway.extract.documents.api import Document, DocumentFormat, Piece, PieceKind
from gateway.extract.documents.encodings import texts

_SAMPLE_LINES = 50


def delimiter(text: str) -> str | None:
    """What stands in most lines of the beginning, and oftenest; None when nothing stands in half of them (a cell may hold lines)."""
    lines = [line for line in itertools.islice(text.split("\n"), _SAMPLE_LINES) if line.strip()]
    counted = {mark: (sum(mark in line for line in lines), sum(line.count(mark) for line in lines)) for mark in (";", "\t", ",", "|")}
    best = max(counted, key=lambda mark: counted[mark])
    return best if counted[best][0] * 2 >= max(len(lines), 1) else None


class Csv:
    """A table in a text."""

    name = "csv"
    media = ("text/csv", "application/csv", "text/tab-separated-values")
    extensions = ("csv", "tsv", "tab")
    textual = True

    def recognises(self, content: bytes) -> bool:  # noqa: ARG002
        """Never: only what is declared to be a table is one. As a plain text its lines are read just as whole."""
        return False

    def read(self, content: bytes) -> Document:
        """Its cells, with line and column. A text without columns is read as its lines. Raises OpaqueBody: UNKNOWN_DOCUMENT, CHARSET."""
        pieces: list[Piece] = []
        rows: list[tuple[int, ...]] = []
        for number, text in enumerate(texts(content), 1):
            mark = delimiter(text)
            if mark is None:
                pieces += plain.pieces(text)
                continue
            csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))  # of the whole process: never lowered
            for line, cells in enumerate(csv.reader(io.StringIO(text), delimiter=mark), 1):
                start = len(pieces)
                pieces += (
                    Piece(cell, (("table", number), ("line", line), ("column", column)), PieceKind.TABLE)
                    for column, cell in enumerate(cells, 1)
                )
                rows.append(tuple(range(start, len(pieces))))
        return Document(tuple(pieces), rows=tuple(rows))


DOCUMENT: DocumentFormat = Csv()
