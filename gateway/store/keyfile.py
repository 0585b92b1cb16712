"""Small secret files that several processes make at once: all of them read the same bytes, and never half of them."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gateway.errors import UserError


def read_or_create(path: Path, make: Callable[[], bytes]) -> bytes:
    """The file's bytes; a missing file is made with ``make()``, mode 0600, on the disk before it can be seen. Raises OSError."""
    found = read(path)
    if found is not None:
        return found
    with locked(path.parent):
        found = read(path)
        if found is None:
            found = make()
            write_new(path, found)
        return found


def read(path: Path) -> bytes | None:
    """The file's bytes, None when there is none. Raises UserError for a secret that any user of the machine may read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        if os.fstat(descriptor).st_mode & 0o007:
            raise UserError(f"{path.name} in {path.parent.name} can be read by every user of the machine: chmod 600 it")
        return file.read()


def write_new(path: Path, content: bytes) -> None:
    """Writes a file that shows up whole or not at all. Call it inside :func:`locked`."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        draft.rename(path)
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Makes names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One process and thread at a time in a folder (flock; made with mode 0700 if missing)."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
