"""The console's outer boundary."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from starlette.requests import ClientDisconnect

from gateway.console.boundary import Boundary, place_of
from support.console import BEARER, Client, Parts

PLANTED = "710319/2745"


def failing(_payload: dict[str, Any]) -> Any:
    raise RuntimeError(f"cannot handle {PLANTED}")


def test_a_fault_is_a_plain_500_and_one_line_without_the_text(caplog: pytest.LogCaptureFixture) -> None:
    """The exception's message, which may quote a text, reaches neither the caller nor the log; its place does."""
    with caplog.at_level(logging.DEBUG):
        answer = Client(Parts(analyze=failing).app()).post("/analyze", headers=BEARER, json={"text": PLANTED})
    assert answer.status_code == 500
    assert answer.json() == {"error": "Something failed here; the log says where."}
    assert "RuntimeError at test_boundary.py:" in caplog.text
    assert PLANTED not in answer.text + caplog.text
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("error", [ClientDisconnect(), ValueError(PLANTED)])
def test_an_answer_that_began_is_not_begun_again(error: Exception) -> None:
    """After the first byte there is nothing to say any more; nothing leaves the boundary either way."""
    sent: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise error

    async def send(message: Any) -> None:
        sent.append(message["type"])

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    asyncio.run(Boundary(app)({"type": "http", "path": "/", "headers": []}, receive, send))
    assert sent == ["http.response.start"]


def test_the_servers_own_start_may_fail_loudly() -> None:
    """Only requests are caught: a start that fails must stop the process."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise OSError

    with pytest.raises(OSError):
        asyncio.run(Boundary(app)({"type": "lifespan"}, None, None))  # type: ignore[arg-type]


def test_an_exception_without_a_place_has_none() -> None:
    """An exception that was never raised still has a name for its place."""
    assert place_of(ValueError()) == "an unknown place"
