"""Rich Text Format with striprtf; and once more with everything it leaves out (headers, notes, properties, comments) as plain text.

Pictures and objects are files inside the file.
"""

from __future__ import annotations

import re

from striprtf.striprtf import destinations, rtf_to_text

from gateway.extract.documents.api import Attachment, Document, DocumentFormat, Piece, PieceKind
from gateway.model import OpaqueBody, OpaqueReason

_MACHINES = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "pict", "objdata", "themedata", "colorschememapping", "datastore", "latentstyles", "blipuid",
     "fontemb", "panose", "falt", "rsidtbl", "generator", "listtable", "listoverridetable", "xmlnstbl", "mmathPr", "passwordhash",
     "nonshppict"}
)  # fmt: skip
"""Destinations whose content is for programs: tables of fonts and styles, and what is read as a file."""
_SHOWN = re.compile(r"\\\*|\\(?:" + "|".join(sorted(set(destinations) - _MACHINES, key=len, reverse=True)) + r")(?![a-z])-?\d* ?")
_UNSEEN = re.compile(r"\s*(?:" + _SHOWN.pattern + ")")
_BRACE = re.compile(r"\\[\\{}]|[{}]")
_PICTURE = re.compile(r"\\(nonshppict|pngblip|jpegblip|emfblip|wmetafile\d*|[dw]bitmap\d*|dibitmap\d*|macpict|pmmetafile\d*|objdata)\b")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}\s*){16,}")
_FAR = 4096
"""Characters between a picture's kind and its data, where sizes and names stand."""


class Rtf:
    """Rich text."""

    name = "rtf"
    media = ("application/rtf", "text/rtf", "application/x-rtf")
    extensions = ("rtf",)
    textual = False

    def recognises(self, content: bytes) -> bool:
        """The first five bytes; white space before them is left aside, as readers do."""
        return content[:256].lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"{\\rt")

    def read(self, content: bytes) -> Document:
        """Its lines, shown and unseen, and its pictures. Raises OpaqueBody: BROKEN_DOCUMENT, UNKNOWN_DOCUMENT (binary data in it)."""
        source = content.decode("latin-1")
        if re.search(r"\\bin[1-9]", source):
            raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT)
        shown = _text(source)
        known = set(shown)
        everything = [line for line in _text(_SHOWN.sub(_apart, _ended(source))) if line not in known]
        end = source.rstrip(" \t\r\n\x00")
        behind = _behind(end)
        pieces = [Piece(line, (("paragraph", number),)) for number, line in enumerate(shown, 1)]
        pieces += (Piece(line, (), PieceKind.HIDDEN) for line in (*everything, *behind.split("\n")) if line.strip())
        return Document(tuple(pieces), tuple(_files(source)))


def _apart(match: re.Match[str]) -> str:
    """Each of them on a line of its own."""
    return "" if match[0] == "\\*" else "\\par "


def _ended(source: str) -> str:
    """A line's end before the end of each of their groups: what stands behind one is another text, and would be glued to it."""
    made, since, groups = [], 0, list[bool]()
    for match in _BRACE.finditer(source):
        if match[0] == "{":
            groups.append(_UNSEEN.match(source, match.end()) is not None)
        elif match[0] == "}" and groups and groups.pop():
            made.append(source[since : match.start()])
            since = match.start()
    return "\\par ".join((*made, source[since:]))


def _text(source: str) -> list[str]:
    return [line for line in str(rtf_to_text(source, encoding="cp1250", errors="replace")).split("\n") if line.strip()]  # type: ignore[no-untyped-call]


def _behind(source: str) -> str:
    """What stands behind the end of the document's group: Word leaves it out, other readers need not."""
    depth = 0
    for match in _BRACE.finditer(source):
        if len(match[0]) == 1:
            depth += 1 if match[0] == "{" else -1
            if depth == 0:
                return source[match.end() :]
    return ""


def _files(source: str) -> list[Attachment]:
    found: list[Attachment] = []
    older = False
    for match in _PICTURE.finditer(source):
        if match[1] == "nonshppict":
            older = "\\shppict" in source  # the same picture again, for old programs
            continue
        data = _HEX.search(source, match.end(), match.end() + _FAR)
        if older:
            older = False
            continue
        if data is not None:
            whole = _HEX.match(source, data.start())
            digits = re.sub(r"\s+", "", whole[0] if whole else data[0])
            found.append(Attachment(bytes.fromhex(digits[: len(digits) // 2 * 2]), where=(("attachment", len(found) + 1),)))
    return found


DOCUMENT: DocumentFormat = Rtf()
