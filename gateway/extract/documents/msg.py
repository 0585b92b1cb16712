"""Outlook messages ([MS-OXMSG]): every text property of the message, its recipients and attachments, and the messages attached to it.

Each property is a stream of the compound file, named by its number and type; olefile reads the streams. (python-oxmsg names the
properties that programs ask for; here the point is to leave none out.)
"""

from __future__ import annotations

import re

from gateway.extract.documents import ole
from gateway.extract.documents.api import Attachment, Document, DocumentFormat, Piece, PieceKind
from gateway.extract.documents.encodings import texts
from gateway.model import OpaqueBody, OpaqueReason, Where

_STREAM = re.compile(r"__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})(?:-[0-9A-F]{8})?")
_ATTACHED = re.compile(r"__attach_version1\.0_#([0-9A-F]{8})")
_WIDE, _NARROW, _BINARY = {"001F", "101F"}, {"001E", "101E"}, {"0102"}
_HTML, _DATA, _BODY, _RTF = "1013", "3701", "1000", "1009"
_NAMES = ("3707", "3704", "3001")
"""Of an attachment: long name, short name, shown name."""
_TOLD = frozenset({"1000", "0037", "007D", "0C1A", "0042", "0E02", "0E03", "0E04", "3001"})


class Msg:
    """``.msg``."""

    name = "msg"
    media = ("application/vnd.ms-outlook", "application/x-msg")
    extensions = ("msg", "oft")
    textual = False

    def recognises(self, content: bytes) -> bool:
        """A compound file with a message's properties."""
        return ole.has(content, "__properties_version1.0")

    def read(self, content: bytes) -> Document:
        """Everything above. Raises OpaqueBody: BROKEN_DOCUMENT, UNKNOWN_DOCUMENT (an embedded object, a text in compressed RTF alone)."""
        file = ole.opened(content)
        if file is None:
            raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
        with file:
            paths = file.listdir()
            if len(paths) > ole.STREAMS:
                raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
            streams = {tuple(path): file.openstream(path).read() for path in paths}
        return _read(streams)


def _read(streams: dict[tuple[str, ...], bytes]) -> Document:
    pieces: list[Piece] = []
    attachments: list[Attachment] = []
    names: dict[tuple[str, ...], dict[str, str]] = {}
    bodies: dict[tuple[str, ...], set[str]] = {}
    files: list[tuple[tuple[str, ...], bytes]] = []
    for path, data in streams.items():
        match = _STREAM.fullmatch(path[-1])
        if match is None:
            if not path[-1].startswith(("__properties_version", "__nameid", "__substg1.0_")):
                raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT)
            continue
        number, kind = match.groups()
        where = _where(path)
        if kind in _WIDE or kind in _NARROW:
            said = (data.decode("utf-16-le", "replace"),) if kind in _WIDE else texts(data.rstrip(b"\x00")) if data.strip(b"\x00") else ()
            shown = PieceKind.BODY if number in _TOLD else PieceKind.PROPERTY
            for text in said:
                pieces += (Piece(line, where, shown) for line in text.replace("\x00", "").splitlines() if line.strip())
                names.setdefault(path[:-1], {}).setdefault(number, text.strip("\x00"))
        if number in {_BODY, _HTML, _RTF} and data:
            bodies.setdefault(path[:-1], set()).add(number)
        if kind in _BINARY and number == _HTML:
            attachments.append(Attachment(data, media="text/html", where=where))
        elif kind in _BINARY and number == _DATA:
            files.append((path[:-1], data))
    if any(found == {_RTF} for found in bodies.values()):
        raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT)
    for storage, data in files:
        given = names.get(storage, {})
        name = next((given[one] for one in _NAMES if given.get(one)), "")
        attachments.append(Attachment(data, name, given.get("370E", ""), _where((*storage, ""))))
    return Document(tuple(pieces), tuple(attachments))


def _where(path: tuple[str, ...]) -> Where:
    return tuple(("attachment", int(match[1], 16) + 1) for part in path[:-1] if (match := _ATTACHED.fullmatch(part)))


DOCUMENT: DocumentFormat = Msg()
