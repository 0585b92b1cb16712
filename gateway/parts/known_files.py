"""Files that were scanned, as a proxy asks for them: the node's own file first, then the store that all nodes share.

Whoever cannot ask the store does not know the file: the request is stopped. What this node has scanned is brought to the store by every
process at once; what the store did not take is kept in the node's file and brought later, after a restart, too.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from gateway.settings import Settings
from gateway.store import paths
from gateway.store.errors import StoreUnavailable
from gateway.store.known_files import KnownFileStore
from gateway.store.url import store_url
from gateway.uploads.known import KnownFiles, Row

ASK_SECONDS = 2.0
"""How long a request whose file this node does not know waits for the store. Nobody else waits for it."""
AGAIN_SECONDS = 0.4
"""Between the two times the store is asked: a file's id may be used on another node before the first has brought it there."""
RETRY_SECONDS = 15.0
"""Between two attempts to bring the store what it did not take."""
THREADS = 2


def files_of(settings: Settings, failed: Callable[[], None]) -> SharedFiles:
    """The files that a node knows, and the store of the settings behind them."""
    return SharedFiles(KnownFiles(paths.known_files(settings.data.dir)), KnownFileStore(store_url(settings)), failed=failed)


class Shelf(Protocol):
    """What all nodes know (:class:`gateway.store.known_files.KnownFileStore`). Blocking; raises StoreUnavailable."""

    def known(self, digests: Sequence[bytes], since: int) -> Sequence[Row]:
        """Those that are known and were used since a day."""

    def put(self, rows: Sequence[Row]) -> None:
        """Notes these."""


class SharedFiles:
    """A :class:`gateway.proxy.ports.Files`. Without a shelf a node knows its own files only."""

    def __init__(
        self, own: KnownFiles, shelf: Shelf | None = None, *, failed: Callable[[], None] = lambda: None, again: float = AGAIN_SECONDS
    ) -> None:
        self._own, self._shelf, self._failed, self._again = own, shelf, failed, again
        self._threads = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="known-files")
        self._wake = asyncio.Event()

    def digests(self, tool: str, ids: Iterable[str]) -> tuple[bytes, ...]:
        """What is kept of these ids of a tool."""
        return self._own.digests(tool, ids)

    def add(self, digests: Iterable[bytes]) -> None:
        """Notes that these files were scanned, here at once and soon for the others. Raises sqlite3.Error."""
        self._own.add(digests)
        self._wake.set()

    async def all_known(self, tool: str, ids: Iterable[str]) -> bool:
        """Whether each of these files was scanned, here or on another node. Raises sqlite3.Error."""
        missing = self._own.missing(self.digests(tool, ids))
        if not missing or self._shelf is None:
            return not missing
        shelf = self._shelf
        try:
            async with asyncio.timeout(ASK_SECONDS):
                found = await self._do(shelf.known, missing, self._own.since)
                if len(found) < len(missing):
                    await asyncio.sleep(self._again)
                    found = await self._do(shelf.known, missing, self._own.since)
        except (StoreUnavailable, TimeoutError):
            self._failed()
            return False
        self._own.learn(found)
        return not self._own.missing(missing)

    async def share(self) -> None:
        """Brings the store what it does not have yet, until it is cancelled."""
        while self._shelf is not None:
            self._wake.clear()
            try:
                while rows := self._own.waiting():
                    await self._do(self._shelf.put, rows)
                    self._own.brought(rows)
            except (StoreUnavailable, sqlite3.Error):
                self._failed()
                await asyncio.sleep(RETRY_SECONDS)
                continue
            await self._wake.wait()

    async def _do[**P, T](self, call: Callable[P, T], *arguments: P.args, **keywords: P.kwargs) -> T:
        """In threads of its own: a store that hangs holds up nobody else's work."""
        assert not keywords  # noqa: S101
        return await asyncio.get_running_loop().run_in_executor(self._threads, call, *arguments)

    def close(self) -> None:
        """Ends the threads after what they have begun, and closes the node's file."""
        self._threads.shutdown(cancel_futures=True)
        self._own.close()
