"""Looks for planted values in bytes, also where they were percent-encoded, JSON-escaped, compressed, in base64 or in hex.

Written apart from the gateway's own decoders on purpose: a mistake there must not hide itself here.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from urllib.parse import unquote_to_bytes

import brotli  # type: ignore[import-untyped,unused-ignore]
import zstandard

MAX_DEPTH = 4
"""Encodings inside encodings that are followed; a value behind more of them was not passed on by a proxy."""

MAX_OUTPUT = 32 * 1024 * 1024
"""Bytes one decoder may give: a bomb in the recording must not take the reader down."""

SHORTEST = 6
"""A value must have that many letters and digits, or it would be "found" in noise."""

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}={0,2}")
_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}){6,}")
_ESCAPE = re.compile(rb"\\u[0-9a-fA-F]{4}|\\[bfnrt\"\\/]")
_NOT_WORD = re.compile(r"[^\w]|_")


def squeeze(text: str) -> str:
    """Letters and digits only, in one case and one Unicode form: spellings of one value become one."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def found(values: Iterable[str], data: bytes) -> tuple[str, ...]:
    """Those of ``values`` that ``data`` holds in any form. Raises ValueError for a value too short to be told from noise."""
    wanted = {value: squeeze(value) for value in values}
    if short := [len(form) for form in wanted.values() if len(form) < SHORTEST]:
        raise ValueError(f"a planted value needs {SHORTEST} letters or digits, one has {min(short)}")
    hits: set[str] = set()
    for view in views(data):
        for encoding in ("utf-8", "utf-16-le"):
            if encoding == "utf-16-le" and b"\x00" not in view:
                continue
            text = squeeze(view.decode(encoding, "ignore"))
            hits.update(value for value, form in wanted.items() if form in text)
        if len(hits) == len(wanted):
            break
    return tuple(value for value in wanted if value in hits)


def views(data: bytes) -> Iterator[bytes]:
    """``data`` itself and what it decodes to, each once."""
    seen: set[bytes] = set()
    level = [data]
    for _ in range(MAX_DEPTH + 1):
        below: list[bytes] = []
        for item in level:
            if item in seen:
                continue
            seen.add(item)
            yield item
            below.extend(_decodings(item))
        level = below


def _decodings(data: bytes) -> Iterator[bytes]:
    if b"%" in data or b"+" in data:
        yield unquote_to_bytes(data.replace(b"+", b" "))
    if b"\\" in data:
        yield unescape(data)
    if b"&" in data:
        yield html.unescape(data.decode("utf-8", "replace")).encode("utf-8", "replace")
    yield from _inflated(data)
    for match in _BASE64.finditer(data):
        yield from _base64(match[0])
    for match in _HEX.finditer(data):
        yield bytes.fromhex(match[0].decode("ascii"))


def unescape(data: bytes) -> bytes:
    """Resolves JSON escapes; the halves of a surrogate pair join."""

    def one(match: re.Match[bytes]) -> bytes:
        escape = match[0]
        if escape[1:2] == b"u":
            return bytes.fromhex(escape[2:].decode("ascii"))[::-1]  # one UTF-16 unit, little end first
        return {b"b": b" ", b"f": b" ", b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(escape[1:2], escape[1:2])

    # Runs of escapes are decoded together, so that the halves of a pair meet.
    run = re.compile(rb"(?:\\u[0-9a-fA-F]{4})+")
    joined = run.sub(lambda found: b"".join(map(one, _ESCAPE.finditer(found[0]))).decode("utf-16-le", "replace").encode(), data)
    return _ESCAPE.sub(one, joined)


def _base64(run: bytes) -> Iterator[bytes]:
    standard = run.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
    # The run may begin before the coded value does: its first characters may be a word that stands in front.
    for start in range(4):
        body = standard[start:]
        body = body[: len(body) - 1] if len(body) % 4 == 1 else body
        try:
            yield base64.b64decode(body + b"=" * (-len(body) % 4))
        except binascii.Error:
            continue


def _inflated(data: bytes) -> Iterator[bytes]:
    if (start := data.find(b"\x1f\x8b\x08")) >= 0:
        yield from _gzip(data[start:])
    if (start := data.find(b"\x28\xb5\x2f\xfd")) >= 0:
        with suppress(zstandard.ZstdError):
            yield zstandard.ZstdDecompressor().decompressobj().decompress(data[start:])[:MAX_OUTPUT]
    if data[:1] == b"\x78":
        yield from _deflate(data, zlib.MAX_WBITS)


def _gzip(data: bytes) -> Iterator[bytes]:
    whole = bytearray()
    while data[:2] == b"\x1f\x8b":
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            whole += member.decompress(data, MAX_OUTPUT)
        except zlib.error:
            break
        data = member.unused_data
    yield bytes(whole)


def _deflate(data: bytes, bits: int) -> Iterator[bytes]:
    try:
        yield zlib.decompressobj(bits).decompress(data, MAX_OUTPUT)
    except zlib.error:
        return


def decode(body: bytes, coding: str) -> bytes:
    """A request body without its content codings. Raises ValueError where one is unknown or broken."""
    for name in reversed([part.strip().lower() for part in coding.split(",") if part.strip()]):
        try:
            match name:
                case "identity":
                    pass
                case "gzip" | "x-gzip":
                    body = gzip.decompress(body)
                case "deflate":
                    body = zlib.decompress(body)
                case "br":
                    body = brotli.decompress(body)
                case "zstd":
                    body = zstandard.ZstdDecompressor().decompressobj().decompress(body)
                case _:
                    raise ValueError("unknown content coding")
        except (OSError, EOFError, zlib.error, brotli.error, zstandard.ZstdError):
            raise ValueError(f"broken {name} body") from None
    return body
