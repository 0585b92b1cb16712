"""What a turn of a long conversation costs: a chat sends all of it again each time, and only what is new is scanned."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from typing import Any

import pytest

from allowlist.answers import Approved, Role
from gateway.detection.cache import ScanCache
from gateway.detection.client import DetectionClient
from gateway.extract.registry import formats
from gateway.model import RequestHead, Scan
from gateway.pipeline import Request, read

TURN = 2000
"""Characters of one message."""

WORDS = [
    "Připravte",
    "prosím",
    "srozumitelné",
    "vysvětlení",
    "pro",
    "občany,",
    "kteří",
    "žádají",
    "o",
    "příspěvek",
    "na",
    "výměnu",
    "kotle.",
]


def said(number: int, length: int = TURN) -> str:
    """A message like no other."""
    return f"Zpráva {number}x. " + " ".join(islice(cycle(WORDS), number % 7, number % 7 + length // 6))[:length]


class Counted:
    """The real client and its cache; the processes behind it count the characters that reach them."""

    def __init__(self) -> None:
        self.reached = 0
        self.client = DetectionClient([], deadline=1, queue=1, cache=ScanCache("test"))
        self.client._scan = self._scan  # type: ignore[method-assign]

    async def _scan(self, texts: Sequence[str]) -> list[Scan]:
        self.reached += sum(map(len, texts))
        return [()] * len(texts)

    def send(self, name: str, body: dict[str, Any]) -> int:
        """The characters that one request brought before a detector."""
        before = self.reached
        head = RequestHead("https", "h", 443, "POST", "/", "", (("content-type", "application/json"),), "h")
        request = Request(head, json.dumps(body).encode(), Approved("t", "o", Role.PROMPT, "r", name), 10**7)
        asyncio.run(self.client(read(request, formats()).texts))
        return self.reached - before


def plain(turn: int) -> list[dict[str, Any]]:
    return [{"role": "user", "content": said(2 * turn)}, {"role": "assistant", "content": said(2 * turn + 1)}]


def digits_first(turn: int) -> list[dict[str, Any]]:
    return [{"role": "user", "content": "1. " + said(2 * turn)}, {"role": "assistant", "content": "2. " + said(2 * turn + 1)}]


def one_role(turn: int) -> list[dict[str, Any]]:
    return [{"role": "user", "content": said(2 * turn)}, {"role": "user", "content": said(2 * turn + 1)}]


def in_parts(turn: int) -> list[dict[str, Any]]:
    parts = [{"type": "text", "text": said(100 * turn + part, 200)} for part in range(10)]
    return [{"role": "user", "content": parts}, {"role": "assistant", "content": said(100 * turn + 99)}]


def short_ones(turn: int) -> list[dict[str, Any]]:
    return [{"role": "user", "content": said(100 * turn + part, 100)} for part in range(20)]


SHAPES: list[tuple[str, Callable[[int], list[dict[str, Any]]]]] = [
    ("user and assistant", plain),
    ("messages that begin with numbers, which may go on from the one before", digits_first),
    ("one role only", one_role),
    ("content in parts", in_parts),
    ("short messages of one role", short_ones),
]


@pytest.mark.parametrize("name", ["openai_chat", "anthropic_messages"])
@pytest.mark.parametrize(("why", "turn"), SHAPES, ids=[row[0] for row in SHAPES])
def test_cost_grows_with_what_is_new(name: str, why: str, turn: Callable[[int], list[dict[str, Any]]]) -> None:
    """The 50th turn brings at most one and a half times as many characters before a detector as the 2nd."""
    counted = Counted()
    body: dict[str, Any] = {"model": "m", "max_tokens": 9, "messages": []}
    costs = []
    for number in range(50):
        body["messages"] += turn(number)
        costs.append(counted.send(name, body))
    assert costs[1] >= 2 * TURN - 200, "the second turn is new"
    assert max(costs[2:]) <= 1.5 * costs[1], why
    assert counted.send(name, body) == 0, "the same request again costs nothing"
