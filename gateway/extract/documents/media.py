"""Sound and video. A recording of sound alone goes to speech recognition, where the office has it; the texts of its tags count. Video is
recognised so that the refusal can say what it was: nobody here watches its pictures.
"""

from __future__ import annotations

from gateway.extract.documents.api import Document, DocumentFormat, Piece, PieceKind, Recording
from gateway.extract.documents.sound import is_recording, tags
from gateway.model import OpaqueBody, OpaqueReason

_MAGIC = (
    b"ID3",
    b"OggS",
    b"fLaC",
    b"\x1aE\xdf\xa3",
    b"FLV\x01",
    b"MThd",
    b"#!AMR",
    b"0&\xb2u\x8ef\xcf\x11",
    b"\x00\x00\x01\xba",
    b"\x00\x00\x01\xb3",
    b"caff",
)
_FRAMES = {bytes([second]) for second in (0xFA, 0xFB, 0xF2, 0xF3, 0xE2, 0xE3, 0xF0, 0xF1, 0xF8, 0xF9)}
"""Second byte of a frame of MPEG audio or ADTS."""
_PICTURES = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"})


class Media:
    """Sound or video."""

    name = "media"
    media = ("audio/mpeg", "audio/wav", "audio/ogg", "audio/webm", "audio/mp4", "video/mp4", "video/webm", "video/quicktime")
    extensions = (
        "mp3",
        "wav",
        "ogg",
        "oga",
        "opus",
        "flac",
        "m4a",
        "aac",
        "amr",
        "wma",
        "mp4",
        "m4v",
        "mov",
        "avi",
        "mkv",
        "webm",
        "wmv",
        "3gp",
    )
    textual = False

    def recognises(self, content: bytes) -> bool:
        """The first bytes."""
        if content.startswith(_MAGIC) or (content[:4] == b"RIFF" and content[8:12] in {b"WAVE", b"AVI "}):
            return True
        if content[4:8] == b"ftyp":
            return content[8:12] not in _PICTURES
        return content[:1] == b"\xff" and content[1:2] in _FRAMES

    def read(self, content: bytes) -> Document:
        """The recording and its tags. Raises OpaqueBody(MEDIA) for what has pictures, or no sound."""
        if not is_recording(content):
            raise OpaqueBody(OpaqueReason.MEDIA)
        return Document(tuple(Piece(text, (), PieceKind.PROPERTY) for text in tags(content)), recordings=(Recording(content),))


def is_sound(content: bytes) -> bool:
    """Whether document workers read these bytes as a recording. Samples without a head, which some formats carry, can pass for text."""
    return DOCUMENT.recognises(content) and is_recording(content)


_TEXTS = frozenset({"video/mp2t", "video/vnd.dlna.mpeg-tts", "audio/mpegurl", "audio/x-mpegurl"})
"""What browsers call TypeScript (``.ts``), and lists of recordings."""


def is_said_to_be(media: str, name: str) -> bool:
    """Whether a file is declared as sound or video, by its media type or its name. If nothing else knows its bytes it is not to be read
    as text: samples without a head (PCM, G.711) pass for some, and whoever gets the file listens to it.
    """
    plain, extension = media.partition(";")[0].strip().lower(), name.rpartition(".")[2].lower() if "." in name else ""
    return (plain.startswith(("audio/", "video/")) and plain not in _TEXTS) or extension in {*Media.extensions, *_SAMPLES}


_SAMPLES = frozenset({"pcm", "ulaw", "alaw", "g711", "g722", "gsm", "aiff", "aif", "au", "snd", "caf"})

DOCUMENT: DocumentFormat = Media()
