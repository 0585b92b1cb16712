"""OpenDocument texts, sheets and slides (ISO/IEC 26300): a ZIP archive with XML parts, every one of which is read.

Paragraphs, tables, notes, annotations, tracked changes, hidden parts, headers and footers all stand as ``text:p`` in content.xml and
styles.xml; properties in meta.xml.
"""

from __future__ import annotations

from functools import partial

from lxml import etree

from gateway.extract.documents import authors, members
from gateway.extract.documents.api import Attachment, Document, DocumentFormat, Piece, PieceKind
from gateway.extract.documents.members import Members
from gateway.extract.documents.ooxml import letters
from gateway.extract.documents.xml_tree import lines, local, local_name, parse
from gateway.model import OpaqueBody, OpaqueReason, Where

MIMETYPE = b"application/vnd.oasis.opendocument."
WIDEST_GAP = 50
_LONG_NUMBER = 8

_SIGNS = {"tab": "\t", "line-break": "\n", "s": " "}
_KINDS = {
    "annotation": PieceKind.COMMENT, "note-body": PieceKind.NOTE, "deletion": PieceKind.DELETED, "notes": PieceKind.NOTE,
    "header": PieceKind.MARGIN, "footer": PieceKind.MARGIN, "hidden-text": PieceKind.HIDDEN, "hidden-paragraph": PieceKind.HIDDEN,
}  # fmt: skip
_TELLING = frozenset(
    {"string-value", "formula", "href", "value", "date-value", "time-value", "condition", "description", "help-message", "title", "alt",
     "content-validation-name", "string-value-if-true", "string-value-if-false", "current-value", "label"}
)  # fmt: skip
_NAMED = frozenset(
    {"table", "frame", "page", "section", "bookmark", "bookmark-start", "named-range", "named-expression", "database-range", "custom-shape",
     "user-field-decl", "variable-decl", "g", "line", "rect", "ellipse", "reference-mark", "layer"}
)  # fmt: skip
"""Elements whose name a person gives. (Those of styles and fonts are programs'.)"""
_APART = frozenset({"annotation", "note", "frame", "table"})
"""Inside a paragraph, but not of its text."""
_PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_PARAGRAPHS = frozenset({"p", "h"})


class Odf:
    """``.odt``, ``.ods``, ``.odp`` and their templates."""

    name = "odf"
    media = (
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.presentation",
        "application/vnd.oasis.opendocument.graphics",
    )
    extensions = ("odt", "ods", "odp", "odg", "ott", "ots", "otp", "odm")
    textual = False

    def recognises(self, content: bytes) -> bool:
        """An archive whose first member, unpacked, is the media type, or one with the two parts every document has."""
        if content.startswith(b"PK") and content.startswith(b"mimetype" + MIMETYPE, 30):
            return True
        return {"content.xml", "META-INF/manifest.xml"} <= members.names(content)

    def read(self, content: bytes) -> Document:
        """Everything. Raises OpaqueBody: ENCRYPTED, BROKEN_DOCUMENT, DOCUMENT_LIMIT."""
        parts = Members(content)
        if parts.before:
            raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise OpaqueBody(OpaqueReason.ENCRYPTED)
        reading = _Reading()
        for name in sorted(parts, key=lambda name: (name != "content.xml", name)):
            begins = parts.begins(name)
            if name == "mimetype" or not begins:
                continue
            if name.rpartition("/")[2] in _PARTS and not name.startswith("META-INF/"):
                reading.part(parse(parts[name]), properties=name.endswith("meta.xml"))
            elif _is_for_machines(name, parts):
                reading.pieces += (Piece(text, (), PieceKind.HIDDEN) for text in letters(parts[name]))
            elif begins.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<") and name.endswith((".xml", ".rdf")):
                reading.pieces += (Piece(line, (), PieceKind.PROPERTY) for line in lines(parse(parts[name])))
            else:
                reading.attachments.append(
                    Attachment(
                        partial(parts.__getitem__, name), name.rpartition("/")[2], where=(("attachment", len(reading.attachments) + 1),)
                    )
                )
        reading.pieces += (Piece(comment, (), PieceKind.HIDDEN) for comment in parts.comments)
        return Document(tuple(reading.pieces), tuple(reading.attachments), tuple(reading.rows))


def _is_for_machines(name: str, parts: Members) -> bool:
    """Places of lines, fonts, and drawings of objects (charts, formulas) that are read themselves: only their letters are taken."""
    if name == "layout-cache" or name.lower().endswith((".ttf", ".otf")):
        return True
    folder, _, of = name.partition("/")
    return folder == "ObjectReplacements" and f"{of}/content.xml" in parts


class _Reading:
    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.rows: list[tuple[int, ...]] = []
        self.attachments: list[Attachment] = []
        self._done: set[etree._Element] = set()
        self._tables: dict[etree._Element, int] = {}
        self._row_numbers: dict[etree._Element, int] = {}

    def part(self, root: etree._Element, *, properties: bool) -> None:
        """One XML part."""
        paragraphs = 0
        for node in root.iter():
            name = local(node)
            if not name:
                if node.text and node.text.strip():
                    self.pieces.append(Piece(node.text.strip(), (), PieceKind.HIDDEN))
                continue
            if properties:
                given = next((str(value) for key, value in node.attrib.items() if local_name(str(key)) == "name"), name)
                text = (node.text or "").strip()
                if text:
                    self.pieces.append(Piece(f"{given}: {text}", authors.where(given, len(self.pieces) + 1), PieceKind.PROPERTY))
                continue
            self._attributes(node)
            if name == "table-row":
                self._row(node)
            elif name in _PARAGRAPHS and node not in self._done:
                paragraphs += 1
                text = _text(node)
                if text.strip():
                    self.pieces.append(Piece(text, (("paragraph", paragraphs),), _kind(node)))
            elif (
                name not in _PARAGRAPHS and (text := (node.text or "").strip()) and not _in_paragraph(node) and not _is_setting(name, text)
            ):
                self.pieces.append(Piece(f"{name}: {text}", (), _kind(node)))

    def _row(self, node: etree._Element) -> None:
        table = next((up for up in node.iterancestors() if local(up) == "table"), node)
        number = self._tables.setdefault(table, len(self._tables) + 1)
        line = self._row_numbers[table] = self._row_numbers.get(table, 0) + 1
        where: Where = (("table", number), ("row", line))
        start, column = len(self.pieces), 0
        for cell in node:
            if local(cell) not in {"table-cell", "covered-table-cell"}:
                continue
            paragraphs = [
                p for p in cell.iter("{*}p", "{*}h") if next(up for up in p.iterancestors() if local(up).endswith("table-cell")) is cell
            ]
            paragraphs = [p for p in paragraphs if _kind(p) is PieceKind.BODY]
            self._done.update(paragraphs)
            text = "\n".join(_text(p) for p in paragraphs)
            times = next((value for key, value in cell.attrib.items() if local_name(str(key)) == "number-columns-repeated"), "1")
            again = min(int(times), WIDEST_GAP) if str(times).isdigit() else 1
            for _ in range(again):
                column += 1
                self.pieces.append(Piece(text, (*where, ("column", column)), PieceKind.TABLE))
        while len(self.pieces) > start and not self.pieces[-1].text:
            self.pieces.pop()
        if len(self.pieces) > start:
            self.rows.append(tuple(range(start, len(self.pieces))))

    def _attributes(self, node: etree._Element) -> None:
        for key, value in node.attrib.items():
            name, text = local_name(str(key)), str(value).strip()
            if (
                (name in _TELLING or (name == "name" and local(node) in _NAMED))
                and len(text) > 1
                and text not in "".join(map(str, node.itertext()))
            ):
                self.pieces.append(Piece(text, (), PieceKind.HIDDEN))


def _in_paragraph(node: etree._Element) -> bool:
    """Whether an element's text was read with its paragraph's."""
    for up in node.iterancestors():
        if local(up) in _APART:
            return False
        if local(up) in _PARAGRAPHS:
            return True
    return False


def _is_setting(name: str, text: str) -> bool:
    return name == "config-item" and (text in {"true", "false"} or (text.lstrip("-").isdigit() and len(text) < _LONG_NUMBER))


def _kind(node: etree._Element) -> PieceKind:
    return next((kind for up in node.iterancestors() if (kind := _KINDS.get(local(up)))), PieceKind.BODY)


def _text(paragraph: etree._Element) -> str:
    """Its own text: notes and annotations inside it have paragraphs of their own."""
    parts = [paragraph.text or ""]
    for child in paragraph:
        name = local(child)
        if name in _SIGNS:
            times = next((str(value) for key, value in child.attrib.items() if local_name(str(key)) == "c"), "1")
            parts.append(_SIGNS[name] * (min(int(times), 100) if times.isdigit() else 1))
        elif name and name not in _PARAGRAPHS and name not in _APART:
            parts.append(_text(child))
        elif name in {"note", "frame"}:
            parts.append(" ")
        parts.append(child.tail or "")
    return "".join(parts)


DOCUMENT: DocumentFormat = Odf()
