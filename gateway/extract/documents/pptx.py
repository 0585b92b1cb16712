"""PowerPoint (ECMA-376 PresentationML): slides in their order, hidden ones too, notes, comments, and every other part."""

from __future__ import annotations

import re

from gateway.extract.documents import ooxml
from gateway.extract.documents.api import Document, DocumentFormat
from gateway.extract.documents.members import Members

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
        body = [Document(tuple(one.pieces), rows=tuple(one.rows)) for one in texts]
        return ooxml.merged(*body, ooxml.rest(parts, [name for _, name in slides]))


DOCUMENT: DocumentFormat = Pptx()
