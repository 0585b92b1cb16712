"""The boundary of WebSockets: a crossing is a fault until a verdict stands in it."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest
from mitmproxy.test import tflow

from allowlist.answers import Approved, Role
from gateway.extract.api import SocketMessage
from gateway.model import RequestHead
from gateway.proxy.websocket_addon import SocketAddon
from gateway.proxy.websocket_handshake import Socket, prepare
from gateway.proxy.websocket_layer import Crossing
from support.customs import customs
from support.proxy import VALUE
from support.sockets import CLEAN, item

APPROVED = Approved("openai", "realtime", Role.PROMPT, "test", "openai_realtime")
HEAD = RequestHead("https", "api.openai.com", 443, "GET", "/v1/realtime", "", (("accept-language", "en"),), "api.openai.com")


def crossed(content: str | bytes | None, *, admitted: bool = True, break_it: Any = None) -> tuple[Crossing, list[str]]:
    made, _, recorder = customs()
    if break_it:
        break_it(made)
    flow = tflow.tflow()
    if admitted:
        prepare(flow, Socket(HEAD, APPROVED, "proxy"))
    message = (
        None if content is None else SocketMessage(content.encode() if isinstance(content, str) else content, isinstance(content, str))
    )
    crossing = Crossing(message)
    asyncio.run(SocketAddon(made, limit=1000).socket_message(flow, crossing))
    return crossing, [event.reason for event in recorder.events]


ROWS: list[tuple[str, str | bytes | None, bool, list[str]]] = [
    ("clean", item(CLEAN), True, []),
    ("planted", item(VALUE), False, ["personal_data"]),
    ("over the limit", item("x" * 1000), False, ["too_large"]),
    ("grown over the limit while it came", None, False, ["too_large"]),
    ("unreadable", "{", False, ["opaque_body"]),
    ("binary", b"{}", False, ["opaque_body"]),
]


@pytest.mark.parametrize("reason", ["suspended", "not_approved"])
def test_stopped_meanwhile(reason: str) -> None:
    """A tool or person that was stopped after the handshake: each message is refused in the tool's own shape, and recorded."""
    made, _, recorder = customs()
    flow = tflow.tflow()
    prepare(flow, Socket(HEAD, APPROVED, "proxy"))
    crossing = Crossing(SocketMessage(item(CLEAN).encode(), is_text=True))
    asyncio.run(SocketAddon(made, limit=1000, still=lambda _flow, _head, _approved: reason).socket_message(flow, crossing))
    assert (crossing.passes, crossing.fault, [event.reason for event in recorder.events]) == (False, False, [reason])
    assert f"celnice_{reason}" in "".join(answer.content.decode() for answer in crossing.answers)


@pytest.mark.parametrize(("why", "content", "passes", "events"), ROWS, ids=[row[0] for row in ROWS])
def test_verdicts(why: str, content: str | bytes | None, passes: bool, events: list[str]) -> None:
    """Only a pass passes; everything else is told to the client in its language, and recorded."""
    crossing, recorded = crossed(content)
    assert (crossing.passes, crossing.fault, recorded) == (passes, False, events), why
    assert bool(crossing.answers) is not passes
    assert all(VALUE not in answer.content.decode() for answer in crossing.answers)


def test_a_message_of_no_admitted_socket_is_a_fault() -> None:
    """Without an admission nothing is judged, and nothing passes."""
    crossing, _ = crossed(item(CLEAN), admitted=False)
    assert (crossing.passes, crossing.fault, crossing.answers) == (False, True, ())


def test_a_fault_is_told_and_recorded(caplog: pytest.LogCaptureFixture) -> None:
    """Only the class of an exception is logged; even when the explanation breaks too the fault stands."""

    async def broken(*_: object) -> Any:
        raise RuntimeError(f"broken at {VALUE}")

    def detect_breaks(made: Any) -> None:
        made._detect = broken

    def all_breaks(made: Any) -> None:
        made._detect = made._book._put = broken

    with caplog.at_level(logging.DEBUG):
        crossing, recorded = crossed(item(CLEAN), break_it=detect_breaks)
        assert (crossing.passes, crossing.fault, recorded) == (False, True, ["gateway_fault"])
        assert json.loads(crossing.answers[0].content)["error"]["code"] == "celnice_gateway_fault"
        crossing, recorded = crossed(item(CLEAN), break_it=all_breaks)
        assert (crossing.passes, crossing.fault, crossing.answers, recorded) == (False, True, (), [])
    assert VALUE not in caplog.text
    assert "RuntimeError in stage detect" in caplog.text
