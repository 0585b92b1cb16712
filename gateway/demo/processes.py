"""Starts the stand-in and a gateway of their own on free loopback ports, and ends them again."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gateway.demo.stand_in import CA_FILE, PORTS_FILE

START_SECONDS = 120.0
"""Loading the detectors takes seconds, on a busy machine many; after two minutes it will not start. One that ends is not waited for."""

STOP_SECONDS = 60.0
"""Its parts stop in a few groups one after another, each within seconds of its own; then it is ended."""


class StartError(Exception):
    """A process did not come up. The message says which; its log file says why."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Where a gateway listens."""

    proxy: int
    entrance: int
    console: int


def clean_environment() -> dict[str, str]:
    """The environment without what would bend a gateway or a client: own settings, proxies, trust."""
    bending = ("CELNICE_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_", "OPENAI_", "ANTHROPIC_")
    return {name: value for name, value in os.environ.items() if not name.upper().startswith(bending)}


def ask(port: int, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
    """One plain request to a loopback port."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, None if body is None else json.dumps(body), dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def configuration(
    ports: Ports, stand_in: int, ca: Path, workers: int = 1, more: str = "", approved: Iterable[str] = ("openai", "anthropic")
) -> str:
    """A ``celnice.toml`` whose tools are reached at the stand-in."""
    tools = "".join(
        f'[tools.{tool}]\napproved_by = "demo"\napproved_from = 2026-01-01\napproved_until = 2099-12-31\npin = "127.0.0.1:{stand_in}"\n'
        for tool in approved
    )
    return (
        f'[data]\ndir = "data"\n[proxy]\nport = {ports.proxy}\nworkers = {workers}\nupstream_ca = {json.dumps(str(ca))}\n'
        f"[entrance]\nport = {ports.entrance}\n[console]\nport = {ports.console}\n[demo]\nstand_in = false\n{tools}{more}"
    )


class StandInProcess:
    """A running stand-in and its control port."""

    def __init__(self, folder: Path) -> None:
        found = json.loads((folder / PORTS_FILE).read_text(encoding="ascii"))
        self.port = int(found["port"])
        self.control_port = int(found["control_port"])
        self.ca = folder / CA_FILE

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """Asks the control port; see :mod:`gateway.demo.control`. Raises RuntimeError when it refuses."""
        status, answer = ask(self.control_port, method, path, body)
        if status != 200:
            raise RuntimeError(f"the stand-in's control port answered {status} to {path}")
        return json.loads(answer)


@contextmanager
def stand_in(folder: Path) -> Iterator[StandInProcess]:
    """Runs a recording stand-in."""
    command = [sys.executable, "-P", "-m", "gateway.demo.stand_in", "--port", "0", "--control-port", "0", "--data", str(folder)]
    with _process(command, folder / "stand-in.log") as process:
        _wait(process, (folder / PORTS_FILE).exists, "the stand-in provider")
        yield StandInProcess(folder)


@contextmanager
def gateway(folder: Path, ports: Ports) -> Iterator[subprocess.Popen[bytes]]:
    """Runs ``celnice run`` with ``folder/celnice.toml`` until its console says that it is ready. Its log is ``folder/gateway.log``."""

    def ready() -> bool:
        with contextlib.suppress(OSError, http.client.HTTPException):
            return ask(ports.console, "GET", "/readyz")[0] == 200
        return False

    command = [sys.executable, "-P", "-m", "gateway.cli", "--config", str(folder / "celnice.toml"), "run"]
    with _process(command, folder / "gateway.log") as process:
        _wait(process, ready, "the gateway")
        yield process


@contextmanager
def _process(command: list[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    # A session of its own: a Ctrl-C at the terminal reaches the demo only, which then ends its children in order.
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603  # our own modules
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=clean_environment(), start_new_session=True
        )
        try:
            yield process
        finally:
            stop(process)


def stop(process: subprocess.Popen[bytes]) -> int:
    """Ends a process as Ctrl-C would, harder if it does not end; its exit code."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            return process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def _wait(process: subprocess.Popen[bytes], ready: Any, what: str) -> None:
    until = time.monotonic() + START_SECONDS
    while not ready():
        if process.poll() is not None:
            raise StartError(f"{what} ended at start")
        if time.monotonic() > until:
            raise StartError(f"{what} was not ready within {START_SECONDS:.0f} s")
        time.sleep(0.05)
