"""A WebSocket client through the real proxy, and what it says and hears in the Realtime API's dialect."""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from support.ca import authority
from support.proxy import Running, running
from support.socket_provider import HOST, socket_provider

URL = f"wss://{HOST}/v1/realtime?model=gpt-realtime"
CLEAN = "Dobrý den"


@contextmanager
def socket_proxy(folder: Path) -> Iterator[Running]:
    """A proxy whose provider speaks WebSockets."""
    with socket_provider(folder / "provider") as provider, running(provider, folder) as made:  # type: ignore[arg-type]
        yield made


class Client:
    """websockets' own asynchronous client behind calls that wait. (Its threaded one reads and writes one TLS connection at a time in two
    threads, which OpenSSL does not allow and Python 3.12 does not prevent: once in a thousand handshakes it hangs.)
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, connection: ClientConnection) -> None:
        self._loop = loop
        self.inner = connection

    def wait[T](self, coroutine: Coroutine[Any, Any, T]) -> T:
        """The result of a coroutine on the client's loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(60)

    def send(self, message: str | bytes | Iterable[str]) -> None:
        """A message; of several texts, in fragments."""
        self.wait(self.inner.send(message))

    def recv(self, timeout: float = 60) -> str | bytes:
        """The next message of the server."""
        return self.wait(asyncio.wait_for(self.inner.recv(), timeout))

    def ping(self, payload: str) -> None:
        """Sends a ping and waits for its pong."""

        async def both() -> None:
            await asyncio.wait_for(await self.inner.ping(payload), 60)

        self.wait(both())

    def pong(self, payload: str) -> None:
        """Sends a pong that nobody asked for."""
        self.wait(self.inner.pong(payload))

    def close(self, code: int, reason: str) -> None:
        """Closes."""
        self.wait(self.inner.close(code, reason))

    def raw(self, data: bytes) -> None:
        """Bytes that no client would send."""
        self._loop.call_soon_threadsafe(self.inner.transport.write, data)

    def vanish(self) -> None:
        """Cuts the connection without a word."""
        self._loop.call_soon_threadsafe(self.inner.transport.abort)


@contextmanager
def dial(proxy: Running, url: str = URL, **more: Any) -> Iterator[Client]:
    """A client; ``wss:`` goes through the proxy, ``ws:`` straight to an address (the entrance)."""
    way: dict[str, Any] = {"proxy": None}
    if url.startswith("wss:"):
        way = {"proxy": f"http://127.0.0.1:{proxy.settings.proxy.port}", "ssl": ssl.create_default_context(cadata=authority().pem.decode())}
    options: dict[str, Any] = {"open_timeout": 60, "close_timeout": 20, "max_size": None, "ping_interval": None, **way, **more}

    async def opened() -> ClientConnection:
        return await connect(url, **options)

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        connection = asyncio.run_coroutine_threadsafe(opened(), loop).result(60)
        client = Client(loop, connection)
        try:
            yield client
        finally:
            client.wait(connection.close())
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(60)
        loop.close()


def item(text: str) -> str:
    content = [{"type": "input_text", "text": text}]
    return json.dumps({"type": "conversation.item.create", "item": {"type": "message", "role": "user", "content": content}})


def heard(client: Client) -> Any:
    return json.loads(client.recv())


def closed(client: Client) -> tuple[int, str]:
    """The close that the client got."""
    with pytest.raises(ConnectionClosed) as ended:
        for _ in range(100):
            client.recv()
    assert ended.value.rcvd is not None, "no close frame came"
    return ended.value.rcvd.code, ended.value.rcvd.reason
