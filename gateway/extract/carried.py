"""What a string of a JSON body may carry instead of words: a data: URI or base64 of a file.

Text is decoded and scanned. Images, PDFs and sound cannot be read yet, and a body that holds one is opaque (DESIGN: "could not be
scanned" is never "clean"). A long base64 string that nothing declares to be a file stays ordinary text.

data: URI: RFC 2397. Fields that hold bare base64: OpenAI ``input_audio.data`` and ``file.file_data``; Anthropic
``source: {"type": "base64", "media_type", "data"}``.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

from gateway.extract import content_type
from gateway.extract.json_text import JsonText, Leaf, LeafKind
from gateway.extract.place import name
from gateway.model import OpaqueBody, OpaqueReason

_DATA_URI = re.compile(r"\s*data:((?:[^/,;\s]+/[^/,;\s]+)?(?:;[^,;=\s]+=[^,;\s]*)*)(;base64)?,(.*)", re.IGNORECASE | re.DOTALL)
_MEDIA_NAMES = frozenset({"media_type", "mediaType", "mime_type", "mimeType"})
_READABLE = frozenset({"application/json", "application/xml"})


class Carried(NamedTuple):
    """The text a string carries, and how a changed text is put back into the string."""

    text: str
    wrap: Callable[[str], str]

    def __repr__(self) -> str:
        """Never what it holds."""
        return "<Carried>"


def media_of_base64(json: JsonText) -> Mapping[int, str]:
    """The objects (node index) that declare themselves base64 (``"type": "base64"``), and the media type each names, or ""."""
    strings = [leaf for leaf in json.leaves if leaf.kind is LeafKind.STRING]
    declared = {leaf.node for leaf in strings if leaf.text == "base64" and name(leaf.place) == "type"}
    media = dict.fromkeys(declared, "")
    media.update({leaf.node: leaf.text for leaf in strings if leaf.node in declared and name(leaf.place) in _MEDIA_NAMES})
    return media


def carried(leaf: Leaf, json: JsonText, declared: Mapping[int, str]) -> Carried | None:
    """What this string carries; None for words. Raises OpaqueBody: UNKNOWN_SHAPE (not text), CHARSET, UNDECODABLE."""
    if leaf.text[:64].lstrip()[:5].lower() == "data:":
        uri = _DATA_URI.fullmatch(leaf.text)
        if uri is not None:
            return _from_uri(uri)
    key = name(leaf.place)
    if key == "data" and leaf.node in declared:
        _require_readable(declared[leaf.node])
        return Carried(_base64_text(leaf.text), _base64)
    if leaf.text and (key == "file_data" or (key == "data" and name(json.nodes[leaf.node].place) == "input_audio")):
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    return None


def _from_uri(uri: re.Match[str]) -> Carried:
    media, is_base64, data = uri.groups()
    _require_readable(media if "/" in media.partition(";")[0] else "text/plain" + media)
    head = uri.string[: uri.start(3)]
    if is_base64:
        return Carried(_base64_text(data), lambda text: head + _base64(text))
    return Carried(_utf8(unquote_to_bytes(data)), lambda text: head + quote(text))


def _require_readable(media: str) -> None:
    kind = content_type.parse(media)
    content_type.require_utf8(kind)
    if not kind.media.startswith("text/") and kind.media not in _READABLE:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)


def _base64_text(data: str) -> str:
    try:
        return _utf8(base64.b64decode(data, validate=True))
    except (binascii.Error, ValueError):
        raise OpaqueBody(OpaqueReason.UNDECODABLE) from None


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise OpaqueBody(OpaqueReason.CHARSET) from None


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")
