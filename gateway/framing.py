"""Messages between processes of a node: a length, then JSON. Sockets lie in a folder that only this user can enter.

JSON escapes keep lone surrogates whole, which UTF-8 cannot carry. A frame over the limit ends the connection.
"""

from __future__ import annotations

import json
from typing import Any

LENGTH_BYTES = 4
MAX_FRAME_BYTES = 256 * 1024 * 1024
"""Far above the largest request body: six bytes of JSON escape for each byte of text, and joins repeat it."""


def pack(message: dict[str, Any]) -> bytes:
    """One frame. Raises ValueError over the limit."""
    data = json.dumps(message, separators=(",", ":")).encode("ascii")
    if len(data) > MAX_FRAME_BYTES:
        raise ValueError("frame over the limit")
    return len(data).to_bytes(LENGTH_BYTES, "big") + data


def length(head: bytes) -> int:
    """The length of the frame that follows. Raises ValueError over the limit."""
    size = int.from_bytes(head, "big")
    if size > MAX_FRAME_BYTES:
        raise ValueError("frame over the limit")
    return size
