"""Starts the processes of a node, restarts those that die, and stops them in order.

Children are sessions of their own, so a Ctrl-C reaches the supervisor alone; they die with it however it ends.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gateway import notify

logger = logging.getLogger(__name__)

READY_VARIABLE = "CELNICE_READY_FD"
"""A child writes one byte to this descriptor when it serves."""

START_SECONDS = 60.0
"""A first start on a slow machine compiles and loads; longer means it hangs."""

STOP_SECONDS = 8.0
BACKOFF_SECONDS = (0.1, 0.5, 2.0, 10.0)
"""Pauses between restarts of one process; the last repeats. A minute of health starts over."""

HEALTHY_SECONDS = 60.0
POLL_SECONDS = 0.2
FILE_POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Part:
    """One process to run: its name in logs, and its command line."""

    name: str
    command: tuple[str, ...]
    stops: int = 0
    """Parts with a lower number are stopped first: who takes requests goes before who serves them."""
    ready_file: Path | None = None
    """A part that does not speak our start protocol serves when this file is there; the parts after it wait for that."""


@dataclass(slots=True)
class _Child:
    part: Part
    process: subprocess.Popen[bytes]
    ready: int
    started: float = field(default_factory=time.monotonic)
    failures: int = 0
    due: float = 0.0


class StartFailed(Exception):  # an outcome of starting
    """A part ended before it served. ``code`` is its exit code; it has said on standard error why."""

    def __init__(self, name: str, code: int) -> None:
        super().__init__(f"{name} did not start")
        self.name = name
        self.code = code


class Supervisor:
    """Keeps the parts of a node running."""

    def __init__(self, parts: Sequence[Part], environment: dict[str, str], died: Callable[[int], None]) -> None:
        self._parts = parts
        self._environment = environment
        self._died = died
        self._children: list[_Child] = []
        self._ending = False

    def start(self) -> None:
        """Starts all parts and waits until each serves. Raises StartFailed; then nothing is left running."""
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, self._end)
        try:
            for part in self._parts:
                child = self._spawn(part)
                self._children.append(child)
                if part.ready_file:
                    self._await_file(child, part.ready_file)
            for child in self._children:
                if not child.part.ready_file:
                    self._await_ready(child)
        except StartFailed:
            self.stop()
            raise

    def _end(self, *_: object) -> None:
        self._ending = True

    def _spawn(self, part: Part) -> _Child:
        reader, writer = os.pipe()
        try:
            process = subprocess.Popen(  # noqa: S603  # our own interpreter and modules
                part.command,
                env={**self._environment, READY_VARIABLE: str(writer)},
                pass_fds=(writer,),
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        finally:
            os.close(writer)
        return _Child(part, process, reader)

    def _await_ready(self, child: _Child) -> None:
        end = time.monotonic() + START_SECONDS
        while not self._ending and time.monotonic() < end:
            notify.alive()
            if select.select([child.ready], [], [], POLL_SECONDS)[0]:
                if os.read(child.ready, 1):
                    return
                break  # closed without a word: it ended
        if self._ending:
            raise StartFailed(child.part.name, 130)
        try:
            code = child.process.wait(1)
        except subprocess.TimeoutExpired:
            code = 1
        raise StartFailed(child.part.name, code)

    def _await_file(self, child: _Child, file: Path) -> None:
        end = time.monotonic() + START_SECONDS
        while not file.exists():
            if self._ending or time.monotonic() > end or child.process.poll() is not None:
                raise StartFailed(child.part.name, 130 if self._ending else child.process.returncode or 1)
            time.sleep(FILE_POLL_SECONDS)

    def run(self) -> None:
        """Watches the parts until SIGTERM or SIGINT."""
        while not self._ending:
            time.sleep(POLL_SECONDS)
            notify.alive()
            for index, child in enumerate(self._children):
                if child.process.poll() is None:
                    continue
                now = time.monotonic()
                if not child.due:
                    failures = 0 if now - child.started > HEALTHY_SECONDS else child.failures
                    pause = BACKOFF_SECONDS[min(failures, len(BACKOFF_SECONDS) - 1)]
                    child.failures, child.due = failures + 1, now + pause
                    self._died(child.process.pid)
                    logger.error("%s ended with %s; restarting in %.1f s", child.part.name, child.process.returncode, pause)
                elif now >= child.due:
                    os.close(child.ready)
                    fresh = self._spawn(child.part)
                    fresh.failures = child.failures
                    self._children[index] = fresh

    def stop(self) -> None:
        """Stops the parts, each group together, and ends what does not stop in time."""
        for order in sorted({child.part.stops for child in self._children}):
            group = [child for child in self._children if child.part.stops == order]
            for child in group:
                if child.process.poll() is None:
                    child.process.terminate()
            end = time.monotonic() + STOP_SECONDS
            for child in group:
                try:
                    child.process.wait(max(0.1, end - time.monotonic()))
                except subprocess.TimeoutExpired:
                    logger.error("%s did not stop in time and was ended", child.part.name)  # noqa: TRY400  # nothing to trace
                    child.process.kill()
                    child.process.wait()
                os.close(child.ready)
        self._children = []


def signal_ready() -> None:
    """Called by a child that serves now."""
    if descriptor := os.environ.pop(READY_VARIABLE, None):
        os.write(int(descriptor), b"1")
        os.close(int(descriptor))


def python(module: str, *arguments: str) -> tuple[str, ...]:
    """The command line of one of our modules in this interpreter. ``-P``: never from the folder somebody happens to stand in."""
    return (sys.executable, "-P", "-m", module, *arguments)
