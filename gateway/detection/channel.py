"""The connection to one detection process, and how much may be on its way there."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from gateway.detection.batches import BATCH_CHARACTERS
from gateway.framing import LENGTH_BYTES, length, pack


class DetectionGone(Exception):  # a state of the other process, not a fault of the caller
    """The detection process ended before it answered."""


class _Connection:
    """One open socket. Answers name their request by its number."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._waiting: dict[int, tuple[asyncio.Future[dict[str, Any] | None], Callable[[], None]]] = {}
        self.reading = asyncio.create_task(self._read(reader))

    @property
    def closed(self) -> bool:
        return self.reading.done() or self._writer.is_closing()

    def send(self, number: int, frame: bytes, free: Callable[[], None]) -> asyncio.Future[dict[str, Any] | None]:
        """The future answer; None when the process ends first. Not drained: the channel's room bounds what is buffered."""
        future: asyncio.Future[dict[str, Any] | None] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future, free
        self._writer.write(frame)
        return future

    async def _read(self, reader: asyncio.StreamReader) -> None:
        try:
            while True:
                head = await reader.readexactly(LENGTH_BYTES)
                answer = json.loads(await reader.readexactly(length(head)))
                self._answered(answer["id"], answer)
        except (asyncio.IncompleteReadError, OSError, ValueError, KeyError, TypeError, RecursionError):
            pass  # an end of the process, or an answer that is none: either way nothing more can be read here
        finally:
            self._writer.close()
            for number in list(self._waiting):
                self._answered(number, None)  # a value, not an exception: a caller that gave up would never fetch it

    def _answered(self, number: int, answer: dict[str, Any] | None) -> None:
        future, free = self._waiting.pop(number)
        if not future.done():
            future.set_result(answer)
        free()


class Channel:
    """One process. ``freed`` is called whenever room came back.

    Room is counted until the process has answered or ended, also when the caller gave up: until then it is busy with the message.
    """

    def __init__(self, path: Path, freed: Callable[[], None]) -> None:
        self._path = path
        self._freed = freed
        self._connection: _Connection | None = None
        self._opening = asyncio.Lock()
        self._closed = False
        self.load = 0
        """Characters on their way."""

    def has_room(self, size: int) -> bool:
        """One batch may be under way, or one long text alone; short messages go ahead of each other's answers within a batch."""
        return not self.load or self.load + size <= BATCH_CHARACTERS

    def take(self, size: int) -> Callable[[], None]:
        """Takes room; the function that is returned gives it back, once."""
        self.load += size
        taken = [size]

        def free() -> None:
            if taken:
                self.load -= taken.pop()
                self._freed()

        return free

    async def ask(self, number: int, message: dict[str, Any], free: Callable[[], None]) -> dict[str, Any]:
        """One message and its answer. ``free`` gives its room back. Raises DetectionGone, and ValueError for a frame over the limit."""
        answering: asyncio.Future[dict[str, Any] | None] | None = None
        try:
            frame = pack({**message, "id": number})
            async with self._opening:
                connection = self._connection
                if self._closed:
                    raise DetectionGone
                if connection is None or connection.closed:
                    connection = self._connection = _Connection(*await asyncio.open_unix_connection(str(self._path)))
                answering = connection.send(number, frame, free)
        except OSError:
            raise DetectionGone from None
        finally:
            if answering is None:
                free()
        answer = await answering
        if answer is None:
            raise DetectionGone
        return answer

    async def close(self) -> None:
        """Closes the connection."""
        self._closed = True
        if self._connection:
            self._connection.reading.cancel()
            with suppress(asyncio.CancelledError):
                await self._connection.reading
