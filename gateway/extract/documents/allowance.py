"""What reading one file may cost, all files inside it included. Over it the file is opaque, never read in part."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.model import OpaqueBody, OpaqueReason

DEPTH = 8
"""Files inside files: a letter in an archive in a message in an archive is four."""
FILES = 2_000
"""Files in one file, at any depth: an archive of a year's letters."""
BYTES = 512 * 1024 * 1024
"""What comes out of archives and documents together."""
PIECES = 400_000
"""Paragraphs and cells: more than detection can judge before its deadline."""
CHARACTERS = 20_000_000
"""Of text: more than detection can judge before its deadline."""
PICTURES = 1_000
"""Pages and pictures to recognise; time ends it earlier."""


@dataclass(slots=True)
class Allowance:
    """What is left. Each method takes some and raises OpaqueBody(DOCUMENT_LIMIT) when nothing is left."""

    files: int = FILES
    bytes: int = BYTES
    pieces: int = PIECES
    characters: int = CHARACTERS
    pictures: int = PICTURES

    def file(self, size: int, depth: int) -> None:
        """One file of this size."""
        self.files -= 1
        self.bytes -= size
        self._check(depth <= DEPTH)

    def text(self, pieces: int, characters: int) -> None:
        """So many pieces with so many characters together."""
        self.pieces -= pieces
        self.characters -= characters
        self._check()

    def picture(self) -> None:
        """One picture."""
        self.pictures -= 1
        self._check()

    def _check(self, within: bool = True) -> None:
        if not within or min(self.files, self.bytes, self.pieces, self.characters, self.pictures) < 0:
            raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
