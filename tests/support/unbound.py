"""A real Unbound with a response policy zone, before a name server that knows every name. Skips where there is no Unbound."""

from __future__ import annotations

import shutil
import socket
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from gateway.free_ports import free_ports

WAIT = 30.0
"""Seconds in which Unbound must answer; generous, for a slow machine."""

NOERROR, NXDOMAIN = 0, 3
_HEADER = struct.Struct("!6H")


def ask(port: int, name: str, timeout: float = WAIT) -> int:
    """The response code for the A record of a name (RFC 1035, section 4.1.1). TimeoutError when nobody answers."""
    labels = b"".join(bytes([len(label)]) + label.encode("ascii") for label in name.split("."))
    query = _HEADER.pack(7, 0x0100, 1, 0, 0, 0) + labels + b"\x00" + struct.pack("!2H", 1, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(timeout)
        client.connect(("127.0.0.1", port))
        client.send(query)
        answer = client.recv(4096)
    return int(_HEADER.unpack_from(answer)[1] & 0xF)


def _answers(listener: socket.socket) -> None:
    """Says that every name is at 192.0.2.1 (RFC 5737), until an empty query comes."""
    while True:
        query, client = listener.recvfrom(4096)
        if not query:
            return
        end = query.index(b"\x00", 12) + 5
        question = query[12:end]
        record = struct.pack("!3HIH", 0xC00C, 1, 1, 60, 4) + bytes([192, 0, 2, 1])
        with suppress(OSError):
            listener.sendto(query[:2] + struct.pack("!5H", 0x8180, 1, 1, 0, 0) + question + record, client)


@contextmanager
def resolver(zone: str, name: str) -> Iterator[int]:
    """The port of a resolver that obeys this zone."""
    binary = shutil.which("unbound") or shutil.which("unbound", path="/usr/sbin:/usr/local/sbin")
    if binary is None:
        pytest.skip("no unbound on this machine")
    upstream = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    upstream.bind(("127.0.0.1", 0))
    thread = threading.Thread(target=_answers, args=(upstream,), daemon=True)
    thread.start()
    (port,) = free_ports(1)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "zone").write_text(zone, "ascii")
        (home / "unbound.conf").write_text(
            f'server:\n interface: 127.0.0.1@{port}\n do-daemonize: no\n chroot: ""\n username: ""\n directory: "{home}"\n pidfile: ""\n'
            ' use-syslog: no\n logfile: ""\n do-not-query-localhost: no\n access-control: 127.0.0.0/8 allow\n num-threads: 1\n'
            ' module-config: "respip iterator"\n local-zone: "test." nodefault\n'
            f'rpz:\n name: "{name}"\n zonefile: "{home}/zone"\n'
            f'forward-zone:\n name: "."\n forward-addr: 127.0.0.1@{upstream.getsockname()[1]}\n'
            "remote-control:\n control-enable: no\n",
            "ascii",
        )
        process = subprocess.Popen([binary, "-d", "-c", str(home / "unbound.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            _until_it_answers(process, port)
            yield port
        finally:
            process.terminate()
            process.communicate(timeout=WAIT)
            upstream.sendto(b"", upstream.getsockname())  # wakes the thread, which ends at an empty query
            thread.join(WAIT)
            upstream.close()


def _until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(int(WAIT / 0.2)):
        if process.poll() is not None:
            said = process.stderr.read() if process.stderr else b""
            pytest.fail(f"unbound ended with {process.returncode}: {said[-2000:].decode(errors='replace')}")
        try:
            ask(port, "ready.example", 0.2)
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("unbound does not answer")
