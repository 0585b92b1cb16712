"""SIGTERM: a node finishes what is under way, in bounded time; and with sockets of systemd nobody is refused while it restarts."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.demo import processes
from gateway.demo.outcome import streamed
from gateway.demo.processes import Ports, ask
from gateway.demo.replies import TEXT
from gateway.free_ports import free_ports
from support.asking import SECONDS, answer, until
from support.deployed import program
from support.gateway_process import gateway
from support.persons import CLEAN
from support.stand_in import Provider

pytestmark = pytest.mark.slow


def refused(port: int) -> bool:
    """Whether nobody listens there any more."""
    try:
        socket.create_connection(("127.0.0.1", port), SECONDS).close()
    except ConnectionRefusedError:
        return True
    return False


def test_a_stream_under_way_ends_whole(shared_provider: Provider, tmp_path: Path) -> None:
    """New connections are refused at once and the console says that the node is not ready; the answer comes to its end, then the node."""
    shared_provider.reset()
    with gateway(tmp_path, shared_provider, workers=2, proxy=f"stop_seconds = {int(SECONDS) * 5}\n") as house:
        with answer(house.ports.proxy, house.ca, CLEAN, stream=True, model="gated") as stream:
            first = stream.read1(64)
            house.process.send_signal(signal.SIGTERM)
            until(lambda: refused(house.ports.proxy), "the ports' end")
            until(lambda: ask(house.ports.console, "GET", "/readyz")[0] == 503, "not being ready")
            assert house.process.poll() is None
            shared_provider.release()
            assert streamed(first + stream.read(), "openai") == TEXT
        assert house.process.wait(SECONDS) == 0


@pytest.mark.parametrize(("seconds", "again", "reason"), [(1, False, "its time is over"), (3600, True, "a second signal")])
def test_a_stream_that_does_not_end(shared_provider: Provider, tmp_path: Path, seconds: int, again: bool, reason: str) -> None:
    """The node ends all the same: after its time, or at once when it is told twice."""
    shared_provider.reset()
    with (
        gateway(tmp_path, shared_provider, proxy=f"stop_seconds = {seconds}\n") as house,
        answer(house.ports.proxy, house.ca, CLEAN, stream=True, model="gated") as stream,
    ):
        stream.read1(64)
        house.process.send_signal(signal.SIGTERM)
        if again:
            until(lambda: refused(house.ports.proxy), "the first signal's work")
            house.process.send_signal(signal.SIGTERM)
        assert house.process.wait(SECONDS) == 0, reason
        with pytest.raises((http.client.HTTPException, OSError)):
            stream.read()
    shared_provider.release()


def test_a_restart_behind_sockets_of_systemd(shared_provider: Provider, tmp_path: Path) -> None:
    """systemd's own program holds the ports: the first connection starts the node, and a connection without a node waits for it."""
    shared_provider.reset()
    ports = Ports(*free_ports(3))
    text = processes.configuration(ports, shared_provider.port, shared_provider.ca)
    (tmp_path / "celnice.toml").write_text(text, encoding="utf-8")
    listening = [f"--listen=127.0.0.1:{port}" for port in (ports.console, ports.entrance, ports.proxy)]
    celnice = [sys.executable, "-P", "-m", "gateway.cli", "--config", str(tmp_path / "celnice.toml"), "run"]
    holder = program("systemd-socket-activate", "systemd")
    with (tmp_path / "log").open("wb") as log:
        # It waits for a first connection and then becomes the node: the same process, as under systemd the same sockets.
        node = subprocess.Popen(
            [holder, *listening, *celnice], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            env={**processes.clean_environment(), "PATH": os.environ["PATH"]}, start_new_session=True,
        )  # fmt: skip
        try:
            until(lambda: not refused(ports.proxy), "the ports")
            with socket.create_connection(("127.0.0.1", ports.console), SECONDS) as waiting:
                waiting.settimeout(SECONDS)
                waiting.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                assert waiting.recv(4096).startswith(b"HTTP/1.1 200"), "it came before the node did"
            until(lambda: ask(ports.console, "GET", "/readyz")[0] == 200, "the node")
            with answer(ports.proxy, tmp_path / "data" / "ca" / "ca.pem", CLEAN) as found:
                assert found.status == 200
        finally:
            code = processes.stop(node)
    assert code == 0, (tmp_path / "log").read_text(errors="replace")[-2000:]
