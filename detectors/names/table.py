"""What a word may be, as a compact table: a word's hash → its bits. Built by ``make train``, read as it lies.

Open addressing over two parallel arrays, so reading it costs no time at start and some hundred nanoseconds a word.
A word that is in no list is taken for another with a chance of about 1 in 10,000 (the hash has 32 bits).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zlib import crc32

GIVEN = 1
SURNAME = 2
FOREIGN_GIVEN = 4
FOREIGN_SURNAME = 8
NOMINATIVE = 16
OBLIQUE = 32
GENITIVE = 64
POSSESSIVE = 128
FEMININE = 256
PLACE = 512
FIRM = 1024
COMMON = 2048
"""The name is also an ordinary word, by our own lists."""
SEEN = 4096
"""Stands in free Czech text in lower case."""
OFTEN = 8192
"""Stands there often."""
MAN, WOMAN, ACTS, THING = 1, 2, 4, 8
"""What a neighbour is, under its own keys: a man's or a woman's role, a verb that persons do, a thing that has a name."""
STRIPPED = 16384
"""Known after an ending was taken off (set by the look-up, never stored)."""
PLAIN = 32768
"""Known only without its diacritics (set by the look-up)."""

ANY_GIVEN = GIVEN | FOREIGN_GIVEN
ANY_SURNAME = SURNAME | FOREIGN_SURNAME
ANY_NAME = ANY_GIVEN | ANY_SURNAME

_ENDINGS = (
    ("ovými", ("",)),
    ("ových", ("",)),
    ("ovým", ("",)),
    ("ovou", ("", "a")),
    ("ové", ("", "a", "o")),
    ("ová", ("", "a", "o")),
    ("ovi", ("", "a", "o", "e")),
    ("ově", ("", "a")),
    ("ova", ("", "a")),
    ("ovy", ("", "a")),
    ("ovu", ("", "a")),
    ("ův", ("", "a", "o")),
    ("ům", ("",)),
    ("em", ("", "o")),
    ("ho", ("",)),
    ("mu", ("",)),
    ("ou", ("a", "")),
    ("ů", ("",)),
    ("y", ("a",)),
    ("u", ("a", "")),
    ("ě", ("a",)),
    ("e", ("a", "", "ie")),
    ("i", ("", "ie", "ia", "e")),
    ("í", ("ie", "e")),
    ("a", ("", "o")),
    ("m", ("",)),
)
"""Endings of cases, and what a base form may have in their place."""


class Table:
    """``bits(word)``: what a word is as it is written; ``common(word)``: whether it stands in texts in lower case."""

    __slots__ = ("_keys", "_mask", "_values")

    def __init__(self, keys: memoryview, values: memoryview) -> None:
        self._keys = keys.cast("I")
        self._values = values.cast("H")
        self._mask = len(self._keys) - 1

    def get(self, key: bytes) -> int:
        """The bits stored for a key, 0 when there are none."""
        h = crc32(key) or 1
        keys, mask = self._keys, self._mask
        slot = h & mask
        while True:
            found = keys[slot]
            if found == h:
                return self._values[slot]
            if not found:
                return 0
            slot = (slot + 1) & mask

    def bits(self, word: str, folded: str) -> int:
        """What a capitalised word is: as written, without diacritics, or with an ending taken off."""
        title = word if word.istitle() else word.capitalize()
        bits = self.get(title.encode())
        if not bits and title != word:
            bits = self.get(word.encode())
        if not bits & (GIVEN | SURNAME) and word.isascii():
            plain = self.get(b"~" + folded.encode())
            bits |= plain and plain | PLAIN
        if not bits:
            bits = self._stripped(title)
        return bits

    def _stripped(self, word: str) -> int:
        for ending, bases in _ENDINGS:
            if word.endswith(ending) and len(word) > len(ending) + 2:
                stem = word[: -len(ending)]
                for base in bases:
                    bits = self.get((stem + base).encode()) & (FOREIGN_GIVEN | FOREIGN_SURNAME | SURNAME | GIVEN)
                    if bits:
                        return bits | STRIPPED | OBLIQUE
        return 0

    def neighbour(self, folded: str) -> int:
        """What a word beside a name is: MAN, WOMAN, ACTS, THING or 0."""
        return self.get(b"!" + folded.encode())

    def lower(self, word: str) -> int:
        """The bits of a word in lower case: SEEN, OFTEN or 0."""
        return self.get(b"_" + word.encode())


def pack(entries: Mapping[bytes, int]) -> tuple[bytes, bytes]:
    """(keys, values) of a table. Deterministic: entries go in by their order."""
    import numpy as np  # noqa: PLC0415  only training packs

    size = 1 << max(4, (len(entries) * 3 // 2).bit_length())
    keys, values = np.zeros(size, dtype="<u4"), np.zeros(size, dtype="<u2")
    for key, bits in entries.items():
        h = crc32(key) or 1
        slot = h & (size - 1)
        while keys[slot] and keys[slot] != h:
            slot = (slot + 1) & (size - 1)
        keys[slot] = h
        values[slot] |= bits
    return keys.tobytes(), values.tobytes()


def entries(pairs: Iterable[tuple[bytes, int]]) -> dict[bytes, int]:
    """Pairs with the bits of equal keys joined."""
    joined: dict[bytes, int] = {}
    for key, bits in pairs:
        joined[key] = joined.get(key, 0) | bits
    return joined
