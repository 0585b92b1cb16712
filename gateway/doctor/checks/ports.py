"""The ports: free, or held by this very node."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path

from gateway.doctor.api import Check, Result, fault, ok
from gateway.doctor.around import Around
from gateway.settings import Settings
from gateway.store import paths


def run(around: Around) -> Iterator[Result]:
    """Each port in turn."""
    settings = around.settings
    runs = node_runs(settings.data.dir)
    for name, host, port, key in ports(settings):
        why = refused(host, port)
        address = f"{host}:{port}"
        if why is None:
            if runs:
                yield fault(
                    f"{name}: a node runs here, but {address} is free",
                    "restart it: it was started with other settings, or is still starting",
                )
            else:
                yield ok(f"{name}: {address} is free")
            continue
        if runs:
            yield ok(f"{name}: {address} is served by the node that runs")
        else:
            by = holder(port)
            who = f" by {by}" if by else ""
            yield fault(f"{name}: {address} cannot be had{who} ({why})", f"stop what listens there, or set {name}.port or {key}")


def ports(settings: Settings) -> Iterator[tuple[str, str, int, str]]:
    """Section, host, port, and the key that names the host; only those that are set."""
    for name, listener in (("proxy", settings.proxy), ("entrance", settings.entrance), ("console", settings.console)):
        if listener.port:
            yield name, listener.host, listener.port, f"{name}.host"
    for host in settings.transparent.hosts if settings.transparent.port else ():
        yield "transparent", host, settings.transparent.port, "transparent.hosts"


def refused(host: str, port: int) -> str | None:
    """Why a port cannot be bound; None when it can. Nothing is left listening."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)  # as the node listens: [::] beside 0.0.0.0
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror or type(error).__name__
    return None


def node_runs(data: Path) -> bool:
    """Whether a writer of this data folder lives: it holds the lock (gateway/store/node.py)."""
    try:
        descriptor = os.open(paths.writer_lock(data), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def holder(port: int) -> str:
    """The program that listens on a port, as ``name (pid)``; empty when it is another user's and the kernel does not say."""
    inodes = set()
    for table in ("tcp", "tcp6"):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
                fields = line.split()
                if fields[3] == "0A" and int(fields[1].rpartition(":")[2], 16) == port:
                    inodes.add(f"socket:[{fields[9]}]")
    for descriptor in Path("/proc").glob("[0-9]*/fd/*") if inodes else ():
        with contextlib.suppress(OSError):
            if str(descriptor.readlink()) in inodes:
                process = descriptor.parents[1]
                name = re.sub(r"[^ -~]", "?", (process / "comm").read_text(encoding="utf-8", errors="replace").strip())
                return f"{name} ({process.name})"
    return ""


CHECK = Check("ports", 60, run)
