"""PDF (ISO 32000) with PDFium: pages, annotations, form fields, outline, properties, embedded files; pages without text by recognition.

Text that PDFium takes for hidden or outside the page counts like any other. A file that was changed by appending still holds what it was
before: its earlier states are opened, too, and what they alone say is read as deleted text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as c  # type: ignore[import-untyped]

from gateway.extract.documents import pdf_extra
from gateway.extract.documents.allowance import PICTURES
from gateway.extract.documents.api import Document, DocumentFormat, Picture, Piece, PieceKind
from gateway.extract.documents.image import drawn
from gateway.model import OpaqueBody, OpaqueReason, Where

PAGES = 5_000
"""Of one file. More is no document of a person, or a bomb."""
STATES = 20
"""Earlier states of one file that are opened."""
OBJECTS = 200_000
"""Objects of one page that are looked at for pictures."""
LITTLE = 40
"""Letters on a page with pictures below which its text is taken for no more than a stamp: the whole page is recognised."""
CURVES = 40
"""Curved shapes on one page from which they may be letters drawn as outlines."""
UNKNOWN = 0.05
"""Share of signs that the file's fonts do not name, from which a page is recognised."""
DPI = 200
"""Of recognised pages: small print is read from 200 on; 300 takes twice the time."""
WIDEST = 5_000
"""Pixels of a recognised page's longer side."""

_HEAD = 1024
"""Bytes among which readers look for the mark."""
_BODY = re.compile(rb"startxref|%%EOF|\d\s+obj\b|/Type")
_END = re.compile(rb"%%EOF\s?")
_UNNAMED = re.compile("[\ufffd\ufffe\uffff\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_HYPHEN = re.compile("[\ufffe\x02\xad]\r?\n?")


class Pdf:
    """Portable Document Format."""

    name = "pdf"
    media = ("application/pdf", "application/x-pdf")
    extensions = ("pdf",)
    textual = False

    def recognises(self, content: bytes) -> bool:
        """The mark at the beginning, or a little behind it in what has a PDF's structure."""
        return content.startswith(b"%PDF-") or (b"%PDF-" in content[:_HEAD] and _BODY.search(content) is not None)

    def read(self, content: bytes) -> Document:
        """Everything above. Raises OpaqueBody: ENCRYPTED, BROKEN_DOCUMENT, DOCUMENT_LIMIT."""
        with _open(content) as pdf:
            pdf.init_forms()
            pages = _Pages(pdf, content)
            pieces = [*pages.pieces(), *pdf_extra.pieces(pdf, content)]
            attachments = tuple(pdf_extra.attachments(pdf))
        known = {piece.text for piece in pieces}
        for number, state in enumerate(_states(content), 1):
            pieces += (
                Piece(piece.text, (("state", number), *piece.where), PieceKind.DELETED)
                for piece in state
                if piece.text not in known and not known.add(piece.text)  # type: ignore[func-returns-value]
            )
        return Document(tuple(pieces), attachments, pictures=tuple(pages.pictures))


def _open(content: bytes) -> pdfium.PdfDocument:
    try:
        pdf = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as failed:
        locked = getattr(failed, "err_code", None) in {c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY} or "assword" in str(failed)
        raise OpaqueBody(OpaqueReason.ENCRYPTED if locked else OpaqueReason.BROKEN_DOCUMENT) from None
    if len(pdf) > PAGES:
        pdf.close()
        raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
    return pdf


def _states(content: bytes) -> Iterator[list[Piece]]:
    """The pages of earlier states: the file up to each of its ends but the last."""
    ends = [match.end() for match in _END.finditer(content)][:-1]
    if len(ends) > STATES:
        raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
    for end in ends:
        try:
            with _open(content[:end]) as pdf:
                yield [*_Pages(pdf, content[:end]).pieces()]
        except (OpaqueBody, pdfium.PdfiumError):
            continue  # a file laid out for the web has its first end in its beginning, which is no file


class _Pages:
    """The pages of one open file; ``pictures`` are what must be recognised, known after ``pieces``."""

    def __init__(self, pdf: pdfium.PdfDocument, content: bytes) -> None:
        self._pdf = pdf
        self._content = content
        self._seen: set[bytes] = set()
        self.pictures: list[Picture] = []

    def pieces(self) -> Iterator[Piece]:
        for number in range(1, len(self._pdf) + 1):
            where: Where = (("page", number),)
            try:
                page = self._pdf[number - 1]
            except pdfium.PdfiumError:
                raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT) from None
            text = page.get_textpage().get_text_range()
            self._look(page, number, text, where)
            lines = _HYPHEN.sub("", text).replace("\r\n", "\n").split("\n")
            yield from (Piece(line, where) for line in lines if line.strip())
            yield from pdf_extra.page_pieces(page, self._pdf, where)
            page.close()

    def _look(self, page: pdfium.PdfPage, number: int, text: str, where: Where) -> None:
        """Notes what on a page must be recognised: the whole page, or pictures on it."""
        images: list[tuple[int, bytes]] = []
        curves = 0
        for index, item in enumerate(
            page.get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_SHADING], max_depth=8)
        ):
            if index > OBJECTS:
                raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
            if item.type == c.FPDF_PAGEOBJ_IMAGE:
                images.append((index, pdf_extra.raw_image(item)))
            elif item.type == c.FPDF_PAGEOBJ_PATH:
                curves += pdf_extra.is_curved(item)
        letters = sum(not char.isspace() for char in text)
        unnamed = len(_UNNAMED.findall(text))
        if (letters < LITTLE and (images or curves)) or curves >= CURVES or unnamed > letters * UNKNOWN:
            self._add(Picture(lambda: _page(self._content, number), where, whole=True))
            return
        for index, key in images:
            if key not in self._seen:
                self._seen.add(key)
                self._add(Picture(lambda index=index: _image(self._content, number, index), where))  # type: ignore[misc]

    def _add(self, picture: Picture) -> None:
        if len(self.pictures) >= PICTURES:
            raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
        self.pictures.append(picture)


def _page(content: bytes, number: int) -> bytes:
    """One page, drawn with its annotations and form fields."""
    with pdfium.PdfDocument(content) as pdf:
        pdf.init_forms()
        page = pdf[number - 1]
        longest = max(page.get_size())
        if longest <= 0:
            return b""
        return drawn(page.render(scale=min(DPI / 72, WIDEST / longest), grayscale=True).to_pil())


def _image(content: bytes, number: int, index: int) -> bytes:
    """One picture of a page, as it lies in the file."""
    with pdfium.PdfDocument(content) as pdf:
        kinds = [c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_SHADING]
        for at, item in enumerate(pdf[number - 1].get_objects(filter=kinds, max_depth=8)):
            if at == index and isinstance(item, pdfium.PdfImage):
                return drawn(item.get_bitmap(render=False).to_pil())
    return b""


DOCUMENT: DocumentFormat = Pdf()
