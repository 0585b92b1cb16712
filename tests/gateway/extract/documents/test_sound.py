"""The rule: what is sound alone may be transcribed, and its tags are texts; a film, a cover, anything unclear is no recording."""

from __future__ import annotations

import pytest

from gateway.extract.documents.media import DOCUMENT
from gateway.extract.documents.sound import is_recording, tags


def box(name: bytes, *inner: bytes) -> bytes:
    data = b"".join(inner)
    return (len(data) + 8).to_bytes(4, "big") + name + data


def handler(kind: bytes) -> bytes:
    return box(b"hdlr", bytes(8), kind, bytes(12))


def riff(kind: bytes, *chunks: tuple[bytes, bytes]) -> bytes:
    body = kind + b"".join(name + len(data).to_bytes(4, "little") + data for name, data in chunks)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def id3(*frames: tuple[bytes, bytes]) -> bytes:
    body = b"".join(name + len(data).to_bytes(4, "big") + b"\0\0" + data for name, data in frames)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\0\0" + size + body + b"\xff\xfb\x90\x64" + bytes(400)


def flac(*blocks: tuple[int, bytes]) -> bytes:
    out = b"fLaC"
    for at, (kind, data) in enumerate(blocks, 1):
        out += bytes([kind | (0x80 if at == len(blocks) else 0)]) + len(data).to_bytes(3, "big") + data
    return out + bytes(100)


FTYP = box(b"ftyp", b"M4A \0\0\0\0isom")
NAME = "Nahrála Jana Zkoušková"
COMMENT = b"TITLE=" + NAME.encode()
EBML = b"\x1aE\xdf\xa3" + bytes(40)

ROWS: list[tuple[str, bytes, bool]] = [
    ("wav", riff(b"WAVE", (b"fmt ", bytes(16)), (b"data", bytes(99))), True),
    ("avi", riff(b"AVI ", (b"LIST", bytes(16))), False),
    ("mp3 without tags", b"\xff\xfb\x90\x64" + bytes(400), True),
    ("mp3", id3((b"TIT2", b"\x03" + NAME.encode())), True),
    ("mp3 with a cover", id3((b"APIC", b"\0image/png\0\x03\0x")), False),
    ("m4a", FTYP + box(b"moov", box(b"trak", handler(b"soun"))), True),
    ("mp4 film", FTYP + box(b"moov", box(b"trak", handler(b"soun")), box(b"trak", handler(b"vide"))), False),
    ("m4a with a cover", FTYP + box(b"moov", handler(b"soun"), box(b"covr", bytes(9))), False),
    ("m4a whose tracks nobody sees", FTYP + box(b"moov", box(b"cmov", bytes(30))), False),
    ("flac", flac((0, bytes(34)), (4, COMMENT)), True),
    ("flac with a cover", flac((0, bytes(34)), (6, bytes(9))), False),
    ("opus", b"OggS" + bytes(24) + b"OpusHead" + bytes(20), True),
    ("vorbis", b"OggS" + bytes(24) + b"\x01vorbis" + bytes(20), True),
    ("opus with a cover", b"OggS" + bytes(24) + b"OpusHead" + bytes(20) + b"metadata_block_picture=xx", False),
    ("theora", b"OggS" + bytes(24) + b"\x80theora" + bytes(20) + b"\x01vorbis", False),
    ("webm of sound", EBML + b"\x83\x81\x02" + bytes(20), True),
    ("webm film", EBML + b"\x83\x81\x02\x83\x81\x01" + bytes(20), False),
    ("amr", b"#!AMR\n" + bytes(20), True),
    ("windows media", b"0&\xb2u\x8ef\xcf\x11" + bytes(20), False),
    ("notes", b"MThd" + bytes(20), False),
    ("film of old", b"\x00\x00\x01\xba" + bytes(20), False),
]


@pytest.mark.parametrize(("why", "content", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_what_is_a_recording(why: str, content: bytes, expected: bool) -> None:
    """By what its container says; all of them are told to be sound or film."""
    assert DOCUMENT.recognises(content), why
    assert is_recording(content) is expected, why


TAGGED: list[tuple[str, bytes]] = [
    ("ID3, UTF-8", id3((b"TPE1", b"\x03" + NAME.encode()))),
    ("ID3, UTF-16", id3((b"TPE1", b"\x01\xff\xfe" + NAME.encode("utf-16-le")))),
    ("ID3v1", b"\xff\xfb\x90\x64" + bytes(400) + b"TAG" + NAME.encode("cp1250").ljust(125, b"\0")),
    ("RIFF", riff(b"WAVE", (b"LIST", b"INFOIART" + len(NAME.encode()).to_bytes(4, "little") + NAME.encode()), (b"data", bytes(9)))),
    ("FLAC", flac((0, bytes(34)), (4, COMMENT))),
    ("Opus", b"OggS" + bytes(24) + b"OpusHead" + bytes(20) + b"OpusTags" + bytes(8) + COMMENT),
    ("Vorbis", b"OggS" + bytes(24) + b"\x01vorbis" + bytes(20) + b"\x03vorbis" + bytes(8) + COMMENT + b"\x01\x05vorbis"),
    ("MPEG-4", FTYP + box(b"moov", handler(b"soun"), box(b"udta", box(b"ilst", box(b"\xa9ART", box(b"data", bytes(8), NAME.encode())))))),
    ("WebM", EBML + b"\x83\x81\x02" + b"\x12\x54\xc3\x67" + b"\x44\x87\x90" + NAME.encode()),
]


@pytest.mark.parametrize(("why", "content"), TAGGED, ids=[row[0] for row in TAGGED])
def test_tags_are_texts(why: str, content: bytes) -> None:
    """Whoever recorded is named in them."""
    assert any(NAME in text for text in tags(content)), why
    assert is_recording(content)
