"""PowerPoint (ECMA-376 PresentationML): slides in their order, hidden ones too, notes, comments, and every other part."""

from __future__ import annotations

import re
from dataclasses import replace

from gateway.extract.documents import ooxml
from gateway.extract.documents.api import Document, DocumentFormat, Piece
from gateway.extract.documents.members import Members

_PROMPTS = frozenset({
    *(f"Click to edit Master {what}" for what in ("title style", "subtitle style", "text styles", "notes styles")),
    *(f"Click to add {what}" for what in ("title", "subtitle", "text", "notes")),
    *(f"Click icon to add {what}" for what in ("picture", "chart", "table", "media", "SmartArt graphic", "clip art", "online image")),
})  # fmt: skip
"""What PowerPoint writes itself into the empty places of every layout, dozens of times: ``Click`` is a surname to the names model."""
_NAME = re.compile(
    "(?:Title|Subtitle|Text|Content|Picture|Date|Footer|Header|Slide Number|Slide Image|Notes|Vertical Text|Vertical Title|Chart|Table"
    "|Media|Online Image|SmartArt|Clip Art) Placeholder [0-9]{1,4}"
)
"""How it calls those places."""
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")


class Pptx:
    """``.pptx`` and its kin."""

    name = "pptx"
    media = (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.openxmlformats-officedocument.presentationml.slideshow",
        "application/vnd.ms-powerpoint.presentation.macroenabled.12",
    )
    extensions = ("pptx", "pptm", "ppsx", "ppsm", "potx", "potm")
    textual = False

    def recognises(self, content: bytes) -> bool:
        """An Office package with a ``ppt`` folder."""
        return ooxml.is_package(content, "ppt/")

    def read(self, content: bytes) -> Document:
        """The slides by their number, then everything else. Raises OpaqueBody."""
        parts = Members(content)
        slides = sorted((int(match[1]), name) for name in parts if (match := _SLIDE.fullmatch(name)))
        texts = [ooxml.xml_part(name, parts[name], (("slide", number),)) for number, name in slides]
        body = [Document(tuple(filter(_is_somebodys, one.pieces)), rows=tuple(one.rows)) for one in texts]
        rest = ooxml.rest(parts, [name for _, name in slides])
        return ooxml.merged(*body, replace(rest, pieces=tuple(filter(_is_somebodys, rest.pieces))))


def _is_somebodys(piece: Piece) -> bool:
    """Whether it is more than PowerPoint's own words, letter for letter."""
    text = piece.text.strip()
    return text not in _PROMPTS and _NAME.fullmatch(text) is None


DOCUMENT: DocumentFormat = Pptx()
