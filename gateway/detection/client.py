"""The proxy's side of detection: a bounded queue, a deadline that fails closed, and a cache of verdict-free scans.

Every way to fail (queue full, deadline, process gone twice, broken answer) makes the texts Unscanned.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from gateway.detection.cache import ScanCache
from gateway.detection.frames import LENGTH_BYTES, length, pack, scan_from_json
from gateway.model import Scan, Unscanned

ATTEMPTS = 2
"""A process may just have been replaced; a text that ends two processes is not tried a third time."""


class DetectionGone(Exception):  # a state of the other process, not a fault of the caller
    """The detection process ended before it answered."""


class _Channel:
    """The connection to one detection process; answers come in the order of their requests."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: asyncio.StreamWriter | None = None
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._lock = asyncio.Lock()
        self._reading: asyncio.Task[None] | None = None

    @property
    def load(self) -> int:
        return len(self._waiting)

    async def ask(self, number: int, message: dict[str, Any]) -> dict[str, Any]:
        frame = pack({**message, "id": number})
        try:
            async with self._lock:
                writer = self._writer
                if writer is None or writer.is_closing():
                    reader, writer = await asyncio.open_unix_connection(str(self._path))
                    self._writer = writer
                    self._reading = asyncio.create_task(self._read(reader, writer))
                future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
                self._waiting[number] = future
                writer.write(frame)
                await writer.drain()
            return await future
        except OSError:
            raise DetectionGone from None
        finally:
            self._waiting.pop(number, None)

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readexactly(LENGTH_BYTES)
                answer = json.loads(await reader.readexactly(length(head)))
                future = self._waiting.get(answer["id"])
                if future and not future.done():
                    future.set_result(answer)
        except (asyncio.IncompleteReadError, OSError, ValueError, KeyError, TypeError):
            writer.close()
            if self._writer is writer:
                self._writer = None
            for future in self._waiting.values():
                if not future.done():
                    future.set_exception(DetectionGone())

    async def close(self) -> None:
        if self._reading:
            self._reading.cancel()
            with suppress(asyncio.CancelledError):
                await self._reading
        if self._writer:
            self._writer.close()


class DetectionClient:
    """Asks the detection processes behind ``paths``. One per proxy process; used from one event loop."""

    def __init__(self, paths: Sequence[Path], *, deadline: float, queue: int, cache: ScanCache) -> None:
        self._channels = [_Channel(path) for path in paths]
        self._deadline = deadline
        self._queue = queue
        self._cache = cache
        self._numbers = itertools.count(1)
        self._pending = 0

    @property
    def pending(self) -> int:
        """Requests that wait for detection now."""
        return self._pending

    async def __call__(self, texts: Sequence[str]) -> list[Scan]:
        """One scan per text, in order. Never raises for a text it could not scan."""
        scans = [self._cache.get(text) for text in texts]
        missing = [index for index, scan in enumerate(scans) if scan is None]
        if missing:
            for index, fresh in zip(missing, await self._scan([texts[index] for index in missing]), strict=True):
                scans[index] = fresh
                if not isinstance(fresh, Unscanned):
                    self._cache.put(texts[index], fresh)
        return [scan if scan is not None else Unscanned("missing") for scan in scans]

    async def _scan(self, texts: Sequence[str]) -> Sequence[Scan]:
        answer = await self.ask({"texts": list(texts)})
        if isinstance(answer, Unscanned):
            return [answer] * len(texts)
        try:
            scans = [scan_from_json(value) for value in answer["scans"]]
        except (KeyError, TypeError):
            scans = []
        return scans if len(scans) == len(texts) else [Unscanned("broken_answer")] * len(texts)

    async def ask(self, message: dict[str, Any]) -> dict[str, Any] | Unscanned:
        """One message to the least loaded process, and its answer."""
        if self._pending >= self._queue:
            return Unscanned("queue_full")
        self._pending += 1
        try:
            async with asyncio.timeout(self._deadline):
                for _ in range(ATTEMPTS):
                    channel = min(self._channels, key=lambda one: one.load)
                    with suppress(DetectionGone):
                        return await channel.ask(next(self._numbers), message)
                return Unscanned("process_gone")
        except TimeoutError:
            return Unscanned("deadline")
        except ValueError:
            return Unscanned("too_long")
        finally:
            self._pending -= 1

    async def close(self) -> None:
        """Closes the connections."""
        for channel in self._channels:
            await channel.close()
