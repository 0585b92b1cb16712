"""Tape archives (POSIX ustar, pax, GNU): the files in them, and the names of files, owners and links."""

from __future__ import annotations

import io
import tarfile

from gateway.extract.documents.allowance import FILES
from gateway.extract.documents.api import Attachment, Document, DocumentFormat, Piece, PieceKind
from gateway.model import OpaqueBody, OpaqueReason

_BLOCK = 512


class Tar:
    """``.tar``."""

    name = "tar"
    media = ("application/x-tar",)
    extensions = ("tar",)
    textual = False

    def recognises(self, content: bytes) -> bool:
        """The mark in the first header, or a header whose sum is right."""
        if len(content) < _BLOCK:
            return False
        if content[257:262] == b"ustar":
            return True
        said = content[148:156].strip(b" \x00")
        try:
            return bool(said) and content[0] != 0 and int(said, 8) == sum(content[:148]) + sum(content[156:_BLOCK]) + 8 * 32
        except ValueError:
            return False

    def read(self, content: bytes) -> Document:
        """Its files. Raises OpaqueBody: BROKEN_DOCUMENT (also for one with holes, which is larger than it is), DOCUMENT_LIMIT."""
        pieces: list[Piece] = []
        files: list[Attachment] = []
        end = 0
        try:
            with tarfile.open(fileobj=io.BytesIO(content), mode="r:", errors="replace") as archive:
                for number, info in enumerate(archive, 1):
                    if number > FILES:
                        raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
                    if info.issparse() or info.size > len(content):
                        raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
                    said = (info.linkname, info.uname, info.gname, *info.pax_headers.values())
                    pieces += (Piece(str(text), (("attachment", number),), PieceKind.PROPERTY) for text in said if text)
                    member = archive.extractfile(info) if info.isreg() else None
                    data = member.read() if member is not None else b""
                    if info.isreg() and len(data) != info.size:
                        raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
                    files.append(Attachment(data, info.name, where=(("attachment", number),)))
                    end = archive.offset
        except (tarfile.TarError, OSError, EOFError):
            raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT) from None
        if content[end:].strip(b"\x00"):
            files.append(Attachment(content[end:].strip(b"\x00")))
        return Document(tuple(pieces), tuple(files))


DOCUMENT: DocumentFormat = Tar()
