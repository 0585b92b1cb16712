"""Pictures: PNG, JPEG, WebP, TIFF, GIF, BMP, HEIC. Their letters by text recognition, and the texts in their metadata.

Every frame counts (pages of a fax, an animation). A picture too small to hold a word needs no recognition.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from functools import partial

import pi_heif  # type: ignore[import-untyped]
from PIL import ExifTags, Image, ImageOps, ImageStat, UnidentifiedImageError

from gateway.extract.documents.api import Document, DocumentFormat, Picture, Piece, PieceKind
from gateway.model import OpaqueBody, OpaqueReason

pi_heif.register_heif_opener()

FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP", "HEIF", "MPO", "ICO")
PIXELS = 80_000_000
"""Of one frame: an A0 page at 150 dpi is 70 million. More is a bomb or nothing that text recognition ends in time."""
FRAMES = 500
SMALLEST = 10
"""Pixels of height or width below which no letter can be read."""
LEAST = 400
"""Pixels altogether below which no word can be read."""
LARGE_ENOUGH = 1000
"""Pixels of the longer side below which a picture is drawn twice as large: small letters are read better so."""
WIDEST = 3_500
"""Pixels of the longer side to which a larger picture is made smaller: an A4 page at 300 dpi. More costs time and reads no better."""
FLAT = 2.0
"""Standard deviation of grey (0 to 255) below which all is of one colour."""

_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+", b"\x00\x00\x01\x00")
_TECHNICAL = frozenset({"compression", "version", "extension", "icc_profile", "exif", "transparency", "background", "primary", "metadata"})
"""What the library notes of a file, or what is read apart."""
_HEIF = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})


class Raster:
    """Any of the kinds."""

    name = "image"
    media = ("image/png", "image/jpeg", "image/webp", "image/tiff", "image/gif", "image/bmp", "image/heic", "image/heif", "image/x-icon")
    extensions = ("png", "jpg", "jpeg", "webp", "tif", "tiff", "gif", "bmp", "heic", "heif", "ico")
    textual = False

    def recognises(self, content: bytes) -> bool:
        """By the first bytes."""
        if content.startswith(_MAGIC):
            return True
        if content[:4] == b"RIFF":
            return content[8:12] == b"WEBP"
        if content[:2] == b"BM":
            return len(content) > 26 and int.from_bytes(content[10:14], "little") <= len(content) and content[6:10] == bytes(4)
        return content[4:8] == b"ftyp" and content[8:12] in _HEIF

    def read(self, content: bytes) -> Document:
        """A picture for each frame, and its metadata. Raises OpaqueBody: BROKEN_DOCUMENT, DOCUMENT_LIMIT."""
        image = _open(content)
        frames = int(getattr(image, "n_frames", 1))
        if frames > FRAMES:
            raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
        pictures = tuple(
            Picture(partial(_frame, content, number), (("page", number + 1),) if frames > 1 else ()) for number in range(frames)
        )
        return Document(tuple(Piece(text, (), PieceKind.PROPERTY) for text in _metadata(image)), pictures=pictures)


def _open(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about bombs, which we measure ourselves
            image = Image.open(io.BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError:
        raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT) from None
    except Image.DecompressionBombError:
        raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT) from None
    if image.width * image.height > PIXELS:
        raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
    return image


def _frame(content: bytes, number: int) -> bytes:
    image = _open(content)
    if number:
        image.seek(number)
        if image.width * image.height > PIXELS:
            raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
    if _too_small(image):
        return b""  # before its pixels are unpacked
    return drawn(ImageOps.exif_transpose(image))


def _too_small(image: Image.Image) -> bool:
    return min(image.size) < SMALLEST or image.width * image.height < LEAST


def drawn(image: Image.Image) -> bytes:
    """A picture as text recognition wants it: grey, on white, not too small; b"" where there is nothing to read."""
    if _too_small(image):
        return b""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        whole = image.convert("RGBA")
        white = Image.new("RGBA", whole.size, "white")
        white.alpha_composite(whole)
        letters = whole.getchannel("A")  # white letters on nothing are seen on a dark page
        image = white if ImageStat.Stat(white.convert("L")).stddev[0] >= FLAT else letters
    grey = image.convert("L")
    if ImageStat.Stat(grey).stddev[0] < FLAT and grey.getextrema()[0] == grey.getextrema()[1]:
        return b""
    if max(grey.size) > WIDEST:
        grey.thumbnail((WIDEST, WIDEST))
    if max(grey.size) < LARGE_ENOUGH:
        grey = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    grey.save(out, "PPM")
    return out.getvalue()


def _metadata(image: Image.Image) -> Iterator[str]:
    """Texts in PNG chunks, EXIF, XMP and comments."""
    for key, value in image.info.items():
        if key in _TECHNICAL:
            continue
        for one in value if isinstance(value, list | tuple) else (value,):
            text = _words(one)
            if text:
                yield text
    exif = image.getexif()
    parts = [exif, *(exif.get_ifd(part) for part in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo))]
    for part in parts:
        for value in part.values():
            text = _words(value)
            if text:
                yield text


def _words(value: object) -> str:
    """A text, or bytes that are one: with letters, and not only signs."""
    if isinstance(value, bytes):
        return _decoded(value)
    if not isinstance(value, str):
        return ""
    value = value.replace("\x00", "").strip()
    return value if len(value) > 2 else ""


def _decoded(value: bytes) -> str:
    if value[:8] in {b"ASCII\x00\x00\x00", b"UNICODE\x00"}:
        return _words(value[8:].decode("utf-16" if value[:1] == b"U" else "ascii", "replace"))
    if len(value) > 3 and value[1::2].count(0) > len(value) // 4:
        return _words(value.decode("utf-16-le", "replace"))
    try:
        return _words(value.decode("utf-8"))
    except UnicodeDecodeError:
        text = value.decode("cp1250", "replace")
        seen = sum(char.isprintable() for char in text)
        return _words(text) if seen * 10 >= len(text) * 9 else ""  # else a colour profile, a preview


DOCUMENT: DocumentFormat = Raster()
