"""A proxy's way to the document processes. It never raises for a file: what could not be read comes back as its reason."""

from __future__ import annotations

import asyncio
import ctypes
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from gateway.documents.frames import read_from_json, rewritten_from_json
from gateway.framing import LENGTH_BYTES, length, pack
from gateway.model import Extracted, File, FileRead, OpaqueReason

SPARE_SECONDS = 1.0
"""The caller waits this much longer than a process may take: so the process can say why it ended."""
RETRY_SECONDS = 0.05
"""Until the next try where all processes are busy and the line before them is full, or the nursery has just been restarted."""
LARGE = 8 * 1024 * 1024
"""Bytes from which a file is worth giving memory back for."""


def give_back() -> None:
    """Gives the memory that was freed back to the machine, as far as the C library can (glibc).

    A large body comes in thousands of pieces and is then put together. One small block that was made meanwhile would keep all of them
    with this process while another one reads the file.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


class DocumentClient:
    """Asks the processes that share one socket.

    ``deadline``: seconds for all files of one request; ``queue``: files of this process that may be under way or wait; ``size``: bytes
    of the largest file; ``at_once``: files of one request that are read side by side, so that one request does not take every process.
    """

    def __init__(
        self,
        path: Path,
        *,
        deadline: float,
        queue: int,
        size: int,
        at_once: int = 1,
        counted: Callable[[str], None] = lambda _outcome: None,
    ) -> None:
        self._path = path
        self._deadline = deadline
        self._queue = queue
        self._size = size
        self._at_once = at_once
        self._counted = counted
        self.pending = 0

    async def __call__(self, files: Sequence[File]) -> Sequence[FileRead]:
        """What each file holds, in order. The first that cannot be read makes the rest needless: they come back as a limit."""
        if self.pending + len(files) > self._queue:
            return self._done([OpaqueReason.DOCUMENT_LIMIT] * len(files))
        self.pending += len(files)
        try:
            return self._done(await self._all(files))
        finally:
            self.pending -= len(files)

    def _done(self, reads: list[FileRead]) -> list[FileRead]:
        for read in reads:
            self._counted("read" if isinstance(read, Extracted) else read.value)
        return reads

    async def _all(self, files: Sequence[File]) -> list[FileRead]:
        reads: list[FileRead] = [OpaqueReason.DOCUMENT_LIMIT] * len(files)
        waiting = list(reversed(range(len(files))))

        async def lane() -> None:
            while waiting:
                number = waiting.pop()
                reads[number] = await self._one(files[number])
                if not isinstance(reads[number], Extracted):
                    waiting.clear()

        with suppress(TimeoutError):
            async with asyncio.timeout(self._deadline + SPARE_SECONDS), asyncio.TaskGroup() as lanes:
                for _ in range(min(self._at_once, len(files))):
                    lanes.create_task(lane())
        return reads

    async def _one(self, file: File) -> FileRead:
        if len(file.content) > self._size:
            return OpaqueReason.DOCUMENT_LIMIT
        if len(file.content) >= LARGE:
            give_back()
        head = {"size": len(file.content), "media": file.media, "name": file.name, "batch": file.batch.value}
        try:
            return read_from_json(await self._ask(head, file.content))
        except (asyncio.IncompleteReadError, OSError, ValueError, KeyError, TypeError, RecursionError):
            return OpaqueReason.DOCUMENT_LIMIT  # the process ended, or its answer is none

    async def rewrite(self, file: File, changes: Sequence[tuple[str, str]]) -> bytes | OpaqueReason:
        """The file with tokens in place of values, or why it cannot be put together again. Never raises for a file."""
        if self.pending >= self._queue or len(file.content) > self._size:
            return OpaqueReason.DOCUMENT_LIMIT
        said = json.dumps(changes).encode("ascii")
        self.pending += 1
        try:
            async with asyncio.timeout(self._deadline + SPARE_SECONDS):
                return rewritten_from_json(
                    await self._ask({"size": len(file.content), "changes": len(said)}, b"".join((said, file.content)))
                )
        except (asyncio.IncompleteReadError, TimeoutError, OSError, ValueError, KeyError, TypeError, RecursionError):
            return OpaqueReason.DOCUMENT_LIMIT
        finally:
            self.pending -= 1

    async def _ask(self, head: dict[str, Any], content: bytes | memoryview) -> Any:
        reader, writer = await self._connected()
        try:
            writer.write(pack(head))
            writer.write(content)  # not copied: what the socket does not take at once waits as a view of these bytes
            await writer.drain()
            return json.loads(await reader.readexactly(length(await reader.readexactly(LENGTH_BYTES))))
        finally:
            await _gone(writer)  # a child whose caller has gone is ended by its guard

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while True:
            try:
                return await asyncio.open_unix_connection(str(self._path))
            except (BlockingIOError, ConnectionRefusedError):
                await asyncio.sleep(RETRY_SECONDS)

    async def health(self) -> dict[str, Any]:
        """``{"alive": true, "ocr": …}``. Waits while every process is busy; raises what goes wrong."""
        answer: dict[str, Any] = await self._ask({"ping": True}, b"")
        return answer

    async def alive(self) -> bool:
        """Whether the processes' socket takes connections: a busy process is a healthy one."""
        _, writer = await self._connected()
        await _gone(writer)
        return True


async def _gone(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()
    with suppress(OSError):
        await writer.wait_closed()
