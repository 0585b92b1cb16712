"""ZIP archives: the files in them, their names and comments; and whatever stands before the archive in the same file."""

from __future__ import annotations

from functools import partial

from gateway.extract.documents import members, ooxml
from gateway.extract.documents.api import Attachment, Document, DocumentFormat, Piece, PieceKind
from gateway.extract.documents.members import Members


class Zip:
    """An archive that is not itself a document."""

    name = "zip"
    media = ("application/zip", "application/x-zip-compressed", "application/java-archive", "application/epub+zip")
    extensions = ("zip", "jar", "epub", "kmz", "fo")
    textual = False

    def recognises(self, content: bytes) -> bool:
        """An archive, but no Office file and no OpenDocument, which have readers of their own."""
        if not members.is_zip(content):
            return False
        names = members.names(content)
        office = ooxml.CONTENT_TYPES in names and any(name.startswith(("word/", "xl/", "ppt/")) for name in names)
        return not office and not {"content.xml", "META-INF/manifest.xml"} <= names

    def read(self, content: bytes) -> Document:
        """Its files. Raises OpaqueBody: ENCRYPTED, BROKEN_DOCUMENT, DOCUMENT_LIMIT, UNKNOWN_DOCUMENT (a packing that is not known)."""
        parts = Members(content)
        files = [
            Attachment(partial(parts.__getitem__, name), name, where=(("attachment", number),)) for number, name in enumerate(parts, 1)
        ]
        if parts.before:
            files.append(Attachment(parts.before))
        return Document(tuple(Piece(comment, (), PieceKind.HIDDEN) for comment in parts.comments), tuple(files))


DOCUMENT: DocumentFormat = Zip()
