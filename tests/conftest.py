"""For every test: hypothesis measures no time, because these machines' timings say nothing about the code, and draws the same examples in
every run: what it finds is found by whoever changed the code, not by chance in somebody else's run. Workers of xdist look for free ports in parts of
the range of their own: a port is free until it is listened on, a moment after it was found.

``--hypothesis-profile=search`` draws anew each time, for whoever looks for what nobody thought of.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from gateway import free_ports

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("search", UNTIMED)
settings.register_profile("celnice", UNTIMED, derandomize=True, database=None)
settings.load_profile("celnice")


def own_part_of_the_ports(worker: int, workers: int) -> None:
    """Lets this process find free ports in one of so many equal parts of the range."""
    lowest, highest = free_ports.LOWEST_PORT, free_ports._first_of_connections()
    size = (highest - lowest) // workers
    free_ports.LOWEST_PORT = lowest + worker * size
    free_ports._first_of_connections = lambda: lowest + (worker + 1) * size


if "PYTEST_XDIST_WORKER" in os.environ:
    own_part_of_the_ports(int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw")), int(os.environ["PYTEST_XDIST_WORKER_COUNT"]))
