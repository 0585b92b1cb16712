"""What every document type offers. One type is one module in this folder with a ``DOCUMENT``; the registry beside it finds them.

A reader is pure: bytes in, pieces out. It runs in a process of its own with limits on time and memory, because a document may be made
to exhaust both; a reader that raises, loops or dies makes its file opaque.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from gateway.model import Where


class PieceKind(StrEnum):
    """What a piece of a document's text is."""

    BODY = "body"
    TABLE = "table"
    HEADING = "heading"
    NOTE = "note"  # footnotes, speaker's notes
    COMMENT = "comment"
    DELETED = "deleted"  # tracked changes: what was struck out is still there
    HIDDEN = "hidden"  # sheets, rows, paragraphs that nobody sees and every reader gets
    MARGIN = "margin"  # headers and footers
    ALTERNATIVE = "alternative"  # texts behind pictures
    PROPERTY = "property"  # author, title, sensitivity labels
    NAME = "name"  # of the file, of an attachment, of a sheet
    PICTURE = "picture"  # what text recognition read
    SPOKEN = "spoken"  # what speech recognition heard


@dataclass(frozen=True, slots=True)
class Piece:
    """One running text of a document: a paragraph, a cell, a line, a property."""

    text: str = field(repr=False)
    where: Where = ()
    kind: PieceKind = PieceKind.BODY


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a file. It is read in its turn, by what its own bytes are; a large archive unpacks one when it is its turn."""

    content: bytes | Callable[[], bytes] = field(repr=False)
    name: str = field(default="", repr=False)
    media: str = ""
    where: Where = ()
    certain: bool = True
    """False for bytes that only look like a file (a long base64 text): read when they are of a known type, else left."""

    def load(self) -> bytes:
        """Its bytes. Raises OpaqueBody."""
        return self.content if isinstance(self.content, bytes) else self.content()


@dataclass(frozen=True, slots=True)
class Picture:
    """Something to look at. ``render`` draws it (PNG or PNM) when text recognition asks for it, so that no document lies in memory
    as pixels; it returns b"" for one that holds nothing to see, and raises :class:`~gateway.model.OpaqueBody`.
    """

    render: Callable[[], bytes] = field(repr=False)
    where: Where = ()
    whole: bool = False
    """Whether it is a page whose words are only seen."""


@dataclass(frozen=True, slots=True)
class Recording:
    """Something to listen to: the bytes of a file of sound."""

    content: bytes = field(repr=False)
    where: Where = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What one file holds. ``rows`` are pieces (by index) that stand beside one another; rows on end whose first piece begins with the
    same place (a sheet, a table) are one table, and the first of them is its head.
    """

    pieces: tuple[Piece, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    rows: tuple[tuple[int, ...], ...] = ()
    pictures: tuple[Picture, ...] = ()
    recordings: tuple[Recording, ...] = ()


class DocumentFormat(Protocol):
    """One type of document."""

    @property
    def name(self) -> str:
        """Its name among the types."""

    @property
    def media(self) -> tuple[str, ...]:
        """Media types, the registered one first."""

    @property
    def extensions(self) -> tuple[str, ...]:
        """In lower case, without the dot."""

    @property
    def textual(self) -> bool:
        """Whether a file of this type is also a plain text: then what it is declared to be counts beside what it looks like."""

    def recognises(self, content: bytes) -> bool:
        """Whether the bytes are of this type, by what stands in them. A declared type or name only breaks a tie."""

    def read(self, content: bytes) -> Document:
        """Everything in it that a reader could see. Raises :class:`~gateway.model.OpaqueBody` when a part of it cannot be read."""
