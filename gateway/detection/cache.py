"""Remembers scans, because a chat resends its whole history each turn. Keeps no text: the key is a keyed hash, new in each process."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b

from gateway.model import Scan, Unscanned

ENTRIES = 50_000
"""The turns of some thousand conversations. An empty scan takes 160 bytes (measured): 8 MB when it is full of them."""

FINDINGS = 100_000
"""Kept in all, at 170 bytes each with their share of a tuple (measured): 17 MB, and so 25 MB for the whole cache of a process. Entries
alone bound nothing, a table of addresses has ten thousands in one text."""

OF_ONE = FINDINGS // 10
"""A scan with more is not remembered: one table must not push everybody's conversations out."""

DIGEST_BYTES = 20


class ScanCache:
    """A bounded map from text to scan; the least recently used goes first. Another version of the detectors shares nothing.

    ``edition`` names what else scans depend on and may change while this runs (the office's public list and the day). Whoever asks
    takes it once, before the scan, and passes it to :meth:`get` and :meth:`put`: a scan of before a change is then never found after it.
    """

    def __init__(self, version: str, entries: int = ENTRIES, findings: int = FINDINGS, edition: Callable[[], bytes] = lambda: b"") -> None:
        self.edition = edition
        self._key = os.urandom(32)
        self._salt = blake2b(version.encode(), digest_size=16).digest()
        self._of = b""
        self._keyed = self._hash(b"")
        self._entries = entries
        self._most = findings
        self._scans: OrderedDict[bytes, Scan] = OrderedDict()
        self._findings = 0

    def _hash(self, edition: bytes) -> blake2b:
        person = blake2b(edition, digest_size=16).digest() if edition else b""
        return blake2b(digest_size=DIGEST_BYTES, key=self._key, salt=self._salt, person=person)

    def _digest(self, text: str, edition: bytes) -> bytes:
        if edition != self._of:
            self._of, self._keyed = edition, self._hash(edition)
        hashed = self._keyed.copy()  # the key was hashed once
        hashed.update(text.encode("utf-8", "surrogatepass"))
        return hashed.digest()

    def get(self, text: str, edition: bytes = b"") -> Scan | None:
        """The scan of this text, or None."""
        digest = self._digest(text, edition)
        scan = self._scans.get(digest)
        if scan is not None:
            self._scans.move_to_end(digest)
        return scan

    def put(self, text: str, scan: Scan, edition: bytes = b"") -> None:
        """Remembers a scan, unless it is one of the largest."""
        if _findings(scan) > OF_ONE:
            return
        digest = self._digest(text, edition)
        self._findings += _findings(scan) - _findings(self._scans.pop(digest, ()))
        self._scans[digest] = scan
        while len(self._scans) > self._entries or self._findings > self._most:
            self._findings -= _findings(self._scans.popitem(last=False)[1])

    def __len__(self) -> int:
        return len(self._scans)


def _findings(scan: Scan) -> int:
    return 0 if isinstance(scan, Unscanned) else len(scan)
