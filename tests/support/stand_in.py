"""A recording stand-in provider for tests, and what tests ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gateway.demo import processes
from gateway.demo.processes import StandInProcess


class Provider:
    """The stand-in as tests see it."""

    def __init__(self, process: StandInProcess) -> None:
        self._process = process
        self.port = process.port
        self.ca = process.ca

    def reset(self) -> None:
        """Forgets what came; closes gates; shows its good certificate."""
        self._process.control("POST", "/reset")

    def connections(self) -> int:
        """TCP connections that were opened to it, whatever came of them."""
        return int(self._process.control("GET", "/counts")["connections"])

    def untouched(self) -> bool:
        """Whether nobody even connected, and no first byte of a request came on an older connection."""
        counts = self._process.control("GET", "/counts")
        return bool(counts["connections"] == counts["begun"] == counts["requests"] == 0)

    def requests(self) -> list[dict[str, object]]:
        """The requests that came whole; see :mod:`gateway.demo.control`."""
        return list(self._process.control("GET", "/requests"))

    def found(self, *values: str) -> list[str]:
        """Those values that reached it in any form."""
        return list(self._process.control("POST", "/search", {"values": list(values)})["found"])

    def release(self) -> None:
        """Lets one waiting reply go on."""
        self._process.control("POST", "/release")

    def show(self, mode: str) -> None:
        """Changes its certificate: good, untrusted, wrong-host."""
        self._process.control("POST", "/certificate", {"mode": mode})


@contextmanager
def provider(folder: Path) -> Iterator[Provider]:
    """Runs a stand-in in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with processes.stand_in(folder) as process:
        yield Provider(process)
