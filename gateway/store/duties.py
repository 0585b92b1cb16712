"""What a node does beside writing events: grouping, feeds, retention, reminders. Each duty is tried again and again, apart from the others.

Duties are safe with any number of nodes: each takes its turn in the store (a cursor that moves once, an advisory lock), and a node that
was not fast enough has done nothing.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gateway.store.errors import StoreUnavailable

logger = logging.getLogger(__name__)

LONGEST_PAUSE = 60.0
"""Seconds after repeated failures; what waits longer is looked at by people anyway."""


@dataclass(frozen=True, slots=True)
class Duty:
    """``work`` does one portion and returns True when there is more to do at once; ``pause`` seconds lie between portions otherwise."""

    name: str
    work: Callable[[], bool] = field(repr=False)
    pause: float = 1.0


def run(duties: Sequence[Duty], stop: threading.Event, failed: Callable[[str], None] = lambda _name: None) -> tuple[threading.Thread, ...]:
    """Starts one thread for each duty: a slow one delays no other. They end soon after ``stop`` is set."""
    threads = tuple(threading.Thread(target=_run, args=(duty, stop, failed), name=f"duty-{duty.name}", daemon=True) for duty in duties)
    for thread in threads:
        thread.start()
    return threads


def _run(duty: Duty, stop: threading.Event, failed: Callable[[str], None]) -> None:
    failures = 0
    while not stop.is_set():
        started = time.monotonic()
        try:
            more = duty.work()
        except StoreUnavailable:
            more, failures = False, failures + 1
        except Exception as error:  # noqa: BLE001  # a duty that breaks must not end the others; its message may quote a row
            logger.error("duty %s failed: %s", duty.name, type(error).__name__)  # noqa: TRY400
            more, failures = False, failures + 1
        else:
            failures = 0
        if failures:
            failed(duty.name)
        if not more:
            pause = duty.pause if not failures else min(duty.pause * 2.0 ** min(failures, 10), LONGEST_PAUSE)
            stop.wait(max(pause - (time.monotonic() - started), 0.01))
