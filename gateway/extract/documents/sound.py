"""What a recording holds beside its sound: pictures, which make it more than a recording, and tags, which are texts.

Containers by their own documents: RIFF, ID3v2, FLAC, Ogg with Vorbis comments, ISO base media (MPEG-4), Matroska (WebM).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TAG_BYTES = 64 * 1024
"""Of a region of tags whose end its container does not tell nearby."""
_WORDS = re.compile(r"[^\W_][^\x00-\x1f\x7f-\x9f\ufffd]{2,}")
_EBML, _FTYP = b"\x1aE\xdf\xa3", b"ftyp"


def is_recording(content: bytes) -> bool:
    """Whether there is sound, and no picture: no film, no cover. What cannot be told is none."""
    if content.startswith(b"ID3") or content[:1] == b"\xff":
        return b"APIC" not in _id3(content) and b"PIC\x00" not in _id3(content)
    if content.startswith(b"RIFF"):
        return content[8:12] == b"WAVE"
    if content.startswith(b"fLaC"):
        return all(kind != 6 for kind, _ in _flac(content))
    if content.startswith(b"OggS"):
        head = content[:_TAG_BYTES]
        sounds = any(mark in head for mark in (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC"))
        return sounds and b"theora" not in head and b"METADATA_BLOCK_PICTURE" not in head.upper()
    if content[4:8] == _FTYP:
        kinds = {content[at + 12 : at + 16] for at in _all(content, b"hdlr")}
        return b"soun" in kinds and not kinds & {b"vide", b"auxv", b"pict", b"sbtl", b"subt"} and b"covr" not in content
    if content.startswith(_EBML):
        return b"\x83\x81\x02" in content and b"\x83\x81\x01" not in content and b"\x19\x41\xa4\x69" not in content  # attachments
    return content.startswith(b"#!AMR")


def tags(content: bytes) -> Iterator[str]:
    """The texts of a recording's tags."""
    seen: set[str] = set()
    for region in _regions(content):
        for text in (region.decode("utf-8", "replace"), region.decode("cp1250", "replace"), *_wide(region)):
            for found in _WORDS.finditer(text):
                if found[0] not in seen:
                    seen.add(found[0])
                    yield found[0]


def _regions(content: bytes) -> Iterator[bytes]:
    if content.startswith(b"ID3"):
        yield _id3(content)
    if content[-128:-125] == b"TAG":
        yield content[-128:]
    if content.startswith(b"RIFF"):
        yield from (content[at + 8 : at + 8 + int.from_bytes(content[at + 4 : at + 8], "little")] for at in _all(content, b"LIST"))
        yield from (content[at + 8 : at + 8 + int.from_bytes(content[at + 4 : at + 8], "little")] for at in _all(content, b"bext"))
    if content.startswith(b"fLaC"):
        yield from (data for kind, data in _flac(content) if kind == 4)
    for mark in (b"\x03vorbis", b"OpusTags"):
        yield from (
            content[at : at + _TAG_BYTES].partition(b"\x05vorbis")[0].partition(b"OggS")[0] for at in _all(content[:_TAG_BYTES], mark)
        )
    if content[4:8] == _FTYP:
        for box in (b"ilst", b"udta"):
            yield from (content[at : at + int.from_bytes(content[at - 4 : at], "big")][:_TAG_BYTES] for at in _all(content, box))
    if content.startswith(_EBML):
        yield from (content[at : at + _TAG_BYTES] for at in _all(content, b"\x12\x54\xc3\x67"))


def _id3(content: bytes) -> bytes:
    """The tag in front; its length has seven bits to a byte."""
    if not content.startswith(b"ID3"):
        return b""
    size = 0
    for byte in content[6:10]:
        size = size << 7 | byte & 0x7F
    return content[10 : 10 + size]


def _flac(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(type, data) of each block of metadata."""
    at = 4
    while at + 4 <= len(content):
        size = int.from_bytes(content[at + 1 : at + 4], "big")
        yield content[at] & 0x7F, content[at + 4 : at + 4 + size]
        if content[at] & 0x80:
            return
        at += 4 + size


def _wide(region: bytes) -> Iterator[str]:
    """Texts in UTF-16, as ID3 has them, each behind its mark."""
    for at in _all(region, b"\xff\xfe"):
        yield region[at + 2 : at + 2 + _TAG_BYTES].decode("utf-16-le", "replace")


def _all(content: bytes, mark: bytes) -> Iterator[int]:
    at = content.find(mark)
    while at >= 0:
        yield at
        at = content.find(mark, at + len(mark))
