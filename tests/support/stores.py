"""Stores for tests."""

from __future__ import annotations

import functools
import shutil
import tempfile
from pathlib import Path

from gateway.store.migrate import migrate


def sqlite_url(folder: Path) -> str:
    """A new SQLite store with its tables, in a file ``store.sqlite3``."""
    path = folder / "store.sqlite3"
    path.write_bytes(_template())
    path.chmod(0o600)
    return f"sqlite:///{path}"


@functools.cache
def _template() -> bytes:
    """The file that the migrations make; made once per test process."""
    folder = Path(tempfile.mkdtemp(prefix="celnice-store-"))
    try:
        migrate(f"sqlite:///{folder}/store.sqlite3")
        return (folder / "store.sqlite3").read_bytes()
    finally:
        shutil.rmtree(folder)
