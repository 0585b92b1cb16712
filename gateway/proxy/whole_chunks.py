"""Whether a piece of a chunked body (RFC 9112 section 7.1) begins and ends where chunks do."""

from __future__ import annotations

import re

_SIZE = re.compile(rb"([1-9a-fA-F][0-9a-fA-F]{0,7})\r\n")
"""Of a chunk that is not the last one. What a chunk may also have (leading zeros, extensions) is left to a full reader."""


def whole_chunks(piece: bytes) -> bool:
    r"""True for one or more whole chunks, none of them the last.

    >>> whole_chunks(b"3\r\nabc\r\n"), whole_chunks(b"3\r\nab"), whole_chunks(b"0\r\n\r\n")
    (True, False, False)
    """
    at, end = 0, len(piece)
    while at < end:
        size = _SIZE.match(piece, at)
        if size is None:
            return False
        at = size.end() + int(size[1], 16)
        if piece[at : at + 2] != b"\r\n":
            return False
        at += 2
    return end > 0
