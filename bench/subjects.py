"""What is measured: the provider itself, bare mitmproxy, and the gateway, each a process of its own on loopback."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gateway.demo import processes
from gateway.demo.processes import Ports, clean_environment
from gateway.free_ports import free_ports

HOST = "api.openai.com"
START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Subject:
    """How the load client reaches the provider."""

    name: str
    port: int
    connect: str | None
    server_name: str
    ca: Path
    process: int
    """Its process id, for its memory."""


class Load:
    """The load client's process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def measure(
        self,
        subject: Subject,
        *,
        concurrency: int,
        seconds: float,
        length: int,
        fresh: bool = False,
        stream: bool = False,
        planted: bool = False,
    ) -> Any:
        """One measurement; see :mod:`bench.load`. ``planted``: a made-up person's number, refused unless the tool pseudonymises."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        task = {
            "port": subject.port, "connect": subject.connect, "name": subject.server_name, "ca": str(subject.ca),
            "concurrency": concurrency, "seconds": seconds, "length": length, "fresh": fresh, "stream": stream,
            "planted": planted, "status": 403 if planted and subject.name == "gateway" else 200,
        }  # fmt: skip
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the load client ended while measuring {subject.name}")
        result = json.loads(line)
        if result["errors"]:
            raise RuntimeError(f"{subject.name}: {result['errors']} connections got another answer than the provider's")
        return result


@contextmanager
def load() -> Iterator[Load]:
    """Starts the load client."""
    command = [sys.executable, "-m", "bench.load"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        yield Load(process)


@contextmanager
def provider(folder: Path) -> Iterator[Subject]:
    """The provider, reached directly."""
    folder.mkdir()
    with _running([sys.executable, "-m", "bench.upstream", str(folder)], folder, (folder / "port").exists) as process:
        port = int((folder / "port").read_text(encoding="ascii"))
        yield Subject("direct", port, None, HOST, folder / "ca.pem", process.pid)


@contextmanager
def mitmproxy(folder: Path, upstream: Subject) -> Iterator[Subject]:
    """``mitmdump -q`` as it is installed, trusting the provider's CA."""
    folder.mkdir()
    (port,) = free_ports(1)
    command = [
        str(Path(sys.executable).parent / "mitmdump"), "-q", "--listen-host", "127.0.0.1", "--listen-port", str(port),
        "--set", f"confdir={folder}", "--set", f"ssl_verify_upstream_trusted_ca={upstream.ca}",
    ]  # fmt: skip
    with _running(command, folder, lambda: _listens(port)) as process:
        ca = folder / "mitmproxy-ca-cert.pem"
        yield Subject("mitmproxy, bare", port, f"localhost:{upstream.port}", "localhost", ca, process.pid)


@contextmanager
def gateway(folder: Path, upstream: Subject, workers: int, max_request_bytes: int | None = None, more: str = "") -> Iterator[Subject]:
    """``celnice run``."""
    folder.mkdir()
    ports = Ports(*free_ports(3))
    text = processes.configuration(ports, upstream.port, upstream.ca, workers, more)
    if max_request_bytes is not None:
        text = text.replace("[proxy]\n", f"[proxy]\nmax_request_bytes = {max_request_bytes}\n")
    (folder / "celnice.toml").write_text(text, encoding="utf-8")
    with processes.gateway(folder, ports) as process:
        yield Subject("gateway", ports.proxy, f"{HOST}:443", HOST, folder / "data" / "ca" / "ca.pem", process.pid)


def descendants(pid: int) -> list[int]:
    """A process and all below it."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    family = [pid]
    for each in family:
        family.extend(parents.get(each, ()))
    return family


def memory(pid: int) -> dict[int, int]:
    """Resident bytes, shared pages counted in part (PSS), of a process and its descendants."""
    found = {}
    for each in descendants(pid):
        with suppress(OSError):
            lines = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii").splitlines()
            found[each] = 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return found


@contextmanager
def _running(command: list[str], folder: Path, ready: Callable[[], bool]) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=clean_environment())
        try:
            until = time.monotonic() + START_SECONDS
            while not ready():
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"{Path(command[0]).name} did not start")
                time.sleep(0.05)
            yield process
        finally:
            process.terminate()
            process.wait()


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
