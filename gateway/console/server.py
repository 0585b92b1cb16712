"""Runs the application on its port until it is told to stop. No access log (it would hold query strings), no server header."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from gateway.console.connections import MAX_CONNECTIONS, connections
from gateway.settings import Console

GRACE_SECONDS = 5
"""How long open answers may take to end; streams end at once."""
MAX_HEAD = 16 * 1024
"""Bytes of a request line and headers; a cookie, a token and a cursor fit many times."""


class Server(uvicorn.Server):
    """A server whose process is somebody else's: signals are the supervisor's business."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Captures none."""
        yield


async def serve(
    app: FastAPI,
    settings: Console,
    stop: asyncio.Event,
    listening: Callable[[int], None] | None = None,
    sockets: list[socket.socket] | None = None,
) -> None:
    """Serves until ``stop`` is set, then ends streams and lets answers finish.

    ``listening`` is told the port once it is open. Raises OSError when the port cannot be had.
    """
    server = Server(configuration(app, settings))
    opened = sockets if sockets is not None else [listener(settings)]
    serving = asyncio.create_task(server.serve(sockets=opened))
    if listening is not None:
        while not server.started and not serving.done():  # noqa: ASYNC110
            await asyncio.sleep(0.01)  # uvicorn tells nobody when it is ready
        if server.started:
            listening(opened[0].getsockname()[1])
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    app.state.tail.close()
    server.should_exit = True
    await serving


def listener(settings: Console) -> socket.socket:
    """The bound socket of the console."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    return socket.create_server((settings.host, settings.port), family=family)


def configuration(app: FastAPI, settings: Console) -> uvicorn.Config:
    """The options of uvicorn."""
    return uvicorn.Config(
        app,
        http=connections(settings.front_proxies),
        ws="none",
        lifespan="on",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # a header of the client must not decide who its peer is
        limit_concurrency=MAX_CONNECTIONS,
        h11_max_incomplete_event_size=MAX_HEAD,
        timeout_graceful_shutdown=GRACE_SECONDS,
        ssl_certfile=settings.tls_certificate,
        ssl_keyfile=settings.tls_key,
        ssl_context_factory=_tls if settings.tls_certificate is not None else None,
    )


def _tls(_config: uvicorn.Config, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    context = default()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
