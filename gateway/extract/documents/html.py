"""HTML: what a page shows, and what it does not: attributes, comments, scripts, files in data: URIs.

Inline elements do not part a text; rows of tables are rows.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as library

from gateway.extract.documents.api import Attachment, Document, DocumentFormat, Piece, PieceKind
from gateway.extract.documents.base64_text import data_uris
from gateway.extract.documents.encodings import texts
from gateway.extract.documents.xml_tree import local
from gateway.model import Where

_START = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|script|style)\b", re.IGNORECASE | re.DOTALL
)
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "legend", "li", "main", "nav", "ol",
     "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td", "template", "tfoot", "th", "thead", "title", "tr", "ul",
     "button", "textarea", "noscript", "iframe", "object", "video", "audio", "canvas", "svg", "math", "center"}
)  # fmt: skip
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset({"script", "style"})
_TECHNICAL = frozenset(
    {"class", "style", "id", "width", "height", "rel", "type", "charset", "lang", "dir", "colspan", "rowspan", "border", "align", "valign",
     "bgcolor", "color", "cellpadding", "cellspacing", "role", "tabindex", "target", "method", "http-equiv", "media", "face", "size"}
)  # fmt: skip


class Html:
    """A page, or a part of one."""

    name = "html"
    media = ("text/html",)
    extensions = ("html", "htm", "xhtml")
    textual = True

    def recognises(self, content: bytes) -> bool:
        """A document type, or one of the elements that pages begin with."""
        return _START.match(content[:4096].removeprefix(b"\xef\xbb\xbf")) is not None

    def read(self, content: bytes) -> Document:
        """Its texts in order, in every encoding it may be in. Raises OpaqueBody."""
        reading = _Reading()
        for text in texts(content):
            if text.strip():
                # The text is decoded already: what a page says of its own encoding must not decode it again.
                parser = library.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=False)
                root = library.document_fromstring(text.encode("utf-8", "replace"), parser=parser, ensure_head_body=False)
                reading.walk(root)
        return Document(tuple(reading.pieces), tuple(reading.attachments), tuple(reading.rows))


class _Reading:
    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.rows: list[tuple[int, ...]] = []
        self.attachments: list[Attachment] = []
        self._words: list[str] = []
        self._open_rows: list[list[int]] = []  # of each row that is open: where its cells begin
        self._tables = self._lines = 0

    def walk(self, root: etree._Element) -> None:
        """Texts between the borders of blocks are one piece. No recursion: pages nest deeply."""
        for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            name = local(node)
            if event in {"comment", "pi"}:
                self._add(node.text or "", PieceKind.HIDDEN)
                self._words.append(node.tail or "")
            elif event == "start":
                self._start(node, name)
            else:
                if name in _BLOCKS:
                    self._end()
                if name == "tr":
                    self._row()
                self._words.append(node.tail or "" if node is not root else "")
        self._end()

    def _start(self, node: etree._Element, name: str) -> None:
        self._attributes(node)
        if name in _BLOCKS:
            self._end()
        if name == "table":
            self._tables += 1
        elif name == "tr":
            self._open_rows.append([])
        elif name in _CELLS and self._open_rows:
            self._open_rows[-1].append(len(self.pieces))
        elif name == "br":
            self._words.append("\n")
        if name in _UNSEEN:
            self._add(node.text or "", PieceKind.HIDDEN)
        else:
            self._words.append(node.text or "")

    def _row(self) -> None:
        """A row whose cells hold one text each, or none, is a row; another one is running text."""
        starts = self._open_rows.pop() if self._open_rows else []
        parts: list[int] = []
        for start, end in zip(starts, [*starts[1:], len(self.pieces)], strict=True):
            texts = [index for index in range(start, end) if self.pieces[index].kind is PieceKind.BODY]
            if len(texts) > 1:
                return
            if not texts:
                self.pieces.append(Piece(""))
            parts.append(texts[0] if texts else len(self.pieces) - 1)
        where: Where = (("table", self._tables), ("row", len(self.rows) + 1))
        for column, index in enumerate(parts, 1):
            self.pieces[index] = Piece(self.pieces[index].text, (*where, ("column", column)), PieceKind.TABLE)
        if parts:
            self.rows.append(tuple(parts))

    def _attributes(self, node: etree._Element) -> None:
        for key, value in node.attrib.items():
            text = str(value)
            if "data:" in text[:4096].lower():
                self.attachments += (Attachment(data, "", media) for media, data in data_uris(text))
                text = "" if text.lstrip().lower().startswith("data:") else text
            if str(key).lower() not in _TECHNICAL:
                self._add(text, PieceKind.ALTERNATIVE)

    def _add(self, text: str, kind: PieceKind) -> None:
        if len(text.strip()) > 1:
            self.pieces.append(Piece(text.strip(), (("line", self._lines + 1),), kind))

    def _end(self) -> None:
        text = "".join(self._words).strip()
        self._words.clear()
        if text:
            self._lines += 1
            self.pieces.append(Piece(text, (("line", self._lines),)))


DOCUMENT: DocumentFormat = Html()
