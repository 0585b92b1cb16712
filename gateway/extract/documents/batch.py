"""A file whose lines are requests that its provider carries out later: each is looked at as if it had come alone.

Its lines are read like those of any other text (:mod:`gateway.extract.documents.text`), but where only a reader of JSON sees what they say:
texts with escapes, texts in texts. Beside them stand the files in their strings, and what their requests have the provider read by itself.
A line is what stands between two line feeds; where other readers would cut it again, its parts are looked at, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gateway.batch import Asked, Batch
from gateway.extract import asked, batch_line
from gateway.extract.batch_line import Line
from gateway.extract.documents.api import Attachment, Document, Piece
from gateway.extract.documents.text import readings
from gateway.extract.place import INSIDE
from gateway.model import OpaqueBody, OpaqueReason, SegmentKind, Where

_AROUND = " \t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029\ufeff"
"""What may stand around the JSON of a line: spaces, and signs at which some readers part lines, or skip."""

_BEGINS = re.compile(rb'(?:^|[\r\n])[ \t]*\{[ \t]*"[^"\r\n]{0,64}"[ \t]*:')
"""How a line of JSON begins; sound and pictures have no such bytes by chance, and UTF-16 has others."""
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
"""Marks of UTF-16 and UTF-32."""


@dataclass(frozen=True, slots=True)
class Requests:
    """What the lines of one file say as JSON, and what they ask for. ``rest`` is the file without the lines that were read so: each of
    them is empty there.
    """

    document: Document
    asked: Asked
    rest: bytes = field(repr=False)


def read(content: bytes, batch: Batch) -> Requests:
    """Reads the lines of a file. Where ``batch`` says that they are requests, each must be JSON; else their shape tells.

    Raises OpaqueBody: INVALID_JSON for a line that may be a request, and nobody can read it; whatever a request is refused for.
    """
    pieces: list[Piece] = []
    attachments: list[Attachment] = []
    asks: dict[Asked, None] = {}
    rest: list[str] = []
    found, certain = _texts(content, batch)
    for text in found:
        for number, whole in enumerate(_lines(text), 1):
            where: Where = (("line", number),)
            line = _line(whole, required=batch is Batch.YES)
            hides = line is not None and _hides(whole, line)
            if certain:
                rest.append("" if hides else whole)
            parts = [part for part in (_line(cut, required=False) for cut in _cut(whole)) if part is not None]
            if line is not None and hides:
                pieces.append(Piece(_words(line), where))
            for one in [line] if line is not None else parts:
                attachments += (Attachment(bytes(file.content), file.name, file.media, where) for file in one.files)
            for one in parts if line is None else [line, *parts]:
                asks[one.asked] = None
    left = "\n".join(rest).encode("utf-8") if pieces and rest else content
    return Requests(Document(tuple(pieces), tuple(attachments)), asked.together(asks), left)


def _texts(content: bytes, batch: Batch) -> tuple[tuple[str, ...], bool]:
    """The texts that the file may be, and whether it is one for certain, from its first byte to its last. None for what is no text, and no
    line of it begins as a request does: what else it is, its own reader says.
    """
    begins = _BEGINS.search(content) is not None
    try:
        found = readings(content)
    except OpaqueBody as opaque:
        if batch is Batch.YES or (begins and opaque.reason is OpaqueReason.DOCUMENT_LIMIT):
            raise
        found = ()
    if begins and (not found or content.startswith(_WIDE)):  # a line behind bytes that are none of its own
        return (*found, content.decode("utf-8", "replace")), False
    return found, len(found) == 1


def _lines(text: str) -> Iterator[str]:
    at = 0
    while at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield text[at:end]
        at = end + 1


def _cut(line: str) -> list[str]:
    """What the line falls into for a reader that parts lines elsewhere, too; nothing where it does not."""
    parts = line.strip(_AROUND).splitlines()
    return parts if len(parts) > 1 else []


def _hides(text: str, line: Line) -> bool:
    """Whether a reader of the text sees less than a reader of its JSON."""
    return "\\" in text or any(INSIDE in one.place and one.text for one in line.segments)


def _line(part: str, *, required: bool) -> Line | None:
    text = part.strip(_AROUND)
    if not text or (not required and not text.startswith("{")):
        return None
    try:
        line = batch_line.read(text)
    except OpaqueBody:
        if required or batch_line.looks_like_one(text):
            raise
        return None  # scanned as the text that it is
    return line


def _words(line: Line) -> str:
    """The leaves of a line: a key before its value, each value on a line of its own."""
    return "".join(f"{one.text}: " if one.kind is SegmentKind.KEY else f"{one.text}\n" for one in line.segments)
