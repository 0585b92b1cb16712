"""One stage of one request: named for the boundary while it runs, measured when it ends, also by an exception."""

from __future__ import annotations

import time
from types import TracebackType

from gateway.proxy.outcome import Progress
from gateway.proxy.ports import Meter


class Stage:
    """A context manager; a class of its own, because a generator costs three times as much and every request has four of them."""

    __slots__ = ("_meter", "_name", "_progress", "_start")

    def __init__(self, meter: Meter, progress: Progress, name: str) -> None:
        self._meter, self._progress, self._name = meter, progress, name
        self._start = 0.0

    def __enter__(self) -> None:
        self._progress.stage = self._name
        self._start = time.perf_counter()

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _traceback: TracebackType | None) -> None:
        self._meter.stage(self._name, time.perf_counter() - self._start)
