"""What a string of a JSON body may carry instead of words: a data: URI or base64 of a file.

Text is decoded and scanned. Anything else is a :class:`~gateway.model.File`, which document workers read; what they cannot read makes
the body opaque (DESIGN: "could not be scanned" is never "clean"). A long base64 string that nothing declares to be a file stays ordinary
text.

data: URI: RFC 2397, read strictly; what a more forgiving reader would take for one is opaque. Fields that hold bare base64: OpenAI
``file.file_data`` and ``result`` of a picture it made; Anthropic ``source: {"type": "base64", "media_type", "data"}``; Ollama ``images[]``;
MCP ``{"type": "image", "mimeType", "data"}`` and ``{"mimeType", "blob"}``. Fields that hold an address: OpenAI ``image_url.url``, Anthropic
``source.url``, Mistral ``document_url``: https: or a data: URI, nothing else. Sound (``input_audio``) is a file where it has a container.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

from gateway.extract import content_type
from gateway.extract.documents.media import is_sound
from gateway.extract.json_text import JsonText, Leaf, LeafKind
from gateway.extract.place import INSIDE, merged, name
from gateway.model import File, OpaqueBody, OpaqueReason, Place

_DATA_URI = re.compile(r"\s*data:((?:[^/,;\s]+/[^/,;\s]+)?(?:;[^,;=\s]+=[^,;\s]*)*)(;base64)?,(.*)", re.IGNORECASE | re.DOTALL)

_UNSEEN = (
    r"\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
"""White space, control and format characters: readers strip them, or drop them from an address wherever they stand."""

_BEGINS = re.compile(f"[{_UNSEEN}\"'<(]*d[{_UNSEEN}]*a[{_UNSEEN}]*t[{_UNSEEN}]*a[{_UNSEEN}]*:", re.IGNORECASE)
_LATIN = frozenset(filter(str.isalnum, map(chr, range(0x250)))) - {"d", "D"}
"""With what no data: URI begins, and nearly all texts do."""
_NOTHING = re.compile(f"[{_UNSEEN}]+")
_HTTPS = re.compile(f"https://[^{_UNSEEN}]+", re.IGNORECASE)

_SLOPPY_HEAD = 4000
"""Characters after ``data:`` in which a forgiving reader may find ``;base64``. Media types with their parameters have some dozens."""

_TYPE_NAMES = frozenset({"type"})
_MEDIA_NAMES = frozenset({"media_type", "mediatype", "mime_type", "mimetype"})
_ADDRESS_OWNERS = frozenset({"image_url", "input_image", "video_url", "audio_url", "file_url", "document_url", "source"})
_ADDRESSES = frozenset({"image_url", "file_url", "document_url"})
_MESSAGES = frozenset({"messages", "system", "input", "inputs", "items", "document", "documents", "additional_messages"})
_MESSAGES_DEPTH = 4
"""Parts of a place in which the list of messages begins: ``body.messages`` of a batch, ``requests[0].params.messages``."""
_FILE_TYPES = frozenset({"image", "audio", "video", "file", "document", "pdf", "media"})
_SOUND = ("audio/", "video/")
_READABLE = frozenset({"application/json", "application/xml"})


class Carried(NamedTuple):
    """The text a string carries, and how a changed text is put back into the string."""

    text: str
    wrap: Callable[[str], str]

    def __repr__(self) -> str:
        """Never what it holds."""
        return "<Carried>"


class Declaration(NamedTuple):
    """What an object says of itself, all of it where it says so twice: ``type`` in lower case, media types as they stand."""

    types: list[str]
    media: list[str]

    def __repr__(self) -> str:
        """Never what it holds."""
        return "<Declaration>"


def declarations(json: JsonText) -> Mapping[int, Declaration]:
    """The objects (node index) that name a type or a media type."""
    found: dict[int, Declaration] = {}
    for leaf in json.leaves:
        if leaf.kind is LeafKind.STRING:
            key = _key(leaf.place)
            if key in _TYPE_NAMES or key in _MEDIA_NAMES:
                said = found.setdefault(leaf.node, Declaration([], []))
                if key in _TYPE_NAMES:
                    said.types.append(leaf.text.lower())
                else:
                    said.media.append(leaf.text)
    return found


def is_words(text: str, last: str | int) -> bool:
    """Whether a string is nothing but words for certain, by the last part of its place: :func:`carried` has None to say then."""
    plain = text[:1] in _LATIN or _BEGINS.match(text) is None
    return plain and isinstance(last, str) and last.lower() not in _FIELDS


def carried(leaf: Leaf, json: JsonText, declared: Mapping[int, Declaration]) -> Carried | File | None:
    """What this string carries; None for words. Raises OpaqueBody: UNKNOWN_SHAPE (not declared), CHARSET, UNDECODABLE, CONTENT_TYPE."""
    text = leaf.text
    begin = _BEGINS.match(text)
    if begin is not None:
        uri = _DATA_URI.fullmatch(text)
        if uri is not None and ";base64" not in uri[1].lower():
            return _from_uri(uri, leaf.place)
        if ";base64" in _NOTHING.sub("", text[begin.end() : begin.end() + _SLOPPY_HEAD]).lower():
            raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    if begin is None and _is_image(leaf.place) and _HTTPS.fullmatch(text) is None:
        return File((*leaf.place, INSIDE), _decoded(text))
    key = _key(leaf.place)
    if key not in _FIELDS or not text:
        return None
    owner = _key(json.nodes[leaf.node].place) if leaf.node >= 0 else ""
    said = declared.get(leaf.node) or _SILENT
    if key == "data":
        return _data(leaf, owner, said)
    if key == "blob":
        return _typed(leaf, said.media) if said.media else None
    if key == "result":
        return File((*leaf.place, INSIDE), _decoded(text)) if "image_generation_call" in said.types else None
    if key == "file_data" and begin is None:
        return File((*leaf.place, INSIDE), _decoded(text))
    if key == "input_audio" and begin is None:  # Mistral's bare string
        return _recording(leaf)
    if key in {"file_data", "input_audio"} or (
        _in_message(leaf.place) and (key in _ADDRESSES or owner in _ADDRESS_OWNERS) and not _HTTPS.fullmatch(text)
    ):
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    return None


_FIELDS = frozenset({"data", "file_data", "url", "image_url", "file_url", "document_url", "input_audio", "blob", "result"})
_SILENT = Declaration([], [])


def _data(leaf: Leaf, owner: str, declared: Declaration) -> Carried | File | None:
    if "base64" in declared.types:
        if set(declared.types) != {"base64"} or len(set(declared.media)) > 1:  # readers differ in which of two they take
            raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
        media = declared.media[0] if declared.media else ""
        return Carried(_base64_text(leaf.text), _base64) if _readable(media) else File((*leaf.place, INSIDE), _decoded(leaf.text), media)
    if declared.media and declared.types and _FILE_TYPES.issuperset(declared.types) and not _HTTPS.fullmatch(leaf.text):
        return _typed(leaf, declared.media)
    if owner == "source" and _in_message(leaf.place) and (set(declared.types) != {"text"} or not all(map(_readable, declared.media))):
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    if owner == "input_audio":
        return _recording(leaf)
    return None


def _recording(leaf: Leaf, media: str = "") -> File:
    """Sound in base64, for the transcriber. Raises OpaqueBody(MEDIA) for samples without a head: no worker tells them from text."""
    content = _decoded(leaf.text)
    if not is_sound(content):
        raise OpaqueBody(OpaqueReason.MEDIA)
    return File((*leaf.place, INSIDE), content, media)


def _typed(leaf: Leaf, media: list[str]) -> Carried | File:
    """Base64 beside its media type."""
    if len(set(media)) > 1:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    if media[0].lower().startswith(_SOUND):
        return _recording(leaf, media[0])
    return Carried(_base64_text(leaf.text), _base64) if _readable(media[0]) else File((*leaf.place, INSIDE), _decoded(leaf.text), media[0])


def _key(place: Place) -> str:
    """The key a value stands under in lower case, as readers that do not mind case see it; "" for none."""
    last = place[-1] if place else ""
    return last.lower() if isinstance(last, str) else "" if last >= INSIDE else (name(place) or "").lower()


def _is_image(place: Place) -> bool:
    """Whether this is a string in a list of images, of the request itself or of one of its messages."""
    list_of = merged(place)
    if len(list_of) < 2 or not isinstance(list_of[-1], int) or list_of[-1] < 0 or list_of[-2] != "images":
        return False
    return len(list_of) == 2 or (len(list_of) <= _MESSAGES_DEPTH + 2 and isinstance(list_of[-3], int) and "messages" in list_of)


def _in_message(place: Place) -> bool:
    """Whether a provider would fetch or decode what stands here: a part of a message, not arguments of a tool nor text in a string."""
    if INSIDE in place:
        return False
    at = next((at for at, part in enumerate(place[:_MESSAGES_DEPTH]) if part in _MESSAGES), None)
    return at is not None and "input" not in place[at + 1 :]


def _from_uri(uri: re.Match[str], place: Place) -> Carried | File:
    media, is_base64, data = uri.groups()
    media = media if "/" in media.partition(";")[0] else "text/plain" + media
    if not _readable(media):
        return File((*place, INSIDE), _decoded(data) if is_base64 else unquote_to_bytes(data), media)
    head = uri.string[: uri.start(3)]
    if is_base64:
        return Carried(_base64_text(data), lambda text: head + _base64(text))
    return Carried(_utf8(unquote_to_bytes(data)), lambda text: head + quote(text))


def _readable(media: str) -> bool:
    """Whether a media type is that of plain text. Raises OpaqueBody: CONTENT_TYPE (no media type at all), CHARSET."""
    kind = content_type.parse(media)
    content_type.require_utf8(kind)
    return kind.media.startswith("text/") or kind.media in _READABLE


def _decoded(data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise OpaqueBody(OpaqueReason.UNDECODABLE) from None


def _base64_text(data: str) -> str:
    return _utf8(_decoded(data))


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise OpaqueBody(OpaqueReason.CHARSET) from None


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")
