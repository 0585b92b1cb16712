"""Stores for tests."""

from __future__ import annotations

from pathlib import Path

from gateway.store.migrate import migrate


def sqlite_url(folder: Path) -> str:
    """A new SQLite store with its tables."""
    url = f"sqlite:///{folder}/store.sqlite3"
    migrate(url)
    return url
