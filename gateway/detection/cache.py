"""Remembers scans, because a chat resends its whole history each turn. Keeps no text: the key is a keyed hash, new in each process."""

from __future__ import annotations

import os
from collections import OrderedDict
from hashlib import blake2b

from gateway.model import Scan

ENTRIES = 50_000
"""About 20 MB when most scans are empty: the turns of some thousand conversations."""

DIGEST_BYTES = 20


class ScanCache:
    """A bounded map from text to scan; the least recently used goes first. Another version of the detectors shares nothing."""

    def __init__(self, version: str, entries: int = ENTRIES) -> None:
        self._key = os.urandom(32)
        self._salt = blake2b(version.encode(), digest_size=16).digest()
        self._entries = entries
        self._scans: OrderedDict[bytes, Scan] = OrderedDict()

    def _digest(self, text: str) -> bytes:
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES, key=self._key, salt=self._salt).digest()

    def get(self, text: str) -> Scan | None:
        """The scan of this text, or None."""
        digest = self._digest(text)
        scan = self._scans.get(digest)
        if scan is not None:
            self._scans.move_to_end(digest)
        return scan

    def put(self, text: str, scan: Scan) -> None:
        """Remembers a scan."""
        self._scans[self._digest(text)] = scan
        while len(self._scans) > self._entries:
            self._scans.popitem(last=False)

    def __len__(self) -> int:
        return len(self._scans)
