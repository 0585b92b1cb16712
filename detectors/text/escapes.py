r"""Characters written as escapes: HTML entities, percent-encoding, ``\uXXXX``, ``\xXX`` and JSON's ``\/``.

Each escape becomes the character it stands for, one change per character, so that a finding leads back to exactly what stood there.
Bytes (``%C3%A1``, ``\xc3\xa1``) are UTF-8 where they can be, else Windows-1250, in which Czech was written before.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from detectors.text.change import Change

_MARK = re.compile(r"[&%\\]")
_BEGIN = {"&": re.compile("&[#A-Za-z]"), "%": re.compile("%[0-9a-fA-F]{2}"), "\\": re.compile(r"\\[uxrn/\\]")}
"""How an escape begins; most texts hold only one of the signs, and with nothing of an escape behind it."""
_ESCAPE = re.compile(
    r"(?P<entity>&(?:\#[0-9]{1,7}(?![0-9])|\#[xX][0-9a-fA-F]{1,6}(?![0-9a-fA-F]));?|&[A-Za-z][A-Za-z0-9]{1,30};)"
    r"|(?P<bytes>(?:%[0-9a-fA-F]{2})++|(?:\\x[0-9a-fA-F]{2})++)"
    r"|(?P<units>(?:\\u[0-9a-fA-F]{4})++)"
    r"|(?P<slash>\\/)"
    r"|(?P<line>(?<=[0-9/.-])\\r?\\?n(?=[0-9]))"
)
_LEGACY = "cp1250"
_UNIT = len("\\u0037")


def _bytes(start: int, written: str, width: int) -> Iterator[Change]:
    """A run of escaped bytes, a character at a time. Each byte is written in ``width`` characters."""
    data = bytes(int(written[i + width - 2 : i + width], 16) for i in range(0, len(written), width))
    at = 0
    while at < len(data):
        length = 1 if data[at] < 0xC0 else 2 if data[at] < 0xE0 else 3 if data[at] < 0xF0 else 4
        try:
            char = data[at : at + length].decode()
        except UnicodeDecodeError:
            length, char = 1, data[at : at + 1].decode(_LEGACY, "replace")
        yield Change(start + at * width, start + (at + length) * width, char)
        at += length


def _units(start: int, written: str) -> Iterator[Change]:
    """A run of UTF-16 units; two that make a pair are one character."""
    codes = [int(written[i + 2 : i + _UNIT], 16) for i in range(0, len(written), _UNIT)]
    at = 0
    while at < len(codes):
        taken, code = 1, codes[at]
        if 0xD800 <= code < 0xDC00 and at + 1 < len(codes) and 0xDC00 <= codes[at + 1] < 0xE000:
            taken, code = 2, 0x10000 + ((code - 0xD800) << 10) + codes[at + 1] - 0xDC00
        yield Change(start + at * _UNIT, start + (at + taken) * _UNIT, chr(code))
        at += taken


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Every escape. To search for the signs they begin with is ten times as fast as to search for the escapes."""
    present = [mark for mark in _BEGIN if mark in text]
    search = (_BEGIN[present[0]] if len(present) == 1 else _MARK).search
    mark = search(text)
    while mark is not None:
        match = _ESCAPE.match(text, mark.start())
        if match is not None:
            yield match
        mark = search(text, match.end() if match else mark.start() + 1)


def changes(text: str) -> Iterator[Change]:
    """Every escape of the text, in order. Text without ``&``, ``%`` and backslashes costs three searches for a character."""
    if "%" not in text and "&" not in text and "\\" not in text:
        return
    for match in _matches(text):
        start, written = match.start(), match[0]
        if match["bytes"]:
            yield from _bytes(start, written, 3 if written[0] == "%" else 4)
        elif match["units"]:
            yield from _units(start, written)
        elif match["entity"]:
            char = html.unescape(written)
            if char != written:
                yield Change(start, match.end(), char)
        else:
            yield Change(start, match.end(), "/" if match["slash"] else "\n")
