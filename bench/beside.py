"""A small request beside long ones: its p99 while 20,000-character prompts are scanned, to idle; and what the processes that scan take."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.report import Target
from bench.subjects import Load, Subject, load, memory

LONG = 20_000
SMALL = 200
AT_ONCE = 2
"""Long prompts under way at the same time, never the same one twice."""

SCANNING = ("proxy", "detection")


@dataclass(frozen=True, slots=True)
class Beside:
    """Milliseconds, p99, medians of the rounds."""

    idle: float
    busy: float

    def line(self) -> str:
        """One line of the report."""
        return f"A {SMALL}-character request, p99: {self.idle:.1f} ms idle, {self.busy:.1f} ms while {LONG:,}-character prompts are scanned"

    def target(self) -> Target:
        """A long document delays nobody else."""
        name = f"p99 of a small request while {LONG:,}-character prompts are scanned, to idle"
        return Target(name, self.busy / self.idle, 2.0, at_least=False, goal=1.3)


@dataclass(frozen=True, slots=True)
class Shares:
    """Bytes of all processes of a node, and of those that scan; shared pages counted in part (PSS)."""

    whole: int
    scanning: int
    processes: int

    def line(self) -> str:
        """One line of the report."""
        return (
            f"Memory of the gateway's {self.processes} processes, shared pages counted once: {self.whole / 1e6:.0f} MB; "
            f"of it the proxy and all detection processes {self.scanning / 1e6:.0f} MB"
        )

    def target(self) -> Target:
        """The target speaks of one detection process; all of them are counted, so this is rather too much."""
        name = "memory of the proxy and its detection processes"
        return Target(name, self.scanning / 1e6, 450, at_least=False, unit="MB", goal=300)


def measure(client: Load, gate: Subject, rounds: int, seconds: float) -> Beside:
    """Idle and busy in turn."""
    small: dict[str, Any] = {"concurrency": 1, "length": SMALL}
    idle: list[float] = []
    busy: list[float] = []
    with load() as other:
        for _ in range(rounds):
            idle.append(client.measure(gate, seconds=seconds, **small)["p99"])
            # Longer at both ends, so that the small ones never have the gateway to themselves.
            long = {"concurrency": AT_ONCE, "seconds": seconds + 2, "length": LONG, "fresh": True}
            under_way = threading.Thread(target=lambda long=long: other.measure(gate, **long))
            under_way.start()
            client.measure(gate, seconds=0.5, **small)
            busy.append(client.measure(gate, seconds=seconds, **small)["p99"])
            under_way.join()
    return Beside(median(idle), median(busy))


def shares(pid: int) -> Shares:
    """Of a running node."""
    found = memory(pid)
    scanning = sum(size for each, size in found.items() if _part(each) in SCANNING)
    return Shares(sum(found.values()), scanning, len(found))


def _part(pid: int) -> str:
    """``proxy``, ``detection`` …: the argument after ``gateway.main``; empty for the supervisor and for one that has ended."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return ""
    return words[words.index("gateway.main") + 1] if "gateway.main" in words else ""
