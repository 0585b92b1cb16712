"""A real HAProxy with the configuration of deploy/haproxy, before nodes on this machine. Skips where there is none; in CI it fails."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from gateway.demo.processes import Ports
from gateway.free_ports import free_ports

CONFIGURATION = Path(__file__).parents[2] / "deploy" / "haproxy" / "haproxy.cfg"
WAIT = 30.0


def needed(program: str, package: str) -> str:
    """Where a system program is."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin:/usr/local/sbin")
    if found is None:
        reason = f"{program} is not installed: apt install {package}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


class Balancer:
    """A running HAProxy."""

    def __init__(self, port: int, control: Path) -> None:
        self.port = port
        self._control = control

    def ask(self, command: str) -> str:
        """One command of its stats socket."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(WAIT)
            connection.connect(str(self._control))
            connection.sendall(f"{command}\n".encode())
            answer = b""
            while piece := connection.recv(65536):
                answer += piece
        return answer.decode()

    def node_of(self, source: str) -> int:
        """At which node, from 0, a client's address is kept; -1 when it is at none."""
        for line in self.ask("show table proxies").splitlines():
            if f"key=::ffff:{source} " in f"{line} " or f"key={source} " in f"{line} ":
                fields = dict(field.split("=", 1) for field in line.split() if "=" in field)
                return int(fields["server_id"]) - 1
        return -1

    def up(self) -> list[bool]:
        """Which nodes it holds for ready."""
        return [row[17].startswith("UP") for row in self._nodes()]

    def connections(self) -> list[int]:
        """How many connections each node has."""
        return [int(row[4]) for row in self._nodes()]

    def _nodes(self) -> list[list[str]]:
        return [line.split(",") for line in self.ask("show stat").splitlines() if line.startswith("proxies,node")]


@contextmanager
def balancer(nodes: Sequence[Ports]) -> Iterator[Balancer]:
    """Before these three nodes."""
    binary = needed("haproxy", "haproxy")
    proxy, entrance = free_ports(2)
    with tempfile.TemporaryDirectory(prefix="celnice-ha-") as folder:
        control = Path(folder) / "control"
        variables = {"BIND_PROXY": f"127.0.0.1:{proxy}", "BIND_ENTRANCE": f"127.0.0.1:{entrance}", "STATS": str(control)}
        for number, ports in enumerate(nodes, 1):
            variables[f"NODE_{number}"] = "127.0.0.1"
            variables |= {f"PROXY_{number}": str(ports.proxy), f"ENTRANCE_{number}": str(ports.entrance)}
            variables[f"CONSOLE_{number}"] = str(ports.console)
        environment = {**os.environ, **{f"CELNICE_{name}": value for name, value in variables.items()}}
        log = Path(folder) / "log"
        with log.open("wb") as output:
            process = subprocess.Popen([binary, "-db", "-f", str(CONFIGURATION)], env=environment, stdout=output, stderr=output)
        try:
            for _ in range(int(WAIT / 0.1)):
                if process.poll() is not None:
                    pytest.fail(f"HAProxy ended: {log.read_text(errors='replace')[-2000:]}")
                with suppress(OSError), socket.create_connection(("127.0.0.1", proxy), 1):
                    break
                time.sleep(0.1)
            yield Balancer(proxy, control)
        finally:
            process.terminate()
            process.wait(WAIT)
