"""What Word, Excel and PowerPoint files have in common: a ZIP archive with XML parts (ECMA-376, part 2).

Whatever part a type's own reader does not take is read here all the same: XML as XML, anything else as a file inside the file.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import partial

from lxml import etree

from gateway.extract.documents import authors, members, ooxml_text
from gateway.extract.documents.api import Attachment, Document, Piece, PieceKind
from gateway.extract.documents.members import Members
from gateway.extract.documents.xml_tree import lines, local, parse
from gateway.model import OpaqueBody, OpaqueReason, Where

CONTENT_TYPES = "[Content_Types].xml"

_KINDS = (
    (re.compile(r"(?:^|/)(?:header|footer)\d*\.xml$"), PieceKind.MARGIN),
    (re.compile(r"(?:^|/)(?:footnotes|endnotes|notesSlide\d*|notesMaster\d*)\.xml$"), PieceKind.NOTE),
    (re.compile(r"comment|person|threaded", re.IGNORECASE), PieceKind.COMMENT),
    (re.compile(r"^docProps/|customXml/|/settings\.xml$|\.rels$"), PieceKind.PROPERTY),
    (re.compile(r"slideMaster|slideLayout|theme|fontTable|styles\.xml$|numbering\.xml$|webSettings|glossary"), PieceKind.HIDDEN),
)
_FOR_MACHINES = re.compile(r"(?:printerSettings\d*\.bin|\.odttf|\.fntdata)$")
"""Settings of a printer's driver, and fonts: their letters are read where they stand in the clear."""
_LETTERS = re.compile(rb"(?:[ -~\x80-\xff]\x00|[\x00-\xff]\x01){5,}|[ -~]{6,}")


def is_package(content: bytes, part: str) -> bool:
    """Whether this is an Office file with that part."""
    names = members.names(content)
    return CONTENT_TYPES in names and any(name.startswith(part) for name in names)


def rest(parts: Members, seen: Collection[str]) -> Document:
    """Everything in a package but the parts that were ``seen``. Raises OpaqueBody."""
    if parts.before:
        raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)  # Office opens no such file
    pieces = [Piece(comment, (), PieceKind.HIDDEN) for comment in parts.comments]
    rows: list[tuple[int, ...]] = []
    attachments: list[Attachment] = []
    for number, name in enumerate(sorted(set(parts) - set(seen)), 1):
        begins = parts.begins(name)
        where: Where = (("part", number),)
        if name == CONTENT_TYPES or not begins:
            continue
        if begins.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or begins.startswith((b"\xff\xfe<", b"\xfe\xff\x00<")):
            found = xml_part(name, parts[name], where)
            rows += (tuple(index + len(pieces) for index in row) for row in found.rows)
            pieces += found.pieces
        elif _FOR_MACHINES.search(name):
            pieces += (Piece(text, where, PieceKind.HIDDEN) for text in letters(parts[name]))
        else:
            attachments.append(Attachment(partial(parts.__getitem__, name), name.rpartition("/")[2], where=where))
    return Document(tuple(pieces), tuple(attachments), tuple(rows))


def xml_part(name: str, content: bytes, where: Where) -> ooxml_text.Texts:
    """The texts of one XML part. Raises OpaqueBody."""
    root = parse(content, lenient=name.endswith(".vml"))  # Office leaves <br> open there
    if name.startswith("docProps/"):
        return ooxml_text.Texts(_properties(root))
    kind = next((kind for pattern, kind in _KINDS if pattern.search(name)), PieceKind.BODY)
    if name.startswith("customXml/"):
        return ooxml_text.Texts([Piece(line, where, PieceKind.PROPERTY) for line in lines(root)])
    return ooxml_text.read(root, where, kind)


def _properties(root: etree._Element) -> list[Piece]:
    """``name: value`` of each property; of those that a person named, with that name (sensitivity labels are among them)."""
    found: list[Piece] = []
    for number, node in enumerate(root, 1):
        text = " ".join(str(part).strip() for part in node.itertext() if str(part).strip())
        given = node.get("name") if isinstance(node.tag, str) else None
        found.append(Piece(f"{given or local(node)}: {text}", authors.where(given or local(node), number), PieceKind.PROPERTY))
    return found


def letters(content: bytes) -> list[str]:
    """Runs of letters in binary data, one byte or two (UTF-16) each."""
    wide = (b"\x00", b"\x01")
    return [
        run.decode("utf-16-le" if any(mark in run for mark in wide) else "ascii", "replace")
        for run in map(bytes, _LETTERS.findall(content))
    ]


def merged(*documents: Document) -> Document:
    """One document of several, in order."""
    pieces: list[Piece] = []
    rows: list[tuple[int, ...]] = []
    for one in documents:
        rows += (tuple(index + len(pieces) for index in row) for row in one.rows)
        pieces += one.pieces
    return Document(
        tuple(pieces),
        tuple(inner for one in documents for inner in one.attachments),
        tuple(rows),
        tuple(picture for one in documents for picture in one.pictures),
    )
