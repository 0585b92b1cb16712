"""The proxy's side of detection: bounded waiting, a deadline that fails closed, and a cache of verdict-free scans.

Every way to fail (too much waits, deadline, process gone twice, broken answer) makes the texts Unscanned.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from gateway.detection.batches import BATCH_CHARACTERS, batches, message_size, size_of
from gateway.detection.cache import ScanCache
from gateway.detection.channel import DetectionGone
from gateway.detection.frames import scan_from_json
from gateway.detection.turns import Share, Turns
from gateway.model import Scan, Unscanned

ATTEMPTS = 2
"""A process may just have been replaced; a text that ends two processes is not tried a third time."""

WAITING_CHARACTERS = 32 * 1024 * 1024
"""Of all requests longer than a batch: about what three processes scan until the default deadline. More would only wait for its own.
One request may exceed it while no other long one waits, so that no setting makes a body impossible."""


class DetectionClient:
    """Asks the detection processes behind ``paths``. One per proxy process; used from one event loop.

    ``deadline`` in seconds bounds each request, its waiting included; ``queue`` the requests that wait, of which long ones take half.
    ``processors``: of the machine; None: those that this process may use.
    """

    def __init__(self, paths: Sequence[Path], *, deadline: float, queue: int, cache: ScanCache, processors: int | None = None) -> None:
        self._turns = Turns(paths, processors or len(os.sched_getaffinity(0)))
        self._deadline = deadline
        self._queue = queue
        self._cache = cache
        self._pending = 0
        self._long: list[int] = []

    @property
    def pending(self) -> int:
        """Requests that wait for detection now."""
        return self._pending

    async def __call__(self, texts: Sequence[str]) -> list[Scan]:
        """One scan per text, in order. Never raises for a text it could not scan."""
        edition = self._cache.edition()
        scans = [self._cache.get(text, edition) for text in texts]
        missing = [index for index, scan in enumerate(scans) if scan is None]
        if missing:
            for index, fresh in zip(missing, await self._scan([texts[index] for index in missing]), strict=True):
                scans[index] = fresh
                if not isinstance(fresh, Unscanned):
                    self._cache.put(texts[index], fresh, edition)
        return [scan if scan is not None else Unscanned("missing") for scan in scans]

    async def _scan(self, texts: Sequence[str]) -> list[Scan]:
        """In batches; a batch that failed makes its own texts unscanned, and what was scanned before the deadline stays."""
        size = sum(size_of(text) for text in texts)
        if not self._admits(size):
            return [Unscanned("queue_full")] * len(texts)
        scans: list[Scan] = [Unscanned("deadline")] * len(texts)
        share = self._share()

        async def fill(batch: range) -> None:
            part = [texts[index] for index in batch]
            scans[batch.start : batch.stop] = await self._batch(share, part)

        with self._counted(size), suppress(TimeoutError):
            async with asyncio.timeout_at(share.until), asyncio.TaskGroup() as group:
                for batch in batches(texts):
                    group.create_task(fill(batch))
        return scans

    async def _batch(self, share: Share, texts: list[str]) -> Sequence[Scan]:
        answer = await self._answer(share, sum(size_of(text) for text in texts), {"texts": texts})
        if isinstance(answer, Unscanned):
            return [answer] * len(texts)
        try:
            scans = [scan_from_json(value) for value in answer["scans"]]
        except (KeyError, TypeError):
            scans = []
        return scans if len(scans) == len(texts) else [Unscanned("broken_answer")] * len(texts)

    async def ask(self, message: dict[str, Any]) -> dict[str, Any] | Unscanned:
        """One message, undivided, and its answer."""
        size = message_size(message)
        if not self._admits(size):
            return Unscanned("queue_full")
        share = self._share()
        with self._counted(size):
            try:
                async with asyncio.timeout_at(share.until):
                    return await self._answer(share, size, message)
            except TimeoutError:
                return Unscanned("deadline")

    async def _answer(self, share: Share, size: int, message: dict[str, Any]) -> dict[str, Any] | Unscanned:
        try:
            for _ in range(ATTEMPTS):
                with suppress(DetectionGone):
                    return await self._turns.ask(share, size, message)
        except (ValueError, RecursionError):  # no frame can carry it: too long or too deep
            return Unscanned("too_long")
        return Unscanned("process_gone")

    def _share(self) -> Share:
        return Share(asyncio.get_running_loop().time() + self._deadline)

    def _admits(self, size: int) -> bool:
        """Long requests fill neither the whole queue nor memory: short ones always find a place beside them."""
        if self._pending >= self._queue:
            return False
        if size <= BATCH_CHARACTERS or not self._long:
            return True
        return len(self._long) < self._queue // 2 and sum(self._long) + size <= WAITING_CHARACTERS

    @contextmanager
    def _counted(self, size: int) -> Iterator[None]:
        self._pending += 1
        if size > BATCH_CHARACTERS:
            self._long.append(size)
        try:
            yield
        finally:
            self._pending -= 1
            if size > BATCH_CHARACTERS:
                self._long.remove(size)

    async def close(self) -> None:
        """Closes the connections."""
        await self._turns.close()
