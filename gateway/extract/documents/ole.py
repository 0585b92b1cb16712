"""OLE compound files ([MS-CFB]): what old Office, Outlook and password-protected new Office files are kept in.

The streams are read with olefile. Old Word and PowerPoint documents, macros and embedded objects have no kept reader: opaque.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import olefile  # type: ignore[import-untyped]

from gateway.extract.documents import authors
from gateway.extract.documents.api import Document, DocumentFormat, Piece, PieceKind
from gateway.model import OpaqueBody, OpaqueReason

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STREAMS = 20_000
"""Of one file: a message with hundreds of recipients has thousands."""


def opened(content: bytes) -> olefile.OleFileIO | None:
    """The compound file, or None when it is none. Raises OpaqueBody(BROKEN_DOCUMENT)."""
    if not content.startswith(MAGIC):
        return None
    try:
        return olefile.OleFileIO(io.BytesIO(content))
    except Exception:  # noqa: BLE001  # the library raises anything over damaged chains of sectors
        raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT) from None


def has(content: bytes, *names: str) -> bool:
    """Whether one of these streams stands at the top of the file. A damaged file has none."""
    try:
        file = opened(content)
    except OpaqueBody:
        return False
    if file is None:
        return False
    with file:
        try:
            return any(file.exists(name) for name in names)
        except Exception:  # noqa: BLE001  # as above
            return False


def properties(file: olefile.OleFileIO) -> Iterator[Piece]:
    """The document's summary: title, author, company."""
    said = file.get_metadata()
    for number, name in enumerate((*said.SUMMARY_ATTRIBS, *said.DOCSUM_ATTRIBS), 1):
        value = getattr(said, name)
        text = value.decode("cp1250", "replace") if isinstance(value, bytes) else value if isinstance(value, str) else ""
        if text.strip("\x00 "):
            yield Piece(f"{name}: {text}", authors.where(name, number), PieceKind.PROPERTY)


class Ole:
    """A compound file of no type that is read."""

    name = "ole"
    media = ("application/x-ole-storage", "application/msword", "application/vnd.ms-powerpoint")
    extensions = ("doc", "dot", "ppt", "pps", "mpp", "vsd", "pub")
    textual = False

    def recognises(self, content: bytes) -> bool:
        """A compound file that is neither a workbook nor a message."""
        return content.startswith(MAGIC) and not has(content, "Workbook", "Book", "__properties_version1.0")

    def read(self, content: bytes) -> Document:
        """Raises OpaqueBody: ENCRYPTED for a new Office file behind a password, else BROKEN_DOCUMENT or UNKNOWN_DOCUMENT."""
        file = opened(content)
        if file is not None:
            with file:
                if file.exists("EncryptedPackage") or file.exists("EncryptionInfo"):
                    raise OpaqueBody(OpaqueReason.ENCRYPTED)
        raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT)


DOCUMENT: DocumentFormat = Ole()
