"""The disk of the data folder: room, inodes, how long it takes to have something for certain, and whether it is a disk at all."""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from gateway.doctor.api import Check, Result, fault, ok, warning
from gateway.doctor.around import Around

FULL = 200 * 1024**2
"""Bytes. Below it events of a busy morning may not fit, and then every prompt is blocked."""

LITTLE = 2 * 1024**3
"""Bytes. A large office writes less than this in a month, so there is time to act."""

FEW_INODES = 10_000

SLOW = 0.05
"""Seconds for one fsync. Every blocked prompt waits for one (store/spool.py); a hard disk takes 0.01."""

WRITES = 7
SIZE = 4096

AWAY = frozenset({"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "glusterfs", "ceph"})
"""File systems of other machines: SQLite's locks do not hold there (https://sqlite.org/faq.html#q5)."""

GONE = frozenset({"tmpfs", "ramfs"})


def run(around: Around) -> Iterator[Result]:
    """Room, inodes, fsync, kind of file system."""
    wanted = around.settings.data.dir.absolute()
    folder = next(one for one in (wanted, *wanted.parents) if one.exists())
    state = os.statvfs(folder)
    room = state.f_bavail * state.f_frsize
    if room < FULL:
        yield fault(
            f"{room / 1e6:.0f} MB free for {folder}: events will not fit, and then every prompt is blocked", "free space on that disk now"
        )
    elif room < LITTLE:
        yield warning(f"{room / 1e9:.1f} GB free for {folder}", "free space, or shorten [retention]; below 0.2 GB prompts are blocked")
    else:
        yield ok(f"{room / 1e9:.1f} GB free")
    if state.f_files and state.f_favail < FEW_INODES:
        yield warning(f"{state.f_favail} inodes left", "remove small files on that disk")
    yield from _kind(folder, sqlite=not around.settings.store.url.startswith("postgresql"))
    yield _sync(folder)


def _sync(folder: Path) -> Result:
    taken = []
    try:
        with tempfile.TemporaryFile(dir=folder, prefix=".celnice-doctor-") as file:
            for _ in range(WRITES):
                started = perf_counter()
                file.write(b"\0" * SIZE)
                file.flush()
                os.fsync(file.fileno())
                taken.append(perf_counter() - started)
    except OSError as error:
        return fault(f"{folder} cannot be written ({error.strerror})", "mend its owner or mode, free space, or mount it writable")
    return judged(statistics.median(taken))


def judged(seconds: float) -> Result:
    """What the median of some fsyncs means."""
    if seconds > SLOW:
        return warning(
            f"fsync takes {seconds * 1000:.0f} ms: each stopped prompt waits for it", "put data.dir on a local SSD, or one with a battery"
        )
    return ok(f"fsync takes {seconds * 1000:.1f} ms")


def _kind(folder: Path, *, sqlite: bool) -> Iterator[Result]:
    kind = kind_of(folder, Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace"))
    if kind in AWAY:
        with_store = "the spool and the store are" if sqlite else "the spool is"
        yield fault(
            f"{folder} is on {kind}: {with_store} SQLite, whose locks do not hold there", "set data.dir to a folder on a local disk"
        )
    elif kind in GONE:
        yield warning(f"{folder} is in memory ({kind}): a restart of the machine loses the certificate authority", "mount a volume there")


def kind_of(folder: Path, mounts: str) -> str:
    """The file system under a folder, from ``/proc/self/mountinfo`` (proc(5)): the longest mount point above it, the last of equals."""
    best, found = -1, ""
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        point = Path(left.split(" ")[4].replace("\\040", " "))
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best, found = len(point.parts), right.split(" ")[0]
    return found


CHECK = Check("disk", 20, run)
