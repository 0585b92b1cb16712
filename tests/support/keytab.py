"""Keytabs as ktpass and ktutil write them, with keys of zeros."""

from __future__ import annotations

import struct

AES256, RC4 = 18, 23


def keytab(*entries: tuple[str, int]) -> bytes:
    """One with a key for each principal and kind (MIT Kerberos, Keytab file format)."""
    return b"\x05\x02" + b"".join(struct.pack(">i", len(one)) + one for one in (_entry(*entry) for entry in entries))


def _entry(principal: str, kind: int) -> bytes:
    name, _, realm = principal.partition("@")
    parts = name.split("/")
    counted = b"".join(struct.pack(">H", len(part)) + part for part in (text.encode() for text in (realm, *parts)))
    return struct.pack(">H", len(parts)) + counted + struct.pack(">IIBHH", 1, 0, 3, kind, 32) + bytes(32) + struct.pack(">I", 3)
