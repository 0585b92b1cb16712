"""What routers share."""

from __future__ import annotations

import asyncio
import threading

from gateway.console.context import off_loop


def test_blocking_ports_run_in_a_thread() -> None:
    """The event loop never waits for a database or a file; arguments and the answer pass through."""

    def where(number: int, *, plus: int) -> tuple[int, bool]:
        return number + plus, threading.current_thread() is threading.main_thread()

    assert asyncio.run(off_loop(where, 1, plus=2)) == (3, False)
