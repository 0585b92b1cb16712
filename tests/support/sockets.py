"""A WebSocket client through the real proxy, and what it says and hears in the Realtime API's dialect."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

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


def dial(proxy: Running, url: str = URL, **more: Any) -> ClientConnection:
    """A client; ``wss:`` goes through the proxy, ``ws:`` straight to an address (the entrance)."""
    way: dict[str, Any] = {"proxy": None}
    if url.startswith("wss:"):
        way = {"proxy": f"http://127.0.0.1:{proxy.settings.proxy.port}", "ssl": ssl.create_default_context(cadata=authority().pem.decode())}
    return connect(url, open_timeout=10, close_timeout=5, max_size=None, **{"ping_interval": None, **way, **more})


def item(text: str) -> str:
    content = [{"type": "input_text", "text": text}]
    return json.dumps({"type": "conversation.item.create", "item": {"type": "message", "role": "user", "content": content}})


def heard(client: ClientConnection) -> Any:
    return json.loads(client.recv(timeout=10))


def closed(client: ClientConnection) -> tuple[int, str]:
    """The close that the client got."""
    with pytest.raises(ConnectionClosed) as ended:
        for _ in range(100):
            client.recv(timeout=10)
    assert ended.value.rcvd is not None, "no close frame came"
    return ended.value.rcvd.code, ended.value.rcvd.reason
