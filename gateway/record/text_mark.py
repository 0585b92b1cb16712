"""Tells *this text* of *this person* for *this tool* again, and nothing else about it: HMAC-SHA256 (RFC 2104).

Of a request only the texts count in which something was found. A page sends new ids, times and a longer history with every try, and
those are not what the employee was asked about; a finding in any other text makes another mark.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

MARK_BYTES = 16
"""128 bits: no two texts of an office share a mark, and the mark fits into a link."""

_DOMAIN = b"celnice.text\x00"
_FILE = b"\xff" * 8
"""Stands where the length of a text stands, and is none: no text looks like a file."""


def text_mark(key: bytes, person: str, tool: str, texts: Iterable[str], files: Iterable[bytes] = ()) -> str:
    """32 hexadecimal digits. The order of the texts and how often one stands there are nothing to it. ``files``: SHA-256 of each file that
    could not be read.
    """
    made = hmac.new(key, _DOMAIN, hashlib.sha256)
    for part in (person, tool, *sorted(set(texts))):
        data = part.encode("utf-8", "surrogatepass")
        made.update(len(data).to_bytes(8, "big"))
        made.update(data)
    for digest in sorted(set(files)):
        made.update(_FILE)
        made.update(digest)
    return made.digest()[:MARK_BYTES].hex()
