"""How a feature becomes a place among the weights: a CRC-32 begun with the feature's kind, so that no string is built."""

from __future__ import annotations

from zlib import crc32

SIZE = 1 << 20
"""Weights of one look."""
MASK = SIZE - 1


class _Numbers(dict[int, bytes]):
    """Bits and counts as bytes to hash; there are at most 2^17 of them."""

    def __missing__(self, number: int) -> bytes:
        found = self[number] = b"%d" % number
        return found


number = _Numbers()


def kind(name: str) -> int:
    """A kind of feature: where its hash begins."""
    return crc32(name.encode() + b"\x01")


def kinds(names: str) -> tuple[int, ...]:
    """Several kinds, for names apart by spaces."""
    return tuple(kind(name) for name in names.split())


def encode(lower: str) -> bytes:
    """One byte a letter, so that a slice of it is a slice of the word; what Central Europe does not write becomes "?"."""
    return lower.encode("iso8859_2", "replace")
