"""What a PDF says beside its pages' text: properties, outline, annotations, form fields, alternative texts, scripts, files in it.

PDFium's C interface, where pypdfium2 has no wrapper: a call with no buffer tells the length, a second one fills it (UTF-16, or bytes).
"""

from __future__ import annotations

import ctypes
import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as c  # type: ignore[import-untyped]

from gateway.extract.documents import authors
from gateway.extract.documents.api import Attachment, Piece, PieceKind
from gateway.extract.documents.xml_tree import lines, parse
from gateway.model import OpaqueBody, OpaqueReason, Where

LONGEST = 16 * 1024 * 1024
"""Bytes of one string."""
ANNOTATIONS = 50_000
"""Of one page."""
DEEPEST = 64
"""Of the tree of alternative texts."""

_KEYS = (b"Contents", b"T", b"Subj", b"RC", b"TU", b"V", b"DV", b"NM", b"DA", b"DS", b"TM", b"CA", b"Name", b"M")
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_TAGS = re.compile(rb"<[^>]*>")


def pieces(pdf: pdfium.PdfDocument, content: bytes) -> Iterator[Piece]:
    """Of the whole file."""
    where: Where = ()
    for number, (key, value) in enumerate(pdf.get_metadata_dict(skip_empty=True).items(), 1):
        yield Piece(f"{key}: {value}", authors.where(key, number), PieceKind.PROPERTY)
    for number, packet in enumerate(_XMP.findall(content), 1):
        try:
            said = list(lines(parse(packet)))
        except OpaqueBody:
            said = [_TAGS.sub(b" ", packet).decode("utf-8", "replace")]
        yield from (Piece(line, (("property", number),), PieceKind.PROPERTY) for line in said)
    for mark in pdf.get_toc(max_depth=DEEPEST):
        yield Piece(mark.get_title(), where, PieceKind.HEADING)
    for number in range(c.FPDFDoc_GetJavaScriptActionCount(pdf)):
        action = c.FPDFDoc_GetJavaScriptAction(pdf, number)
        if action:
            yield Piece(_wide(_with(c.FPDFJavaScriptAction_GetScript, action)), where, PieceKind.HIDDEN)
            c.FPDFDoc_CloseJavaScriptAction(action)
    for number in range(max(0, c.FPDF_GetXFAPacketCount(pdf))):
        yield Piece(_packet(pdf, number), where, PieceKind.HIDDEN)


def page_pieces(page: pdfium.PdfPage, pdf: pdfium.PdfDocument, where: Where) -> Iterator[Piece]:
    """Of one page."""
    count = c.FPDFPage_GetAnnotCount(page)
    if count > ANNOTATIONS:
        raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
    for number in range(count):
        note = c.FPDFPage_GetAnnot(page, number)
        if note:
            try:
                yield from _annotation(note, pdf, (*where, ("annotation", number + 1)))
            finally:
                c.FPDFPage_CloseAnnot(note)
    tree = c.FPDF_StructTree_GetForPage(page)
    if tree:
        try:
            for number in range(max(0, c.FPDF_StructTree_CountChildren(tree))):
                yield from _alternatives(c.FPDF_StructTree_GetChildAtIndex(tree, number), where, 0)
        finally:
            c.FPDF_StructTree_Close(tree)


def _annotation(note: Any, pdf: pdfium.PdfDocument, where: Where) -> Iterator[Piece]:
    said: dict[str, None] = {}
    for key in _KEYS:
        said[_wide(_with(c.FPDFAnnot_GetStringValue, note, key))] = None
    form = pdf.formenv
    if form is not None:
        for call in (c.FPDFAnnot_GetFormFieldValue, c.FPDFAnnot_GetFormFieldName, c.FPDFAnnot_GetFormFieldAlternateName):
            said[_wide(_with(call, form, note))] = None
        for number in range(max(0, c.FPDFAnnot_GetOptionCount(form, note))):
            said[_wide(_with(c.FPDFAnnot_GetOptionLabel, form, note, number))] = None
    link = c.FPDFAnnot_GetLink(note)
    if link:
        action = c.FPDFLink_GetAction(link)
        if action:
            said[_narrow(_with(c.FPDFAction_GetURIPath, pdf, action))] = None
            said[_narrow(_with(c.FPDFAction_GetFilePath, action))] = None
    yield from (Piece(text, where, PieceKind.COMMENT) for text in said if len(text.strip()) > 1)


def _alternatives(element: Any, where: Where, depth: int) -> Iterator[Piece]:
    if not element:
        return
    if depth > DEEPEST:
        raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
    for call in (
        c.FPDF_StructElement_GetAltText,
        c.FPDF_StructElement_GetActualText,
        c.FPDF_StructElement_GetTitle,
        c.FPDF_StructElement_GetExpansion,
    ):
        text = _wide(_with(call, element))
        if text.strip():
            yield Piece(text, where, PieceKind.ALTERNATIVE)
    for number in range(max(0, c.FPDF_StructElement_CountChildren(element))):
        yield from _alternatives(c.FPDF_StructElement_GetChildAtIndex(element, number), where, depth + 1)


def attachments(pdf: pdfium.PdfDocument) -> Iterator[Attachment]:
    """Files in the file: of the document, and those that annotations carry."""
    for number in range(pdf.count_attachments()):
        inner = pdf.get_attachment(number)
        yield Attachment(_data(inner.raw), inner.get_name(), where=(("attachment", number + 1),))
    for number in range(len(pdf)):
        page = pdf[number]
        for index in range(c.FPDFPage_GetAnnotCount(page)):
            note = c.FPDFPage_GetAnnot(page, index)
            file = c.FPDFAnnot_GetFileAttachment(note) if note else None
            if file:
                name = _wide(_with(c.FPDFAttachment_GetName, file))
                yield Attachment(_data(file), name, where=(("page", number + 1), ("annotation", index + 1)))
            if note:
                c.FPDFPage_CloseAnnot(note)
        page.close()


def _data(file: Any) -> bytes:
    """The bytes of an embedded file. One that cannot be had is unreadable, not empty."""
    length = ctypes.c_ulong()
    if not c.FPDFAttachment_GetFile(file, None, 0, length):
        raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
    buffer = ctypes.create_string_buffer(length.value)
    if length.value and not c.FPDFAttachment_GetFile(file, buffer, length.value, length):
        raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
    return buffer.raw[: length.value]


def _packet(pdf: pdfium.PdfDocument, number: int) -> str:
    length = ctypes.c_ulong()
    if not c.FPDF_GetXFAPacketContent(pdf, number, None, 0, length) or length.value > LONGEST:
        raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
    buffer = ctypes.create_string_buffer(length.value)
    c.FPDF_GetXFAPacketContent(pdf, number, buffer, length.value, length)
    return buffer.raw.decode("utf-8", "replace")


def raw_image(item: Any) -> bytes:
    """What tells one picture of a file from another: the same one on each page is recognised once."""
    size = c.FPDFImageObj_GetImageDataRaw(item, None, 0)
    buffer = ctypes.create_string_buffer(size)
    c.FPDFImageObj_GetImageDataRaw(item, buffer, size)
    return hashlib.blake2b(buffer.raw, digest_size=16, person=b"celnice").digest()


def is_curved(item: Any) -> bool:
    """Whether a path has a curve: letters drawn as outlines have, lines of tables have none."""
    return any(
        c.FPDFPathSegment_GetType(c.FPDFPath_GetPathSegment(item, number)) == c.FPDF_SEGMENT_BEZIERTO
        for number in range(min(c.FPDFPath_CountSegments(item), DEEPEST))
    )


def _with(call: Callable[..., Any], *given: Any) -> Callable[[Any, int], Any]:
    """A call that still wants its buffer and the buffer's size."""
    return lambda buffer, size: call(*given, buffer, size)


def _wide(call: Callable[[Any, int], int]) -> str:
    size = call(None, 0)
    if size <= 2 or size > LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    call(ctypes.cast(buffer, ctypes.POINTER(c.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _narrow(call: Callable[[Any, int], int]) -> str:
    size = call(None, 0)
    if size <= 1 or size > LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    call(buffer, size)
    return buffer.raw[: size - 1].decode("utf-8", "replace")
