"""The limit of bodies: an answer, never a fault."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import httpx
import pytest

from gateway.settings import Proxy, Settings
from support.console import BEARER, Client, Parts, served

LARGEST = 2048
SETTINGS = Settings(proxy=Proxy(max_request_bytes=LARGEST))
JSON = {"Content-Type": "application/json"}


async def pieces() -> AsyncIterator[bytes]:
    for _ in range(5):
        yield b"x" * 512


def test_a_body_over_the_limit_is_413_in_presidios_shape(caplog: pytest.LogCaptureFixture) -> None:
    """Announced or found out, on a real server: 413 in our shape, with our headers, and no line in the log."""
    with caplog.at_level(logging.INFO), served(Parts().app(SETTINGS), SETTINGS) as base:
        for content in (b"x" * (LARGEST + 1), b"x" * 300_000):
            answer = httpx.post(f"{base}/analyze", headers=BEARER | JSON, content=content, timeout=60, trust_env=False)
            assert (answer.status_code, list(answer.json())) == (413, ["error"])
            assert answer.headers["x-content-type-options"] == "nosniff"
    found_out = Client(Parts().app(SETTINGS)).post("/analyze", headers=BEARER | JSON, content=pieces())
    assert (found_out.status_code, list(found_out.json())) == (413, ["error"])
    assert not [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize(
    ("announced", "status", "reason"),
    [
        (str(LARGEST), 200, "just the limit"),
        (str(LARGEST + 1), 413, "one more"),
        ("9" * 5000, 413, "more digits than Python reads"),
        ("x", 200, "no number: the server's business, the bytes are counted anyway"),
    ],
)
def test_the_announced_length(announced: str, status: int, reason: str) -> None:
    """It is believed when it is too large."""
    body = b'{"text": "a"}'
    answer = Client(Parts().app(SETTINGS)).post("/analyze", headers=BEARER | JSON | {"Content-Length": announced}, content=body)
    assert answer.status_code == status, reason


def test_the_door_comes_first() -> None:
    """Who has no token learns no limit."""
    assert Client(Parts().app(SETTINGS)).post("/analyze", headers=JSON, content=b"x" * (LARGEST + 1)).status_code == 401
