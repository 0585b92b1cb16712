"""How many bytes of unfinished requests a proxy process holds: a limit per body would not bound a connection with a hundred streams."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from mitmproxy.connection import Client

BODIES_PER_CONNECTION = 4
"""Largest bodies that one connection may have under way: a browser sends a few files at once, nobody sends a hundred."""

PROCESS_BYTES = 256 * 1024 * 1024
"""All connections of a process together; a node of the smallest size has two gigabytes."""


class Budget:
    """Counts bytes by connection and in all. Whoever takes gives back; a connection that leaves gives back everything."""

    def __init__(self, body_limit: int, process_bytes: int = PROCESS_BYTES) -> None:
        self._per_connection = BODIES_PER_CONNECTION * body_limit
        self._process = max(process_bytes, self._per_connection)
        self._held: WeakKeyDictionary[Client, int] = WeakKeyDictionary()
        self._total = 0

    @property
    def total(self) -> int:
        """Bytes held now."""
        return self._total

    def take(self, client: Client, size: int) -> bool:
        """Whether ``size`` more bytes may be held for this connection; if so they are counted."""
        held = self._held.get(client, 0) + size
        if held > self._per_connection or self._total + size > self._process:
            return False
        self._held[client] = held
        self._total += size
        return True

    def give_back(self, client: Client, size: int) -> None:
        """These bytes are held no longer."""
        size = min(size, self._held.get(client, 0))
        if size:
            self._held[client] -= size
            self._total -= size

    def left(self, client: Client) -> None:
        """The connection is gone, and with it everything it held."""
        self._total -= self._held.pop(client, 0)
