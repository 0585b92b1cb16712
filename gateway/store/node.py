"""Who this node is, and that only one writer speaks for it."""

from __future__ import annotations

import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gateway.errors import UserError
from gateway.store import keyfile, paths

_NAME = re.compile(r"node-[0-9a-f]{16}")


def node_id(data: Path) -> str:
    """The node's name, made at first use and kept in its data directory, so that its chain goes on after a restart.

    Says nothing about the machine. Raises OSError, UserError for a damaged file.
    """
    content = keyfile.read_or_create(paths.node(data), _new)
    name = content.decode("ascii", "replace").strip()
    if not _NAME.fullmatch(name):
        raise UserError(f"the file {paths.node(data).name} in the data directory is damaged: restore it, or remove it to begin a new chain")
    return name


def _new() -> bytes:
    return f"node-{secrets.token_hex(8)}\n".encode()


@contextmanager
def writer_lock(data: Path) -> Iterator[None]:
    """Held while the node's writer runs; let go by the system when the process dies. Raises UserError when another one runs."""
    path = paths.writer_lock(data)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UserError("another celnice writes from this data directory: stop it, or set data.dir to another one") from None
        yield
    finally:
        os.close(descriptor)
