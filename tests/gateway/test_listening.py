"""The listening sockets of a node: held by the supervisor, inherited by processes."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from gateway import listening
from gateway.errors import UserError
from gateway.free_ports import free_ports
from gateway.settings import Settings


def settings(folder: Path, **more: object) -> Settings:
    one, two, three = free_ports(3)
    ports = {"proxy": {"port": one}, "entrance": {"port": two}, "console": {"port": three}}
    return Settings.model_validate({"data": {"dir": folder}, **ports, **more})


def test_a_connection_waits_for_a_process(tmp_path: Path) -> None:
    """While no process accepts, a client is not refused: it waits in the queue, and nobody else can take the port."""
    given = settings(tmp_path)
    sockets = listening.listen_all(given)
    try:
        with socket.create_connection(("127.0.0.1", given.proxy.port), 5):
            pass
        with pytest.raises(UserError, match=r"proxy\.port: 127\.0\.0\.1:\d+ cannot be had"):
            listening.listen_all(given)
        with socket.socket() as thief, pytest.raises(OSError):
            thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            thief.bind(("127.0.0.1", given.proxy.port))
    finally:
        for one in (each for found in sockets.values() for each in found):
            one.close()


def test_small_answers_do_not_wait() -> None:
    """A connection sends at once what it is given: the end of a short answer does not wait for the client's word that it has the beginning."""
    with listening.listen("127.0.0.1", 0) as listener:
        listener.setblocking(True)
        with socket.create_connection(listener.getsockname(), 30), listener.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_child_takes_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment says which descriptor is which port, once."""
    sockets = listening.listen_proxy(settings(tmp_path))
    own = {"proxy": sockets["proxy"]}
    expected = own["proxy"][0].getsockname()
    for name, value in listening.environment(own).items():
        monkeypatch.setenv(name, value)
    sockets["proxy"][0].detach()
    taken = listening.inherited()
    assert {name: [one.getsockname() for one in found] for name, found in taken.items()} == {"proxy": [expected]}
    assert listening.inherited() == {}
    for one in (*taken["proxy"], *sockets["entrance"]):
        one.close()


def test_transparent_ports(tmp_path: Path) -> None:
    """One for each address of the settings."""
    port = free_ports(1)[0]
    sockets = listening.listen_proxy(settings(tmp_path, transparent={"port": port, "hosts": ["127.0.0.1", "::1"]}))
    assert [one.getsockname()[:2] for one in sockets["transparent"]] == [("127.0.0.1", port), ("::1", port)]
    for one in (each for found in sockets.values() for each in found):
        one.close()


OPENED = """
import json, os, sys
from gateway import listening
from gateway.errors import UserError
from gateway.settings import Settings
pid, numbers = json.loads(sys.argv[2])
for at, number in enumerate(numbers):
    os.dup2(number, 3 + at)
os.environ |= {"LISTEN_PID": str(pid or os.getpid()), "LISTEN_FDS": str(len(numbers)), "LISTEN_FDNAMES": "celnice.socket"}
try:
    found = listening.listen_all(Settings.model_validate_json(sys.argv[1]))
except UserError as error:
    sys.exit(str(error))
print(json.dumps({name: [[one.fileno(), one.get_inheritable(), one.getblocking()] for one in each] for name, each in found.items()}))
"""


def opened(given: Settings, sockets: list[socket.socket], pid: int = 0) -> subprocess.CompletedProcess[str]:
    """What a process makes of sockets that it is given as systemd gives them: from descriptor 3 on."""
    numbers = [one.fileno() for one in sockets]
    command = [sys.executable, "-c", OPENED, given.model_dump_json(), json.dumps([pid, numbers])]
    return subprocess.run(command, pass_fds=numbers, capture_output=True, text=True, check=False, timeout=120)


def high(host: str, port: int) -> socket.socket:
    """A listening socket whose descriptor is far from those that the child is given."""
    with socket.create_server((host, port)) as made:
        return socket.socket(fileno=fcntl.fcntl(made.fileno(), fcntl.F_DUPFD, 100))


def test_sockets_of_systemd(tmp_path: Path) -> None:
    """By their addresses, in whatever order; a port that is not among them is opened as ever; no child inherits one by accident."""
    given = settings(tmp_path)
    one, two = high("127.0.0.1", given.console.port), high("127.0.0.1", given.proxy.port)
    with one, two:
        done = opened(given, [one, two])
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["console"], found["proxy"]) == ([[3, False, False]], [[4, False, False]])
    assert found["entrance"][0][0] > 4


def test_a_socket_of_systemd_that_no_setting_names(tmp_path: Path) -> None:
    """Unit and settings that disagree: said with the address, instead of a port where nobody answers."""
    (other,) = free_ports(1)
    with high("127.0.0.1", other) as one:
        done = opened(settings(tmp_path), [one])
    assert done.returncode == 1
    assert f"systemd listens at 127.0.0.1:{other}, which is no port of the settings" in done.stderr


def test_sockets_that_were_meant_for_another(tmp_path: Path) -> None:
    """The variables are inherited by processes that were not given the descriptors: LISTEN_PID says whose they are."""
    given = settings(tmp_path)
    with high("127.0.0.1", free_ports(1)[0]) as one:
        done = opened(given, [one], pid=os.getpid())
    assert done.returncode == 0, done.stderr
