"""A real Squid on a free port, and listeners that note what reaches them. Skips where there is no Squid."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

import pytest

from gateway.free_ports import free_ports

WAIT = 30.0
"""Seconds in which Squid must listen, or a peer answer; generous, for a slow machine."""


class Recorder:
    """Listens on 127.0.0.1, counts who connects, and answers 200 to what is said."""

    def __init__(self) -> None:
        self.dialled = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stops listening."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(WAIT)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                self.dialled += 1
                connection.settimeout(WAIT)
                with suppress(OSError):
                    connection.recv(4096)
                    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")


def somebody_saw(*recorders: Recorder) -> bool:
    """Waits until one of them was dialled: Squid answers a CONNECT as soon as its own connection stands."""
    for _ in range(int(WAIT / 0.01)):
        if any(recorder.dialled for recorder in recorders):
            return True
        time.sleep(0.01)
    return False


def connect(port: int, host: str, to_port: int) -> int:
    """The status that a CONNECT through the proxy on ``port`` is answered with."""
    with socket.create_connection(("127.0.0.1", port), WAIT) as client:
        client.settimeout(WAIT)
        client.sendall(f"CONNECT {host}:{to_port} HTTP/1.1\r\nHost: {host}:{to_port}\r\n\r\n".encode())
        answer = client.recv(4096)
    return int(answer.split()[1])


@contextmanager
def running(configuration: str, direct: Sequence[str]) -> Iterator[int]:
    """Squid with this configuration, on a free port; the ``direct`` hosts resolve to this machine, and nothing asks DNS."""
    binary = shutil.which("squid") or shutil.which("squid", path="/usr/sbin:/usr/local/sbin")
    if binary is None:
        pytest.skip("no squid on this machine")
    (port,) = free_ports(1)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        home.chmod(0o777)
        (home / "hosts").write_text("".join(f"127.0.0.1 {host}\n" for host in direct), "ascii")
        file = home / "squid.conf"
        user = "cache_effective_user nobody\n" if os.geteuid() == 0 else ""
        file.write_text(
            f"{configuration}http_port 127.0.0.1:{port}\nhttp_access allow localhost\nhttp_access deny all\n{user}"
            f"hosts_file {home}/hosts\ndns_nameservers 127.0.0.1\ndns_timeout 1 seconds\npid_filename none\ncache deny all\n"
            f"access_log none\ncache_store_log none\ncache_log {home}/cache.log\ncoredump_dir {home}\npinger_enable off\n"
            f"netdb_filename none\nvisible_hostname squid.test\nshutdown_lifetime 1 seconds\nconnect_timeout 5 seconds\n",
            "ascii",
        )
        process = subprocess.Popen([binary, "-N", "-f", str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            _until_it_listens(process, port)
            yield port
        finally:
            process.terminate()
            process.communicate(timeout=WAIT)


def _until_it_listens(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(int(WAIT / 0.1)):
        if process.poll() is not None:
            said = process.stderr.read() if process.stderr else b""
            pytest.fail(f"squid ended with {process.returncode}: {said[-2000:].decode(errors='replace')}")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    pytest.fail("squid does not listen")
