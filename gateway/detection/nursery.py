"""The detection processes: where they listen, and how they are forked from one that has the detectors loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gateway import nursery
from gateway.detection.worker import Analyzer, Ask, run
from gateway.nursery import Hooks

__all__ = ["Hooks", "Work", "serve", "socket_path"]


def socket_path(folder: Path, number: int) -> Path:
    """Where the n-th detection process listens."""
    return folder / f"detection-{number}.sock"


@dataclass(frozen=True, slots=True)
class Work:
    """What a detection process does, loaded before the first fork."""

    analyzer: Analyzer
    ask: Ask
    deadline: float


def serve(folder: Path, processes: int, work: Work, hooks: Hooks) -> None:
    """Forks ``processes`` detection processes and replaces those that end, until SIGTERM or SIGINT."""
    listeners = [nursery.listen(socket_path(folder, number)) for number in range(processes)]
    nursery.serve(listeners, lambda listener: run(listener, work.analyzer, work.ask, work.deadline), hooks)
