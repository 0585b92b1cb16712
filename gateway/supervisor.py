"""Starts the processes of a node, restarts those that die, and stops them in order.

Children are sessions of their own, so a Ctrl-C reaches the supervisor alone; they die with it however it ends.

SIGHUP renews them: new processes start beside the old ones, share their listening sockets, and when they serve, the old ones take no new
connection and end when their last answer has. SIGTERM ends the node the same way, in bounded time; SIGINT, or a second SIGTERM, at once.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
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

MOST_OLD = 3
"""Renewals whose old processes may still be finishing; each takes the memory of a whole node."""

HEALTHY_SECONDS = 60.0
POLL_SECONDS = 0.2
FILE_POLL_SECONDS = 0.02


class Renewal(Enum):
    """How a part is renewed at SIGHUP."""

    DRAIN = "drain"  # the old one finishes what is under way (SIGUSR1)
    OVERLAP = "overlap"  # the old one is stopped when nobody needs it any more
    ALONE = "alone"  # the old one must have ended before the new one starts
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Part:
    """One process to run: its name in logs, and its command line."""

    name: str
    command: tuple[str, ...]
    stops: int = 0
    """Parts with a lower number are stopped first: who takes requests goes before who serves them."""
    ready_file: Path | None = None
    """A part that does not speak our start protocol serves when this file is there; the parts after it wait for that."""
    renewal: Renewal = Renewal.OVERLAP
    inherits: tuple[int, ...] = ()
    """Descriptors."""
    environment: tuple[tuple[str, str], ...] = ()
    """Variables of its own."""


@dataclass(slots=True)
class _Child:
    part: Part
    process: subprocess.Popen[bytes]
    ready: int
    started: float = field(default_factory=time.monotonic)
    failures: int = 0
    due: float = 0.0


type Undo = Callable[[], None]


def _nothing() -> Undo | None:
    return None


class StartFailed(Exception):  # an outcome of starting
    """A part ended before it served. ``code`` is its exit code; it has said on standard error why."""

    def __init__(self, name: str, code: int) -> None:
        super().__init__(f"{name} did not start")
        self.name = name
        self.code = code


class Supervisor:
    """Keeps the parts of a node running."""

    def __init__(
        self, parts: Sequence[Part], environment: dict[str, str], died: Callable[[int], None], prepare: Callable[[], Undo | None] = _nothing
    ) -> None:
        """``prepare`` is asked at SIGHUP: None leaves everything as it is, else it says how to take back what it did."""
        self._prepare = prepare
        self._asked = False
        self._old: list[list[_Child]] = []
        self._parts = parts
        self._environment = environment
        self._died = died
        self._children: list[_Child] = []
        self._ending = self._hurried = False
        self._look: Callable[[], object] = _nothing

    def start(self, look: Callable[[], object] = _nothing) -> None:
        """Starts all parts and waits until each serves. Raises StartFailed; then nothing is left running. ``look`` as in :meth:`run`."""
        self._look = look
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, self._end)
        signal.signal(signal.SIGHUP, self._renewal_asked)
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

    def _end(self, number: int = signal.SIGTERM, *_: object) -> None:
        self._hurried = self._ending or number == signal.SIGINT  # somebody at a terminal does not wait
        self._ending = True

    def _renewal_asked(self, *_: object) -> None:
        self._asked = True

    def _spawn(self, part: Part) -> _Child:
        reader, writer = os.pipe()
        try:
            process = subprocess.Popen(  # noqa: S603  # our own interpreter and modules
                part.command,
                env={**self._environment, **dict(part.environment), READY_VARIABLE: str(writer)},
                pass_fds=(writer, *part.inherits),
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
            self._look()
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

    def run(self, look: Callable[[], object] = _nothing) -> None:
        """Watches the parts until SIGTERM or SIGINT. ``look`` looks, in every round, for settings that take effect without a renewal."""
        self._look = look
        while not self._ending:
            time.sleep(POLL_SECONDS)
            notify.alive()
            look()
            if self._asked:
                self._asked = False
                self._renew()
            self._retire()
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

    def _renew(self) -> None:
        undo = self._prepare()
        if undo is None:
            return
        fresh: dict[int, _Child] = {}
        try:
            # Who takes requests first: if the new settings are no good it is they who say so, and nobody has lost anything yet.
            for index, child in sorted(enumerate(self._children), key=lambda one: one[1].part.stops):
                if child.part.renewal in {Renewal.DRAIN, Renewal.OVERLAP}:
                    fresh[index] = self._spawn(child.part)
                    self._await_ready(fresh[index])
        except StartFailed as failed:
            logger.error("%s did not start anew; the old processes go on", failed.name)  # noqa: TRY400
            undo()
            self._end_all(list(fresh.values()))
            # A new part may have taken the old one's place under its name already: it begins again, as before.
            self._terminate(child for index, child in enumerate(self._children) if index in fresh and child.part.stops)
            return
        self._old.append([self._children[index] for index in fresh])
        self._children = [fresh.get(index, child) for index, child in enumerate(self._children)]
        for child in self._old[-1]:
            if child.part.renewal is Renewal.DRAIN and child.process.poll() is None:
                child.process.send_signal(signal.SIGUSR1)
        self._terminate(child for child in self._old[-1] if child.part.renewal is Renewal.OVERLAP and child.part.stops == 0)
        self._terminate(child for child in self._children if child.part.renewal is Renewal.ALONE)  # run() starts it again
        while len(self._old) > MOST_OLD:
            self._end_all(self._old.pop(0))
        logger.warning("renewed: new processes serve, the old ones finish what is under way")

    def _retire(self) -> None:
        """Looks after processes of before a renewal: who served the draining ones is stopped when they have ended."""
        for generation in list(self._old):
            if all(child.process.poll() is not None for child in generation if child.part.stops == 0):
                self._old.remove(generation)
                self._end_all(generation)
                for child in generation:
                    self._died(child.process.pid)

    @staticmethod
    def _terminate(children: Iterable[_Child]) -> None:
        for child in children:
            if child.process.poll() is None:
                child.process.terminate()

    def _end_all(self, children: Sequence[_Child]) -> None:
        """Stops these, each group together, and ends what does not stop in time."""
        for order in sorted({child.part.stops for child in children}):
            group = [child for child in children if child.part.stops == order]
            self._terminate(group)
            end = time.monotonic() + STOP_SECONDS
            for child in group:
                try:
                    child.process.wait(max(0.1, end - time.monotonic()))
                except subprocess.TimeoutExpired:
                    logger.error("%s did not stop in time and was ended", child.part.name)  # noqa: TRY400  # nothing to trace
                    child.process.kill()
                    child.process.wait()
                os.close(child.ready)

    def finish(self, longest: float) -> None:
        """After :meth:`run`: what is under way goes on, and nothing new is taken, for ``longest`` seconds at most, less at a signal."""
        draining = [child for child in self._children if child.part.renewal is Renewal.DRAIN and child.process.poll() is None]
        draining_before = [child for generation in self._old for child in generation if child.part.renewal is Renewal.DRAIN]
        end = time.monotonic() + longest
        if not self._hurried and longest:
            for child in draining:
                child.process.send_signal(signal.SIGUSR1)
        while not self._hurried and time.monotonic() < end and any(one.process.poll() is None for one in (*draining, *draining_before)):
            notify.alive()
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """Stops all parts, also those that were finishing."""
        self._end_all([*(child for generation in self._old for child in generation), *self._children])
        self._children, self._old = [], []


def signal_ready() -> None:
    """Called by a child that serves now."""
    if descriptor := os.environ.pop(READY_VARIABLE, None):
        os.write(int(descriptor), b"1")
        os.close(int(descriptor))


def python(module: str, *arguments: str) -> tuple[str, ...]:
    """The command line of one of our modules in this interpreter. ``-P``: never from the folder somebody happens to stand in."""
    return (sys.executable, "-P", "-m", module, *arguments)
