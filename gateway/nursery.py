"""A process that imports and loads everything once and forks workers from there, one for each listener it is given.

A replacement is ready in milliseconds instead of seconds. The nursery itself handles no text and starts no thread before it forks.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gateway.lifeline import die_with_parent

RESTART_PAUSE_SECONDS = 0.05
"""Between the end of one process and the fork of the next: a text that kills every process must not spin the machine."""

BACKLOG = 128

_ORDERS = frozenset({signal.SIGTERM, signal.SIGINT})

type Worker = Callable[[socket.socket], None]
"""Serves a listening socket until the process is told to end."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the nursery tells its shell: ``ready`` once, ``forked`` inside each new process, ``died`` with the process id of one, and
    ``idle`` some twenty times a second, when what is loaded may be brought up to date for the next fork.
    """

    ready: Callable[[], None]
    forked: Callable[[], None] = lambda: None
    died: Callable[[int], None] = lambda _pid: None
    idle: Callable[[], None] = lambda: None


def listen(path: Path) -> socket.socket:
    """A listening socket there. What lay there before, from a nursery that is gone, is removed."""
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    listener.listen(BACKLOG)
    listener.setblocking(False)
    return listener


def serve(listeners: Sequence[socket.socket], worker: Worker, hooks: Hooks) -> None:
    """Forks one process for each listener (one listener may stand there several times) and replaces those that end, until SIGTERM or
    SIGINT. The sockets belong to the nursery and outlive its children: a caller that connects meanwhile waits in the backlog.
    """
    gc.collect()
    gc.freeze()  # what is loaded stays shared between the processes
    ending = False

    def end(*_: object) -> None:
        nonlocal ending
        ending = True

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    children = {_fork(listener, worker, hooks): listener for listener in listeners}
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
            children[_fork(listener, worker, hooks)] = listener
        elif not pid:
            time.sleep(RESTART_PAUSE_SECONDS)
            hooks.idle()
    for pid in children:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    for pid in children:
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)


def _fork(listener: socket.socket, worker: Worker, hooks: Hooks) -> int:
    parent = os.getpid()
    # An order to end that arrives before the child has its own handlers would be lost in it: it waits until then.
    signal.pthread_sigmask(signal.SIG_BLOCK, _ORDERS)
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ORDERS)
        return pid
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ORDERS)
        die_with_parent(parent)
        hooks.forked()
        worker(listener)
    finally:
        os._exit(1)
