"""Bytes of a plain text → every text they may be. Where the encoding is not certain, each reading that makes sense is scanned.

UTF-8, UTF-16 and UTF-32 tell themselves (byte order marks, or zeros at every second byte); anything else is one of the 8-bit sets that
Czech programs wrote. Windows-1250 and ISO 8859-2 differ in a few letters (š, ť, ž), so both are read where they differ, and beside them
what charset-normalizer takes it for. Who reads the file later need not believe a mark, or may pass over a broken letter: bytes that stand
in a wide encoding as no letters do are read by themselves, and a text that is UTF-8 but for some bytes is read as UTF-8, too.
"""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from gateway.model import OpaqueBody, OpaqueReason

SAMPLE = 64 * 1024
"""Bytes by which an encoding is guessed."""

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LOCAL = ("cp1250", "iso8859_2")
_ALSO = frozenset(
    {"cp852", "cp1252", "latin_1", "iso8859_1", "iso8859_15", "mac_latin2", "cp1251", "koi8_r", "cp866", "iso8859_5", "cp437", "cp850"}
)
"""What a guess is believed in: 8-bit sets without states. A wrong guess costs a needless reading."""

_NARROW = re.compile(rb"[^\x00-\x08\x0e-\x1a\x1c-\x1f]{12,}")
"""In UTF-16 and UTF-32 a zero or another low number is in every letter of Europe, so such a run is hidden, or of another continent."""
_LETTER = re.compile("[\u0080-\ufffc\U00010000-\U0010ffff]")
_NO_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""Control characters that no text has (escape and form feed are in old print files)."""


def texts(content: bytes) -> tuple[str, ...]:
    """The readings, the most likely first. Raises OpaqueBody: UNKNOWN_DOCUMENT (no text), CHARSET (a text in broken Unicode)."""
    found = _unicode(content)
    if found is None:
        found = _eight_bits(content)
    kept = tuple(dict.fromkeys(text for text in found if not _NO_TEXT.search(text)))
    if not kept:
        raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT)
    return kept


def _unicode(content: bytes) -> list[str] | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                text = content[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                raise OpaqueBody(OpaqueReason.CHARSET) from None
            return [text] if encoding == "utf-8" else [text, *_narrow(content[len(mark) :])]
    zeros = content[:SAMPLE].count(0)
    if not zeros:
        if _NO_BYTES.search(content):  # before anything is decoded: large binary files are not copied
            return []
        try:
            return [content.decode("utf-8")]
        except UnicodeDecodeError:
            return None
    found: list[str] = []
    if len(content) % 2 == 0:
        for encoding in ("utf-16-le", "utf-16-be"):
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            if not _NO_TEXT.search(text[:SAMPLE]) and sum(char < "\u0250" for char in text[:SAMPLE]) * 2 > len(text[:SAMPLE]):
                found.append(text)
    return [*found, *_narrow(content)] if found else []


def _narrow(content: bytes) -> list[str]:
    """What a wide text says to a reader of one byte a letter; nothing where it says nothing to them."""
    runs = b"\n".join(_NARROW.findall(content))
    if not runs:
        return []
    try:
        return [runs.decode("utf-8")]
    except UnicodeDecodeError:
        return _eight_bits(runs)


def _eight_bits(content: bytes) -> list[str]:
    best = from_bytes(content[:SAMPLE]).best()
    guessed = [best.encoding] if best is not None and best.encoding in _ALSO else []
    local = [name for name in _LOCAL if name != "iso8859_2" or not _c1(content)]
    found: list[str] = []
    for encoding in (*local, *guessed):
        try:
            found.append(content.decode(encoding))
        except UnicodeDecodeError:
            # Windows-1250 leaves five bytes without a meaning; what stands around them is still read.
            found.append(content.decode(encoding, "replace"))
    lenient = content.decode("utf-8", "replace")
    return [lenient, *found] if _LETTER.search(lenient) else found


def _c1(content: bytes) -> bool:
    """Whether bytes stand there that are letters in Windows' sets and control characters in ISO's."""
    return re.search(rb"[\x80-\x84\x86-\x9f]", content) is not None
