"""Pieces of a document → texts for detection: neighbouring paragraphs and whole tables together, cut where nothing is torn apart.

A value has its label in the line above or in the head of its column, so pieces are scanned together with their neighbours; each block
keeps where its parts stand. What only another kind of reader sees (comments, deleted text, properties) is a running text of its own.
Nothing is scanned twice but the heads of long tables, and the few characters on both sides of a seam that cuts a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gateway.extract.documents.api import Document, Piece, PieceKind
from gateway.model import Segment, Where

SOFT = 6_000
"""Characters from which a block ends at the next good place: a page or two."""
HARD = 30_000
"""Characters at which it ends anywhere, with what stands before the cut repeated after it."""
OVERLAP = 200
"""Characters repeated there: longer than any identifier with its label."""
HEAD = 1_000
"""Characters of a table's head that are repeated over each block of its rows."""

_FLOWS = {PieceKind.HEADING: PieceKind.BODY, PieceKind.TABLE: PieceKind.BODY}
_TAIL = re.compile(r"(?:\d[ /.-]{0,2}){1,14}[\W_]{0,8}\Z")
_START = re.compile(r"[\W_]{0,8}(?:[ /.-]{0,2}\d){1,14}")
_SIX = re.compile(r"\s*\d{6}\s*/?\s*")
_FOUR = re.compile(r"\s*/?\s*\d{3,4}\s*")
_BREAKS = str.maketrans({"\t": " ", "\n": " ", "\r": " ", "\x0b": " ", "\x0c": " "})


@dataclass(slots=True)
class _Line:
    """One line: a paragraph, or a row of a table with its cells."""

    parts: tuple[Piece, ...]
    table: object = None
    """Which table the row is of; None for running text."""

    @property
    def text(self) -> str:
        if self.table is None:
            return self.parts[0].text
        return "\t".join(part.text.translate(_BREAKS) for part in self.parts)

    def marks(self, at: int) -> Iterator[tuple[int, Where]]:
        for part in self.parts:
            yield at, part.where
            at += len(part.text) + 1


@dataclass(slots=True)
class _Block:
    lines: list[tuple[str, _Line | None]] = field(default_factory=list)
    size: int = 0

    def add(self, text: str, line: _Line | None) -> None:
        self.lines.append((text, line))
        self.size += len(text) + 1

    def segment(self, prefix: Where) -> Segment:
        marks: list[tuple[int, Where]] = []
        at = 0
        for text, line in self.lines:
            if line is not None:
                for mark in line.marks(at):
                    if mark[1] != (marks[-1][1] if marks else ()):
                        marks.append(mark)
            at += len(text) + 1
        return Segment((), "\n".join(text for text, _ in self.lines), where=prefix, marks=tuple(marks))


def segments(document: Document, prefix: Where) -> Iterator[Segment]:
    """The texts of one document; ``prefix`` says in which file it lies."""
    flows: dict[PieceKind, list[_Line]] = {}
    for line in _lines(document):
        kind = line.parts[0].kind
        flows.setdefault(_FLOWS.get(kind, kind), []).append(line)
    for lines in flows.values():
        yield from _blocks(lines, prefix)
        yield from _seams(lines, prefix)


def _lines(document: Document) -> Iterator[_Line]:
    row_of = {row[0]: row for row in document.rows if row}
    in_rows = {index for row in document.rows for index in row}
    for index, piece in enumerate(document.pieces):
        row = row_of.get(index)
        if row is not None:
            parts = tuple(document.pieces[part] for part in row)
            yield _Line(parts, next((part.where[0] for part in parts if part.where), ""))
        elif index not in in_rows and piece.text.strip():
            yield _Line((piece,))


def _blocks(lines: Sequence[_Line], prefix: Where) -> Iterator[Segment]:
    block = _Block()
    head: _Line | None = None
    before: _Line | None = None
    for line in lines:
        if line.table is not None and (before is None or before.table != line.table):
            head = line
        text = line.text
        if block.size >= SOFT and before is not None and _may_part(before, line):
            yield block.segment(prefix)
            block = _Block()
            if line.table is not None and head is not None and head is not line:
                block.add(head.text[:HEAD], None)
        for piece in _short(text):
            if block.size + len(piece) > HARD and block.lines:
                last = block.lines[-1][0][-OVERLAP:]
                yield block.segment(prefix)
                block = _Block()
                block.add(last, before)
            block.add(piece, line)
        before = line
    if block.lines:
        yield block.segment(prefix)


def _may_part(before: _Line, line: _Line) -> bool:
    """Whether nothing is torn apart between two lines: a row ends, or a sentence does and no number begins."""
    if before.table is not None:
        return True
    return before.text.rstrip()[-1:] in {".", "!", "?", "…"} and not line.text.lstrip()[:1].isdigit()


def _short(text: str) -> Iterator[str]:
    """One endless line in parts, cut at a space where there is one."""
    start = 0
    while len(text) - start > HARD:
        end = text.rfind(" ", start + HARD // 2, start + HARD)
        end = end if end > 0 else start + HARD
        yield text[start:end]
        start = max(end - OVERLAP, start + 1)
    yield text[start:]


def _seams(lines: Sequence[_Line], prefix: Where) -> Iterator[Segment]:
    """What a seam between two pieces may have cut in two: digits on both sides of a line's end, a birth number over two cells."""
    before: _Line | None = None
    for line in lines:
        if line.table is None:
            if before is not None and before.table is None:
                left, right = _TAIL.search(before.text[-60:]), _START.match(line.text[:60])
                if left and right:
                    yield _seam(left[0].rstrip(), right[0].lstrip(), before.parts[0], line.parts[0], prefix)
        else:
            for one, other in zip(line.parts, line.parts[1:], strict=False):
                if _SIX.fullmatch(one.text) and _FOUR.fullmatch(other.text):
                    yield _seam(one.text.strip(), other.text.strip(), one, other, prefix)
        before = line


def _seam(left: str, right: str, one: Piece, other: Piece, prefix: Where) -> Segment:
    return Segment((), left + right, where=prefix, marks=((0, one.where), (len(left), other.where)))


def characters(found: Iterable[Segment]) -> int:
    """How many characters detection will be given."""
    return sum(len(segment.text) for segment in found)
