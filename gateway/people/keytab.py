"""What a keytab holds, without its keys (MIT Kerberos, *Keytab file format*, version 2): for whoever has to say what is wrong with one."""

from __future__ import annotations

import struct
from dataclasses import dataclass

HEAD = b"\x05\x02"
STRONG = frozenset({17, 18, 19, 20})
"""AES (RFC 3962, RFC 8009). What else Windows writes, RC4 and DES, today's MIT Kerberos refuses (RFC 8429, RFC 6649)."""


class NotAKeytab(ValueError):
    """The bytes are none, or they end in the middle."""


@dataclass(frozen=True, slots=True)
class Key:
    """One entry. ``principal`` is such as ``HTTP/celnice.urad.cz@URAD.CZ``; ``kind`` the number of the encryption (IANA)."""

    principal: str
    kind: int

    @property
    def strong(self) -> bool:
        """Whether the library takes tickets under it."""
        return self.kind in STRONG


def keys(content: bytes) -> tuple[Key, ...]:
    """Every entry in order. Raises NotAKeytab."""
    if not content.startswith(HEAD):
        raise NotAKeytab
    found, at = [], len(HEAD)
    try:
        while at < len(content):
            (size,) = struct.unpack_from(">i", content, at)
            at += 4
            if size > 0:
                found.append(_entry(content[at : at + size]))
            elif size == 0:
                break  # some writers end so
            at += abs(size)  # a negative one is a hole that a removed key left
    except (struct.error, UnicodeDecodeError):
        raise NotAKeytab from None
    return tuple(found)


def _entry(entry: bytes) -> Key:
    (count,) = struct.unpack_from(">H", entry)
    parts, at = [], 2
    for _ in range(count + 1):  # the realm first
        (size,) = struct.unpack_from(">H", entry, at)
        at += 2
        parts.append(entry[at : at + size].decode("utf-8"))
        at += size
    (kind,) = struct.unpack_from(">H", entry, at + 9)  # after the name's type, the time, and the version's low byte
    return Key(f"{'/'.join(parts[1:])}@{parts[0]}", kind)
