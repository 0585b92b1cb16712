"""The texts of one XML part of an Office document (ECMA-376): paragraphs, table rows, and every other text and telling attribute.

WordprocessingML and DrawingML share their shapes: ``p`` holds ``t``, ``tbl`` holds ``tr`` holds ``tc``. What else has text (charts,
fields, caches, comments' authors) is taken as it stands, so that a part this file does not know is read, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gateway.extract.documents.api import Piece, PieceKind
from gateway.extract.documents.xml_tree import local, local_name
from gateway.model import Where

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "lineBreak": "\n", "s": " "}
_GONE = frozenset({"del", "moveFrom", "delText", "delInstrText"})
_COME = frozenset({"ins", "moveTo"})
_TECHNICAL = frozenset({"posOffset", "align", "pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset", "formatCode", "tableStyleId"})
"""Elements whose text is for programs: offsets, formats."""

_TELLING = frozenset(
    {"descr", "title", "alt", "author", "initials", "tooltip", "tip", "prompt", "promptTitle", "error", "errorTitle", "displayName", "name",
     "caption", "text", "string", "display", "displayText", "tag", "email", "userId", "userName", "lastModifiedBy", "ref3D", "altText",
     "helpText", "statusText", "linkedCell", "sourceName", "macro", "oddHeader", "action", "href", "provider", "descrText"}
)  # fmt: skip
"""Attributes that a person wrote, or that name one."""
_TELLING_IN = {
    "docVar": {"val"}, "alias": {"val"}, "tag": {"val"}, "listItem": {"value"}, "default": {"val"}, "ddList": {"val"}, "listEntry": {"val"},
    "helpText": {"val"}, "statusText": {"val"}, "placeholder": {"val"}, "s": {"v"}, "d": {"v"}, "n": {"v"}, "Relationship": {"Target"},
    "calculatedColumnFormula": {"val"}, "filter": {"val"}, "customFilter": {"val"}, "subject": {"val"}, "docPartName": {"val"},
}  # fmt: skip

_VOCABULARY = frozenset(
    {"lsdException", "font", "latin", "ea", "cs", "sym", "theme", "clrScheme", "fontScheme", "fmtScheme", "tableStyle", "tblStyle", "style",
     "cellStyle", "custClr", "tableStyleInfo", "dxf", "extLst", "ext", "animClr", "cmd", "Default", "Override"}
)  # fmt: skip
"""Elements whose names programs write into every file: styles, fonts, colours ("Colorful Shading" is nobody). Of these only what may be
an identifier is taken.
"""
_IDENTIFIES = re.compile(r"\d{4}|@")


@dataclass(slots=True)
class Texts:
    """What one part holds; ``rows`` are indices into ``pieces``."""

    pieces: list[Piece] = field(default_factory=list)
    rows: list[tuple[int, ...]] = field(default_factory=list)


def read(root: etree._Element, where: Where = (), kind: PieceKind = PieceKind.BODY) -> Texts:
    """Everything in one part. ``where`` says which part it is (a slide, a sheet)."""
    found = Texts()
    inside: set[etree._Element] = set()  # read already, as part of a cell or paragraph
    shown: set[str] = set()
    paragraphs = tables = 0
    row_of_table: dict[etree._Element, tuple[int, int]] = {}
    for node in root.iter():
        name = local(node)
        if not name:
            if node.text and node.text.strip():
                found.pieces.append(Piece(node.text.strip(), where, PieceKind.HIDDEN))
            continue
        _attributes(node, name, where, found)
        if name == "tr":
            table = next((up for up in node.iterancestors() if local(up) == "tbl"), node)
            number, row = row_of_table.get(table, (0, 0))
            if not number:
                tables += 1
                number = tables
            row_of_table[table] = number, row + 1
            _row(node, ((*where, ("table", number), ("row", row + 1))), found, inside)
        elif name == "p" and node not in inside:
            paragraphs += 1
            shown |= _paragraph(node, (*where, ("paragraph", paragraphs)), kind, found, shown)
        elif (text := _own(node, name)) and not _in_paragraph(node):
            found.pieces.append(Piece(text, where, kind))
    return found


def _attributes(node: etree._Element, name: str, where: Where, found: Texts) -> None:
    also = _TELLING_IN.get(name, ())
    for key, raw in node.attrib.items():
        value = str(raw)
        plain = local_name(str(key))
        if (
            (plain in _TELLING or plain in also)
            and len(value) > 1
            and not (name == "Relationship" and node.get("TargetMode") != "External")
        ):
            if name in _VOCABULARY and not _IDENTIFIES.search(value):
                continue
            kind = PieceKind.ALTERNATIVE if plain in {"descr", "title", "alt"} else PieceKind.PROPERTY
            found.pieces.append(Piece(value, where, kind))


def _row(row: etree._Element, where: Where, found: Texts, inside: set[etree._Element]) -> None:
    start = len(found.pieces)
    former: list[str] = []
    for column, cell in enumerate((cell for cell in row.iter("{*}tc") if _nearest(cell, "tr") is row), 1):
        paragraphs = [node for node in cell.iter("{*}p") if _nearest(node, "tc") is cell]
        inside.update(paragraphs)
        texts = [_text(node) for node in paragraphs]
        found.pieces.append(Piece("\n".join(now for now, _ in texts), (*where, ("column", column)), PieceKind.TABLE))
        former += (before for now, before in texts if before != now)
    found.rows.append(tuple(range(start, len(found.pieces))))
    found.pieces += (Piece(text, where, PieceKind.DELETED) for text in former if text.strip())


def _paragraph(node: etree._Element, where: Where, kind: PieceKind, found: Texts, shown: set[str]) -> set[str]:
    """Its text, and the one it had before tracked changes. Drawings stand there twice (a choice and a fallback): one is enough."""
    now, before = _text(node)
    if now.strip() and not (now in shown and any(local(up) == "Fallback" for up in node.iterancestors())):
        found.pieces.append(Piece(now, where, kind))
    if before != now and before.strip():
        found.pieces.append(Piece(before, where, PieceKind.DELETED))
    return {now} if any(local(up) == "Choice" for up in node.iterancestors()) else set()


def _text(paragraph: etree._Element) -> tuple[str, str]:
    """(the text as it is, the text as it was before tracked changes)."""
    now: list[str] = []
    before: list[str] = []
    for text, gone, come in _runs(paragraph, gone=False, come=False):
        if not gone:
            now.append(text)
        if not come:
            before.append(text)
    return "".join(now), "".join(before)


def _runs(node: etree._Element, *, gone: bool, come: bool) -> Iterator[tuple[str, bool, bool]]:
    for child in node:
        name = local(child)
        if name in {"", "p", "tbl"}:
            continue  # a comment, or a text box inside: a paragraph of its own
        removed, added = gone or name in _GONE, come or name in _COME
        if name in _SIGNS and not len(child):
            yield _SIGNS[name], removed, added
        elif text := _own(child, name):
            yield text, removed, added
        yield from _runs(child, gone=removed, come=added)


def _own(node: etree._Element, name: str) -> str:
    """An element's own text, with the tails that stand between its children; "" when it is for programs."""
    if name in _TECHNICAL:
        return ""
    text = (node.text or "") + "".join(child.tail or "" for child in node)
    if name in {"t", "delText"}:
        return text
    return text if text.strip() else ""


def _nearest(node: etree._Element, name: str) -> etree._Element | None:
    return next((up for up in node.iterancestors() if local(up) == name), None)


def _in_paragraph(node: etree._Element) -> bool:
    return any(local(up) == "p" for up in node.iterancestors())
