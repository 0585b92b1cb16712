"""The process that imports and loads the detectors once and forks detection processes from there.

A replacement is ready in milliseconds instead of seconds. The nursery itself handles no text and starts no thread before it forks.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gateway.detection.worker import Analyzer, Ask, run
from gateway.lifeline import die_with_parent

RESTART_PAUSE_SECONDS = 0.05
"""Between the end of one process and the fork of the next: a text that kills every process must not spin the machine."""

BACKLOG = 128


def socket_path(folder: Path, number: int) -> Path:
    """Where the n-th detection process listens."""
    return folder / f"detection-{number}.sock"


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the nursery tells its shell: ``ready`` once, ``forked`` inside each new process, ``died`` with the process id of one, and
    ``idle`` some twenty times a second, when what is loaded may be brought up to date for the next fork.
    """

    ready: Callable[[], None]
    forked: Callable[[], None] = lambda: None
    died: Callable[[int], None] = lambda _pid: None
    idle: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Work:
    """What a detection process does, loaded before the first fork."""

    analyzer: Analyzer
    ask: Ask
    deadline: float


def serve(folder: Path, processes: int, work: Work, hooks: Hooks) -> None:
    """Forks ``processes`` detection processes and replaces those that end, until SIGTERM or SIGINT."""
    # The sockets belong to the nursery and outlive its children: a caller that connects meanwhile waits in the backlog.
    listeners = [_listen(socket_path(folder, number)) for number in range(processes)]
    gc.collect()
    gc.freeze()  # what is loaded stays shared between the processes
    ending = False

    def end(*_: object) -> None:
        nonlocal ending
        ending = True

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    children = {_fork(listener, work, hooks): listener for listener in listeners}
    hooks.ready()
    while not ending:
        try:
            pid, _status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            pid = 0
        if pid and pid in children:
            time.sleep(RESTART_PAUSE_SECONDS)
            listener = children.pop(pid)
            hooks.died(pid)
            children[_fork(listener, work, hooks)] = listener
        elif not pid:
            time.sleep(RESTART_PAUSE_SECONDS)
            hooks.idle()
    for pid in children:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    for pid in children:
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)


def _listen(path: Path) -> socket.socket:
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    listener.listen(BACKLOG)
    listener.setblocking(False)
    return listener


def _fork(listener: socket.socket, work: Work, hooks: Hooks) -> int:
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    try:
        die_with_parent(parent)
        hooks.forked()
        run(listener, work.analyzer, work.ask, work.deadline)
    finally:
        os._exit(1)
