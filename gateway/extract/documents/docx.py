"""Word (ECMA-376 WordprocessingML): paragraphs, tables, tracked changes, and every other part of the package."""

from __future__ import annotations

from gateway.extract.documents import ooxml
from gateway.extract.documents.api import Document, DocumentFormat
from gateway.extract.documents.members import Members

BODY = "word/document.xml"


class Docx:
    """``.docx`` and its kin."""

    name = "docx"
    media = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
        "application/vnd.ms-word.document.macroenabled.12",
    )
    extensions = ("docx", "docm", "dotx", "dotm")
    textual = False

    def recognises(self, content: bytes) -> bool:
        """An Office package with a ``word`` folder."""
        return ooxml.is_package(content, "word/")

    def read(self, content: bytes) -> Document:
        """The body first, then everything else. Raises OpaqueBody."""
        parts = Members(content)
        seen = [BODY] if BODY in parts else []
        texts = [ooxml.xml_part(name, parts[name], ()) for name in seen]
        body = [Document(tuple(one.pieces), rows=tuple(one.rows)) for one in texts]
        return ooxml.merged(*body, ooxml.rest(parts, seen))


DOCUMENT: DocumentFormat = Docx()
