"""Long base64 texts inside other texts: pictures in pages, files in messages. They are files when their bytes are of a known type."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

SHORTEST = 64
"""Characters of base64 below which no file fits."""

_LONG = re.compile(r"[A-Za-z0-9+/_-][A-Za-z0-9+/_\s-]+={0,2}")
_DATA = re.compile(r"data:([^;,\s]*)((?:;[^;,\s]*)*),([^\"'\s)>]*)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def decoded(text: str) -> bytes | None:
    """The bytes, or None when this is no base64 from end to end."""
    plain = _SPACES.sub("", text).rstrip("=")
    try:
        return base64.b64decode(plain.translate(str.maketrans("-_", "+/")) + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def is_long(text: str) -> bool:
    """Whether a text is base64 and long enough for a file."""
    return len(text) >= SHORTEST and _LONG.fullmatch(text.strip()) is not None


def data_uris(text: str) -> Iterator[tuple[str, bytes]]:
    """(media type, bytes) of each data: URI in a text (RFC 2397)."""
    for match in _DATA.finditer(text):
        media, parameters, data = match.groups()
        if parameters.lower().endswith(";base64"):
            content = decoded(data)
            if content:
                yield media, content
        else:
            yield media, unquote_to_bytes(data)
