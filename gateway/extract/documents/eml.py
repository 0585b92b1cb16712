"""Mail (RFC 5322, MIME) and web archives (MHTML) with the standard library's parser: headers, every part, every attachment.

Parts are files in their turn, so a page in a message is read as a page. What the parser finds wrong (a part without an end, a second
header) may be read otherwise elsewhere: then the message's own source is read, too.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from contextlib import suppress
from email.header import decode_header, make_header
from email.message import Message

from gateway.extract.documents import text as plain
from gateway.extract.documents.api import Attachment, Document, DocumentFormat, Piece, PieceKind
from gateway.extract.documents.encodings import texts
from gateway.model import OpaqueBody, OpaqueReason, Where

_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]?[^\r\n]*\r?\n")
_TELLING = re.compile(
    rb"^(?:from|to|subject|date|received|message-id|mime-version|return-path|delivered-to|x-mailer|content-type):",
    re.IGNORECASE | re.MULTILINE,
)
PARTS = 2_000


class Eml:
    """``.eml``, ``.mht``."""

    name = "eml"
    media = ("message/rfc822", "multipart/related", "application/x-mimearchive")
    extensions = ("eml", "mht", "mhtml")
    textual = True

    def recognises(self, content: bytes) -> bool:
        """Two of the headers that messages have, before the first empty line. A line ``From `` of a mailbox may stand first."""
        head = content[: 64 * 1024].removeprefix(b"\xef\xbb\xbf")
        if head.startswith(b"From "):
            head = head.partition(b"\n")[2]
        if _HEADER.match(head) is None:
            return False
        return len(_TELLING.findall(re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0])) > 1

    def read(self, content: bytes) -> Document:
        """Headers as properties, parts as files. Raises OpaqueBody: DOCUMENT_LIMIT, UNKNOWN_DOCUMENT (a mailbox of several)."""
        if len(re.findall(rb"^From .{6,200}\n[A-Za-z][A-Za-z0-9-]*:", content, re.MULTILINE)) > 1:
            return Document(tuple(piece for text in texts(content) for piece in plain.pieces(text)), tuple(_mailbox(content)))
        message = email.message_from_bytes(content.removeprefix(b"\xef\xbb\xbf"))
        pieces: list[Piece] = []
        attachments: list[Attachment] = []
        odd = False
        for number, part in enumerate(message.walk(), 1):
            if number > PARTS:
                raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
            where: Where = (("part", number),) if number > 1 else ()
            pieces += _headers(part, where)
            repeated = [name.lower() for name in part.keys() if name.lower().startswith("content-")]  # noqa: SIM118  # a message is no dict
            odd = odd or bool(part.defects) or len(set(repeated)) != len(repeated)
            pieces += (Piece(text, where, PieceKind.HIDDEN) for text in (part.preamble, part.epilogue) if text and text.strip())
            if not part.is_multipart():
                attachments.append(_part(part, where))
        if odd:
            pieces += (Piece(piece.text, piece.where, PieceKind.HIDDEN) for text in texts(content) for piece in plain.pieces(text))
        return Document(tuple(pieces), tuple(attachments))


def _headers(part: Message, where: Where) -> Iterator[Piece]:
    for name, value in part.raw_items():
        raw = str(value)
        try:
            text = str(make_header(decode_header(raw)))
        except (ValueError, LookupError, UnicodeError):
            text = raw
        yield Piece(f"{name}: {' '.join(_surrogates(text).split())}", where, PieceKind.PROPERTY)


def _surrogates(text: str) -> str:
    """Headers in bare 8-bit letters, which the parser keeps as surrogates."""
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1250", "replace")


def _part(part: Message, where: Where) -> Attachment:
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    media = part.get_content_type()
    charset = (part.get_content_charset() or "").lower()
    if part.get_content_maintype() == "text" and charset not in {"", "utf-8", "us-ascii"}:
        with suppress(LookupError, UnicodeError):  # not in what it says: whatever it is in is found by the bytes
            data = data.decode(charset).encode("utf-8")
    given = part.get_filename() or ""
    return Attachment(data, _surrogates(given), media, where)


def _mailbox(content: bytes) -> Iterator[Attachment]:
    """The messages of a mailbox (mbox, RFC 4155)."""
    for number, one in enumerate(re.split(rb"(?m)^From .{6,200}\n(?=[A-Za-z][A-Za-z0-9-]*:)", content), 1):
        if one.strip():
            yield Attachment(one, media="message/rfc822", where=(("attachment", number),))


DOCUMENT: DocumentFormat = Eml()
