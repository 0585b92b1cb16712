"""Remembers histories in which nothing was found: a chat sends its whole history again each turn, and all of it would be read again.

Keeps no text: what is kept of a history is a keyed digest of its bytes, the key new in each process, and some numbers. What it is good for
says :mod:`gateway.proxy.attempt`.
"""

from __future__ import annotations

import os
from collections import Counter, OrderedDict
from collections.abc import Callable
from hashlib import blake2b

from gateway.extract.middle import Cut

HISTORIES = 10_000
"""Remembered at most, at about 500 bytes each; the least recently used goes first."""

LEAST = 8 * 1024
"""Bytes from which a history is worth remembering: a shorter one is read as fast."""

ENDS = 256
"""Objects of a body, from its end, behind which a remembered history may end. What comes behind the messages (tools) has some hundreds."""

DIGEST_BYTES = 20


class Settled:
    """The histories of one proxy process. ``edition``: what scans depend on beside the version of the detectors, which has one process."""

    def __init__(self, edition: Callable[[], bytes] = lambda: b"", most: int = HISTORIES, least: int = LEAST) -> None:
        self.edition = edition
        self.least = least
        self._key = os.urandom(32)
        self._most = most
        self._cuts: OrderedDict[bytes, Cut] = OrderedDict()
        self._lengths: Counter[int] = Counter()

    def begun(self, context: bytes) -> blake2b:
        """The digest of a body of which nothing was read yet."""
        return blake2b(context, digest_size=DIGEST_BYTES, key=self._key)

    def find(self, content: bytes, hashed: blake2b) -> tuple[bytes, Cut, blake2b] | None:
        """The longest remembered history that a body begins with: its digest, its cut, and the hash as far as that."""
        found, done = None, 0
        for end in sorted(self._ends(content)):
            hashed.update(memoryview(content)[done:end])
            done, digest = end, hashed.digest()
            if (cut := self._cuts.get(digest)) is not None and cut.upto == end:
                found = digest, cut, hashed.copy()
        if found is not None:
            self._cuts.move_to_end(found[0])
        return found

    def _ends(self, content: bytes) -> list[int]:
        """Where a remembered history of this body may end, by its length alone."""
        found, at = [], len(content)
        for _ in range(ENDS if self._lengths else 0):
            at = content.rfind(b"},", 0, at)
            if at < self.least:
                break
            if at + 1 in self._lengths:
                found.append(at + 1)
        return found

    def put(self, digest: bytes, cut: Cut) -> None:
        """Remembers a history."""
        self.drop(digest)
        self._cuts[digest] = cut
        self._lengths[cut.upto] += 1
        while len(self._cuts) > self._most:
            self.drop(next(iter(self._cuts)))

    def drop(self, digest: bytes) -> None:
        """Forgets one, if it is there."""
        cut = self._cuts.pop(digest, None)
        if cut is not None:
            self._lengths[cut.upto] -= 1
            if not self._lengths[cut.upto]:
                del self._lengths[cut.upto]

    @property
    def histories(self) -> int:
        """How many are remembered."""
        return len(self._cuts)
