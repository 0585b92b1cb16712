"""7-Zip archives with py7zr, in memory and bounded."""

from __future__ import annotations

import io
import lzma

import py7zr
import py7zr.exceptions
from py7zr.io import BytesIOFactory

from gateway.extract.documents.allowance import BYTES, FILES
from gateway.extract.documents.api import Attachment, Document, DocumentFormat
from gateway.model import OpaqueBody, OpaqueReason

MAGIC = b"7z\xbc\xaf\x27\x1c"


class SevenZip:
    """``.7z``."""

    name = "7z"
    media = ("application/x-7z-compressed",)
    extensions = ("7z",)
    textual = False

    def recognises(self, content: bytes) -> bool:
        """The first bytes."""
        return content.startswith(MAGIC)

    def read(self, content: bytes) -> Document:
        """Its files. Raises OpaqueBody: ENCRYPTED, BROKEN_DOCUMENT, DOCUMENT_LIMIT, UNKNOWN_DOCUMENT (a packing that is not known)."""
        try:
            with py7zr.SevenZipFile(io.BytesIO(content)) as archive:
                if archive.needs_password():
                    raise OpaqueBody(OpaqueReason.ENCRYPTED)
                listed = [one for one in archive.list() if not one.is_directory]
                names = [one.filename for one in listed]
                if len(names) > FILES or sum(one.uncompressed or 0 for one in listed) > BYTES:
                    raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
                if len(set(names)) != len(names):
                    raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
                factory = BytesIOFactory(BYTES)
                archive.extractall(factory=factory)
        except py7zr.PasswordRequired:
            raise OpaqueBody(OpaqueReason.ENCRYPTED) from None
        except py7zr.UnsupportedCompressionMethodError:
            raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT) from None
        except (py7zr.exceptions.ArchiveError, lzma.LZMAError, OSError, EOFError):
            raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT) from None
        files = []
        for number, one in enumerate(listed, 1):
            product = factory.products.get(one.filename)
            data = b""
            if product is not None:
                product.seek(0)
                data = product.read()
            if len(data) != (one.uncompressed or 0):
                raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
            files.append(Attachment(data, one.filename, where=(("attachment", number),)))
        return Document((), tuple(files))


DOCUMENT: DocumentFormat = SevenZip()
