"""A WebSocket message put together from its pieces, within limits that hold while it is collected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mitmproxy.connection import Client
from wsproto.events import BytesMessage, Message, TextMessage

from gateway.proxy.budget import Budget

MAX_FRAGMENTS = 4096
"""Frames of one message. Programs that cut at all cut at four kilobytes or more; empty frames cost nothing to send."""


class Collected:
    """The message of one side that is under way. What it holds is taken from the budget until it is let go."""

    def __init__(self, limit: int, budget: Budget, client: Client) -> None:
        self._limit = limit
        self._budget = budget
        self._client = client
        self._frames: list[bytearray] = []
        self._begins = True
        self._size = 0

    def add(self, piece: Message[Any]) -> bool:
        """Takes a piece, unless the message would be over its limits with it."""
        data = piece.data.encode() if isinstance(piece.data, str) else piece.data
        if self._begins:
            self._frames.append(bytearray())
        fits = self._size + len(data) <= self._limit and len(self._frames) <= MAX_FRAGMENTS
        if not fits or not self._budget.take(self._client, len(data)):
            return False
        self._begins = piece.frame_finished
        self._frames[-1] += data
        self._size += len(data)
        return True

    def frames(self) -> list[bytes]:
        """The frames of the message as they came."""
        return [bytes(frame) for frame in self._frames]

    def let_go(self) -> None:
        """Forgets the message; the next piece begins another."""
        self._budget.give_back(self._client, self._size)
        self._frames, self._begins, self._size = [], True, 0


def pieces(frames: list[bytes], is_text: bool) -> Iterator[Message[Any]]:
    """The frames as wsproto sends them."""
    for at, frame in enumerate(frames, 1):
        last = at == len(frames)
        yield TextMessage(frame.decode(), message_finished=last) if is_text else BytesMessage(frame, message_finished=last)
