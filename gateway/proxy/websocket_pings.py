"""Pings and pongs across the gateway: what a client puts into them is not sent on, and both sides still know their own again.

A payload of the client could carry anything, so its pings go on empty. Programs take only the pong that repeats their ping, so the
payload is kept here until the pong comes. A client's pong goes on with the payload that the server itself had sent, or empty.
"""

from __future__ import annotations

from collections import deque

KEPT = 16
"""Pings without an answer. Programs send one every twenty seconds or so."""


class Pings:
    """The pings of one side that wait for their pong."""

    def __init__(self) -> None:
        self._waiting: deque[bytes] = deque(maxlen=KEPT)

    def sent(self, payload: bytes) -> None:
        """A ping was sent on."""
        self._waiting.append(payload)

    def answered(self) -> bytes | None:
        """The payload of the latest ping, which a pong answers together with all before it (RFC 6455, 5.5.3); None when none waits."""
        if not self._waiting:
            return None
        latest = self._waiting[-1]
        self._waiting.clear()
        return latest

    def repeated(self, payload: bytes) -> bytes:
        """The payload if it is that of a ping that waits, else nothing."""
        if payload not in self._waiting:
            return b""
        while self._waiting.popleft() != payload:
            pass
        return payload
