"""A file of JSON (or CEF) lines: appended, on the disk before delivery counts, rotated by size."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gateway.feeds.api import FeedUnavailable, Outgoing
from gateway.feeds.forms import FORMS

MODE = 0o640
"""The group reads: an agent that ships logs is put into it. Nothing personal stands there."""

MEGABYTE = 1_000_000
TAIL = 64 * 1024
"""Bytes looked through for the end of the last whole line; no line of ours is longer."""


@dataclass(frozen=True, slots=True)
class File:
    """``keep`` older files stand beside ``path`` as .1 (the newest) to .N."""

    name: str
    path: Path
    form: str = "cloudevents"
    max_bytes: int = 100 * MEGABYTE
    keep: int = 10
    largest: int = 500

    async def deliver(self, batch: Sequence[Outgoing]) -> None:
        """Returns when the lines are on the disk. On a full disk the file is left as it was before."""
        _, write = FORMS[self.form]
        lines = "".join(write(one.event) + "\n" for one in batch).encode()
        try:
            self._append(lines)
        except OSError as error:
            raise FeedUnavailable(f"{self.path.name} cannot be written ({error.strerror})") from None

    def _append(self, lines: bytes) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            if (size := self.path.stat().st_size) and size + len(lines) > self.max_bytes:
                self._rotate()
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, MODE)
        try:
            os.fchmod(descriptor, MODE)
            before = _mend(descriptor)
            try:
                rest = memoryview(lines)
                while rest:
                    rest = rest[os.write(descriptor, rest) :]
                os.fsync(descriptor)
            except OSError:
                os.ftruncate(descriptor, before)
                raise
        finally:
            os.close(descriptor)
        if before == 0:
            self._sync_folder()

    def _rotate(self) -> None:
        self._old(self.keep).unlink(missing_ok=True)
        for number in range(self.keep - 1, 0, -1):
            with suppress(FileNotFoundError):
                self._old(number).rename(self._old(number + 1))
        self.path.rename(self._old(1))
        self._sync_folder()

    def _old(self, number: int) -> Path:
        return self.path.with_name(f"{self.path.name}.{number}")

    def _sync_folder(self) -> None:
        descriptor = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _mend(descriptor: int) -> int:
    """Cuts off a line that a crash left half-written (its event comes again); returns the size then."""
    size = os.fstat(descriptor).st_size
    start = max(0, size - TAIL)
    tail = os.pread(descriptor, TAIL, start)
    if not tail or tail.endswith(b"\n"):
        return size
    whole = start + tail.rfind(b"\n") + 1 if b"\n" in tail or start == 0 else size
    os.ftruncate(descriptor, whole)
    return whole
