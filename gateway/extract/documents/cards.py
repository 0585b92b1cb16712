"""Calendars (iCalendar, RFC 5545) and address cards (vCard, RFC 6350 and older): lines unfolded and unescaped, files in them decoded."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator

from gateway.extract.documents.api import Attachment, Document, DocumentFormat, Piece
from gateway.extract.documents.base64_text import data_uris, decoded
from gateway.extract.documents.encodings import texts

_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPED = re.compile(r"\\([\\;,nN])")
_QUOTED = re.compile(r"ENCODING=QUOTED-PRINTABLE", re.IGNORECASE)
_BASE64 = re.compile(r"(?:ENCODING=(?:BASE64|B)\b)", re.IGNORECASE)
_CHARSET = re.compile(r"CHARSET=([\w-]+)", re.IGNORECASE)


class Cards:
    """``.ics``, ``.vcf``."""

    name = "cards"
    media = ("text/calendar", "text/vcard", "text/x-vcard", "text/x-vcalendar", "text/directory")
    extensions = ("ics", "ical", "ifb", "vcs", "vcf", "vcard")
    textual = True

    def recognises(self, content: bytes) -> bool:
        """The first line."""
        return re.match(rb"BEGIN:V(?:CALENDAR|CARD)\b", content.removeprefix(b"\xef\xbb\xbf").lstrip(), re.IGNORECASE) is not None

    def read(self, content: bytes) -> Document:
        """One piece for each line, with its parameters (a name may stand in one). Raises OpaqueBody: UNKNOWN_DOCUMENT, CHARSET."""
        pieces: list[Piece] = []
        attachments: list[Attachment] = []
        for text in texts(content):
            for number, line in enumerate(_lines(text), 1):
                head, _, value = line.partition(":")
                if _BASE64.search(head):
                    attachments.append(Attachment(decoded(value) or b"", where=(("attachment", len(attachments) + 1),)))
                    value = ""
                elif _QUOTED.search(head):
                    charset = _CHARSET.search(head)
                    raw = quopri.decodestring(value.encode("utf-8", "replace"))
                    value = _decode(raw, charset[1] if charset else "utf-8")
                attachments += (Attachment(data, "", media) for media, data in data_uris(value))
                said = _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
                pieces.append(Piece(f"{head}: {said}", (("line", number),)))
        return Document(tuple(pieces), tuple(attachments))


def _lines(text: str) -> Iterator[str]:
    """Lines unfolded; those in quoted-printable go on after a soft break, base64 until an empty line (vCard 2.1)."""
    held = ""
    for line in _FOLD.sub("", text).splitlines():
        held = held[:-1] + line if held.endswith("=") and _QUOTED.search(held.partition(":")[0]) else line
        if not (held.endswith("=") and _QUOTED.search(held.partition(":")[0])) and held.strip():
            yield held
            held = ""
    if held.strip():
        yield held


def _decode(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset)
    except (LookupError, UnicodeError):
        return raw.decode("utf-8", "replace")


DOCUMENT: DocumentFormat = Cards()
