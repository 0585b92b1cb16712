"""A real PostgreSQL for tests: a private cluster in a temporary folder, reached by a unix socket only, gone with the test run.

Taken from Debian's package (``postgresql``) or from PATH. Started as root it runs as ``postgres`` or ``nobody``, since PostgreSQL
refuses root. Not durable on purpose (fsync off): the tests are about our transactions, not about its disk.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Self

import psycopg
import pytest
from psycopg import sql

START_SECONDS = 60
_PR_SET_PDEATHSIG = 1


def binaries() -> Path | None:
    """The folder of ``initdb`` and ``postgres``; the newest release of Debian's packages, else what PATH has."""
    packaged = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if packaged:
        return max(packaged, key=lambda path: float(path.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def skip_or_fail() -> None:
    """Skips where PostgreSQL is not installed; where CI=true it fails, so that its half of the tests cannot vanish unseen."""
    reason = "PostgreSQL is not installed: apt install postgresql"
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(reason)
    pytest.skip(reason)


class Cluster:
    """A running PostgreSQL."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self._folder, self._binaries = folder, binaries
        self._data = folder / "data"
        self._log = folder / "log"
        self._user = _unprivileged()
        self._server: subprocess.Popen[bytes] | None = None
        self._databases = 0

    @classmethod
    def start_new(cls) -> Self:
        """Makes and starts one. Skips or fails when it is not installed."""
        found = binaries()
        if found is None:
            skip_or_fail()
            raise AssertionError
        folder = Path(tempfile.mkdtemp(prefix="celnice-pg-"))  # a socket's path has at most 107 bytes, and pytest's folders are long
        cluster = cls(folder, found)
        if cluster._user is not None:
            os.chown(folder, cluster._user, -1)
        command = [str(found / "initdb"), "-D", str(cluster._data), "-U", "celnice", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, user=cluster._user, timeout=START_SECONDS)
        cluster.start()
        return cluster

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._folder),
            "fsync": "off",
            "full_page_writes": "off",
            "shared_buffers": "16MB",
            "max_connections": "40",
            "autovacuum": "off",
        }
        command = [str(self._binaries / "postgres"), "-D", str(self._data), *(f"--{name}={value}" for name, value in options.items())]
        with self._log.open("ab") as log:
            self._server = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self._folder,
                user=self._user,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - one system call, and no orphan when the test run is killed
            )
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self.execute("SELECT 1")
            except psycopg.OperationalError:
                if self._server.poll() is not None or time.monotonic() > deadline:
                    raise AssertionError(f"PostgreSQL did not start: {self._log.read_text()[-2000:]}") from None
                time.sleep(0.02)
            else:
                return

    def stop(self) -> None:
        """Stops at once, as a power cut would (clients lose their connections in the middle of what they do)."""
        if self._server is not None:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait(START_SECONDS)
            self._server = None

    def remove(self) -> None:
        """Stops and removes everything."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def execute(self, query: Any, name: str = "postgres") -> None:
        """Runs a statement as the owner, in a database."""
        with psycopg.connect(
            host=str(self._folder), user="celnice", dbname=name, autocommit=True, options="-c lock_timeout=20s"
        ) as connection:
            connection.execute(query)

    def database(self, name: str | None = None) -> str:
        """Makes a database; returns its name."""
        self._databases += 1
        name = name or f"t{self._databases}"
        self.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return name

    def drop(self, name: str) -> None:
        """Removes a database, whoever is connected."""
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def url(self, name: str) -> str:
        """The store URL of a database."""
        return f"postgresql+psycopg://celnice@/{name}?host={self._folder}"

    def files(self) -> Path:
        """Where the cluster keeps its files."""
        return self._data


def _unprivileged() -> int | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    raise AssertionError("no user to run PostgreSQL as")


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)
