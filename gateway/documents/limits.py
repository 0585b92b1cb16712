"""What one process that reads one file may use. A document may be made to exhaust anything, so each thing has its bound."""

from __future__ import annotations

import math
import os
import resource
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

OPEN_FILES = 64
"""Of one process: its connection, pipes to the text recognition, and what libraries open."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Per file. ``deadline`` in seconds of wall clock, which bounds processor time too; ``memory`` and ``size`` in bytes."""

    deadline: float
    memory: int
    size: int
    threads: int = 1
    """Processors that may work for one file at once: the bound on processor time counts them all."""


def confine(limits: Limits) -> None:
    """Confines this process for good: ``memory`` more than it has now, no file written, no core dumped, and the first to go when the
    machine runs out of memory.
    """
    has = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    for kind, most in (
        (resource.RLIMIT_AS, has + limits.memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))
    seconds = math.ceil(limits.deadline) * limits.threads
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    signal.setitimer(signal.ITIMER_REAL, limits.deadline)  # SIGALRM is not caught: it ends the process
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def without_network() -> None:
    """Leaves the machine's network, where the kernel lets an ordinary process do so; readers have no use for it anyway."""
    for flags in (os.CLONE_NEWNET, os.CLONE_NEWUSER | os.CLONE_NEWNET):
        try:
            os.unshare(flags)
        except OSError:
            continue
        return
