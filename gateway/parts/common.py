"""What the processes of a node have in common."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from gateway import logs
from gateway.settings import Settings

METRICS_FOLDER = "metrics"
CA_FOLDER = "ca"

STOPPING_FILE = "stopping"
"""In the run folder while the node finishes what is under way: its console says that it is not ready."""


def utc_now() -> datetime:
    """The clock of the shells; the core is told the time."""
    return datetime.now(UTC)


def console_address(settings: Settings) -> str:
    """Where people reach the console, without a slash at its end."""
    scheme = "https" if settings.console.tls_certificate is not None else "http"
    host = f"[{settings.console.host}]" if ":" in settings.console.host else settings.console.host
    return settings.publication.base_url.rstrip("/") or f"{scheme}://{host}:{settings.console.port}"


def proxy_addresses(settings: Settings) -> tuple[str, ...]:
    """The proxies as clients reach them, as :func:`allowlist.publication.proxy_address.proxy_address` reads them."""
    scheme = "https://" if settings.proxy.tls_certificate else ""
    return settings.publication.proxies or (f"{scheme}{settings.proxy.host}:{settings.proxy.port}",)


def detection_paths(settings: Settings, run: Path) -> list[Path]:
    """The sockets of the detection processes."""
    from gateway.detection.nursery import socket_path  # noqa: PLC0415  # the writer has no use for it

    return [socket_path(run, number) for number in range(settings.detection.processes)]


def documents_path(run: Path) -> Path:
    """The socket that the document processes share."""
    return run / "documents.sock"


def run_loop(main: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Runs an async main until SIGTERM, with uncaught exceptions logged without their texts."""
    run_draining(lambda stop, _drain: main(stop))


def run_draining(main: Callable[[asyncio.Event, asyncio.Event], Awaitable[None]]) -> None:
    """The same, for a main that also ends when its second event is set (SIGUSR1) and nothing is under way any more."""

    async def wrapped() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(logs.loop_handler)
        stop, drain = asyncio.Event(), asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        loop.add_signal_handler(signal.SIGUSR1, drain.set)
        await main(stop, drain)

    asyncio.run(wrapped())
