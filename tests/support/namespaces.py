"""Network namespaces (ip-netns(8)): threads of the test that stand in another network, and what they start stands there too. Needs root."""

from __future__ import annotations

import os
import secrets
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from support.haproxy import needed

CLONE_NEWNET = 0x40000000


class Place:
    """One namespace. What is asked of it runs in a thread there."""

    def __init__(self, name: str, run: Callable[..., None]) -> None:
        self.name = name
        self._run = run
        self._pool = ThreadPoolExecutor(1, initializer=self._enter)

    def _enter(self) -> None:
        descriptor = os.open(f"/run/netns/{self.name}", os.O_RDONLY)
        try:
            os.setns(descriptor, CLONE_NEWNET)
        finally:
            os.close(descriptor)

    def do[T](self, work: Callable[..., T], *arguments: Any) -> T:
        """The result of something that runs there."""
        return self._pool.submit(work, *arguments).result()

    def ip(self, *arguments: str) -> None:
        """``ip`` in there."""
        self._run("-n", self.name, *arguments)

    def close(self) -> None:
        """Ends its thread."""
        self._pool.shutdown()


@contextmanager
def places(number: int) -> Iterator[Sequence[Place]]:
    """So many namespaces with their loopback up; gone after the test."""
    program = needed("ip", "iproute2")

    def run(*arguments: str) -> None:
        subprocess.run([program, *arguments], check=True, capture_output=True, timeout=30)

    names = [f"celnice-{secrets.token_hex(3)}" for _ in range(number)]
    made: list[Place] = []
    try:
        for name in names:
            try:
                run("netns", "add", name)
            except subprocess.CalledProcessError:
                if os.environ.get("CI") == "true":
                    pytest.fail("a network namespace needs root")
                pytest.skip("a network namespace needs root")
            made.append(Place(name, run))
            made[-1].ip("link", "set", "lo", "up")
        yield made
    finally:
        for one in made:
            one.close()
            run("netns", "del", one.name)


def joined(one: Place, two: Place, device: str, address: Sequence[str], other: Sequence[str]) -> None:
    """A cable between two places: ``device`` in the first with these addresses, ``eth0`` in the second, whose way out is the first."""
    one.ip("link", "add", device, "type", "veth", "peer", "name", "eth0", "netns", two.name)
    for place, name, addresses in ((one, device, address), (two, "eth0", other)):
        for each in addresses:
            place.ip("address", "add", each, "dev", name, *(["nodad"] if ":" in each else []))
        place.ip("link", "set", name, "up")
    for each in address:
        two.ip(*(["-6"] if ":" in each else []), "route", "add", "default", "via", each.partition("/")[0])
