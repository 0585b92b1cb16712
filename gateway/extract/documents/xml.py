"""XML of any kind: every text and attribute as ``name: text``, what it declares, and files that its elements carry in base64.

A drawing (SVG) is one, and so is the content of a data-box message.
"""

from __future__ import annotations

import re

from gateway.extract.documents.api import Attachment, Document, DocumentFormat, Piece, PieceKind
from gateway.extract.documents.base64_text import data_uris, decoded, is_long
from gateway.extract.documents.xml_tree import document_type, lines, local, parse

_START = re.compile(rb"\s*(?:<\?xml\b|<(?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*\s+xmlns(?::\w+)?=|<svg\b)", re.IGNORECASE)
_NAMES = ("dmFileDescr", "name", "fileName", "FileName", "filename")


class Xml:
    """Extensible Markup Language."""

    name = "xml"
    media = ("application/xml", "text/xml", "image/svg+xml", "application/xhtml+xml", "application/rss+xml", "application/atom+xml")
    extensions = ("xml", "svg", "xsd", "xsl", "xslt", "rss", "gpx", "kml", "isdoc", "fodt", "fods", "plist")
    textual = True

    def recognises(self, content: bytes) -> bool:
        """A declaration, or a root with a namespace; in UTF-16 a byte order mark before it."""
        if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            content = content[:1024].decode("utf-16", "ignore").encode("utf-8")
        return _START.match(content[:1024].removeprefix(b"\xef\xbb\xbf")) is not None

    def read(self, content: bytes) -> Document:
        """Its texts in order. Raises OpaqueBody: BROKEN_DOCUMENT, DOCUMENT_LIMIT."""
        root = parse(content, entities=True)
        pieces: list[Piece] = []
        attachments: list[Attachment] = []
        for node in root.iter():
            for value in (str(value) for value in node.attrib.values()):
                attachments += (Attachment(data, "", media) for media, data in data_uris(value))
            if isinstance(node.tag, str) and node.text and is_long(node.text) and (data := decoded(node.text)):
                given = next(
                    (str(node.get(name)) for one in (node, node.getparent()) if one is not None for name in _NAMES if one.get(name)), ""
                )
                sure = local(node) == "dmEncodedContent"
                attachments.append(Attachment(data, given, where=(("attachment", len(attachments) + 1),), certain=sure))
                node.text = None
        for number, line in enumerate((*lines(root), *document_type(root)), 1):
            pieces.append(Piece(line, (("line", number),), PieceKind.BODY))
        return Document(tuple(pieces), tuple(attachments))


DOCUMENT: DocumentFormat = Xml()
