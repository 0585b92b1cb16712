"""One packed file: gzip (RFC 1952), bzip2, xz. Every member, bounded while unpacking; bytes behind the end are no part of it."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any

from gateway.extract.documents.allowance import BYTES
from gateway.extract.documents.api import Attachment, Document, DocumentFormat, Piece, PieceKind
from gateway.model import OpaqueBody, OpaqueReason

MEMBERS = 4096
PIECE = 256 * 1024
XZ_MEMORY = 256 * 1024 * 1024
"""What xz may ask for; its strongest preset takes 65 MB."""

_GZIP, _BZIP2, _XZ = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00"


class Packed:
    """``.gz``, ``.bz2``, ``.xz``."""

    name = "packed"
    media = ("application/gzip", "application/x-gzip", "application/x-bzip2", "application/x-xz")
    extensions = ("gz", "tgz", "bz2", "xz")
    textual = False

    def recognises(self, content: bytes) -> bool:
        """The first bytes."""
        return content.startswith((_GZIP, _XZ)) or (
            content.startswith(_BZIP2) and content[4:10] in {b"1AY&SY", b"\x17\x72\x45\x38\x50\x90"}
        )

    def read(self, content: bytes) -> Document:
        """The file in it, and the name and comment that gzip keeps. Raises OpaqueBody: BROKEN_DOCUMENT, DOCUMENT_LIMIT."""
        name = ""
        pieces: list[Piece] = []
        if content.startswith(_GZIP):
            fields = _gzip_fields(content)
            name = fields[0] if fields else ""
            pieces = [Piece(text, (), PieceKind.NAME) for text in fields if text]
            data = _unpacked(content, lambda: zlib.decompressobj(16 + zlib.MAX_WBITS))
        elif content.startswith(_XZ):
            data = _unpacked(content, lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY))
        else:
            data = _unpacked(content, bz2.BZ2Decompressor)
        return Document(tuple(pieces), (Attachment(data, name.removesuffix(".gz")),))


def _unpacked(content: bytes, fresh: Callable[[], Any]) -> bytes:
    out = io.BytesIO()
    left = content
    for _ in range(MEMBERS):
        one = fresh()
        try:
            some = one.decompress(left, PIECE)
            while True:
                out.write(some)
                if out.tell() > BYTES:
                    raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
                if one.eof:
                    break
                more = one.unconsumed_tail if hasattr(one, "unconsumed_tail") else b""
                some = one.decompress(more, PIECE)
                if not some and not one.eof and not more and getattr(one, "needs_input", True):
                    raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)  # cut off
        except (zlib.error, lzma.LZMAError, OSError, EOFError):
            raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT) from None
        left = one.unused_data
        if not left.strip(b"\x00"):  # tapes and xz fill up with zeros
            return out.getvalue()
    raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)


def _gzip_fields(content: bytes) -> list[str]:
    """Name and comment, where the flags say so (RFC 1952, 2.3)."""
    flags, at = content[3:4], 10
    if not flags:
        return []
    if flags[0] & 4:
        at += 2 + int.from_bytes(content[at : at + 2], "little")
    found = []
    for bit in (8, 16):
        if flags[0] & bit:
            end = content.find(b"\x00", at)
            if end < 0:
                raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
            raw = content[at:end]
            try:
                found.append(raw.decode("utf-8"))
            except UnicodeDecodeError:
                found.append(raw.decode("cp1250", "replace"))
            at = end + 1
        else:
            found.append("")
    return found


DOCUMENT: DocumentFormat = Packed()
