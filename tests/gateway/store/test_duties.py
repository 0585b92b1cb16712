"""Duties beside one another."""

from __future__ import annotations

import threading

from gateway.store.duties import Duty, run
from gateway.store.errors import StoreUnavailable


def until(condition, stop):
    for _ in range(6000):
        if condition():
            break
        stop.wait(0.01)


def test_each_goes_on_by_itself():
    """One that fails is tried again and told; one that hangs delays no other; all end."""
    stop, hang = threading.Event(), threading.Event()
    done, failed = [], []

    def breaks():
        raise ValueError("tajné")

    def away():
        if len(failed) < 3:
            raise StoreUnavailable("away")
        done.append("away")
        return False

    def works():
        done.append("works")
        return len(done) % 2 == 0

    duties = [
        Duty("breaks", breaks, 0.01),
        Duty("away", away, 0.01),
        Duty("works", works, 0.01),
        Duty("hangs", lambda: hang.wait(100), 0.01),
    ]
    threads = run(duties, stop, failed.append)
    until(lambda: "away" in done and done.count("works") > 3 and failed.count("breaks") > 1, stop)
    stop.set()
    hang.set()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    assert {"away", "works"} <= set(done)
    assert {"breaks", "away"} <= set(failed)
