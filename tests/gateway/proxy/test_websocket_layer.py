"""WebSockets through the real proxy: a real client, mitmproxy's dispatcher, a provider that writes down every frame."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Ping, Pong, TextMessage

from gateway.demo.certificates import Authority
from gateway.model import Scan, Unscanned
from gateway.proxy import websocket_collected, websocket_layer
from support.proxy import VALUE, Running, detect, running
from support.socket_provider import HOST, SocketProvider, until
from support.sockets import CLEAN, closed, dial, heard, item, socket_proxy


@pytest.fixture
def provider(proxy: Running) -> SocketProvider:
    assert isinstance(proxy.provider, SocketProvider)
    return proxy.provider


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[Running]:
    with socket_proxy(tmp_path) as made:
        yield made


def reasons(proxy: Running) -> list[str]:
    return [event.reason for event in proxy.recorder.events]


def test_clean_messages_pass_in_order_and_leave_only_counters(proxy: Running, provider: SocketProvider) -> None:
    """What is clean arrives as it was sent, in order; nothing is recorded, each message is counted."""
    sent = [item(f"{CLEAN} {number}") for number in range(5)]
    with dial(proxy) as client:
        for message in sent:
            client.send(message)
        answers = [heard(client) for _ in sent]
    assert provider.messages == sent
    assert {answer["type"] for answer in answers} == {"conversation.item.created"}
    assert proxy.recorder.events == []
    assert proxy.meter.seen["request", "openai pass scanned proxy"] == 6  # the handshake is one


def test_a_planted_message_is_dropped_and_the_next_one_passes(proxy: Running, provider: SocketProvider) -> None:
    """A message with a birth number never leaves; an error event in the tool's dialect says why; the connection goes on."""
    with dial(proxy) as client:
        client.send(item(f"rodné číslo {VALUE}"))
        refusal = heard(client)
        client.send(item(CLEAN))
        answer = heard(client)
    assert (refusal["type"], refusal["error"]["code"]) == ("error", "czech_pii_blocked")
    (event,) = proxy.recorder.events
    assert event.id in refusal["error"]["message"]
    assert (event.operation, event.reason, event.disclosed, dict(event.kinds)) == (
        "realtime",
        "personal_data",
        "none",
        {"CZ_BIRTH_NUMBER": 1},
    )
    assert answer["type"] == "conversation.item.created"
    assert provider.messages == [item(CLEAN)]
    assert VALUE.encode() not in bytes(provider.received)
    assert VALUE not in json.dumps(refusal)


UNREADABLE: list[tuple[str, str | bytes, str]] = [
    ("no JSON", "{", "opaque_body"),
    ("no event", '{"a": 1}', "opaque_body"),
    ("a list", "[]", "opaque_body"),
    ("empty", "", "opaque_body"),
    ("binary", b"\x00\x01" + VALUE.encode(), "opaque_body"),
    ("sound", json.dumps({"type": "input_audio_buffer.append", "audio": "AAAA"}), "opaque_body"),
    ("a file that nobody can read", item("x").replace('"text": "x"', '"image_url": "data:image/png;base64,iVBORw0KGgo="'), "opaque_body"),
]


@pytest.mark.parametrize(("why", "message", "reason"), UNREADABLE, ids=[row[0] for row in UNREADABLE])
def test_an_unreadable_message_is_dropped(proxy: Running, provider: SocketProvider, why: str, message: str | bytes, reason: str) -> None:
    """What cannot be read is opaque, not clean: dropped, with an event; binary messages are the format's to judge."""
    with dial(proxy) as client:
        client.send(message)
        assert heard(client)["error"]["code"] == f"celnice_{reason}", why
    assert provider.messages == []
    assert reasons(proxy) == [reason]


def test_order_holds_while_a_message_is_judged(proxy: Running, provider: SocketProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow verdict delays what comes behind it; nothing overtakes."""

    async def slow(texts: Sequence[str]) -> Sequence[Scan]:
        await asyncio.sleep(0.3 if any("pomalu" in text for text in texts) else 0)
        return await detect(texts)

    monkeypatch.setattr(proxy.customs, "_detect", slow)
    sent = [item("pomalu 1"), item("rychle 2"), item(f"pomalu {VALUE}"), item("rychle 3")]
    with dial(proxy) as client:
        for message in sent:
            client.send(message)
        kinds = [heard(client)["type"] for _ in sent]
    assert provider.messages == [sent[0], sent[1], sent[3]]
    assert sorted(kinds) == ["conversation.item.created"] * 3 + ["error"]


class Held:
    """A detector that holds the clean message until it is let go, and says when it has it."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()

    async def __call__(self, texts: Sequence[str]) -> Sequence[Scan]:
        if any(CLEAN in text for text in texts):
            self.begun.set()
            for _ in range(6000):
                if self.go.is_set():
                    break
                await asyncio.sleep(0.01)
        return [()] * len(texts)


def test_the_server_goes_on_while_a_message_is_judged(proxy: Running, provider: SocketProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the provider says does not wait for a verdict on what the client said, and a ping is answered meanwhile."""
    monkeypatch.setattr(proxy.customs, "_detect", detector := Held())
    with dial(proxy) as client:
        client.send(item(CLEAN))
        assert detector.begun.wait(60)
        for number in range(3):
            provider.say(TextMessage(json.dumps({"type": f"s{number}"})))
        assert [heard(client)["type"] for _ in range(3)] == ["s0", "s1", "s2"]
        assert provider.messages == []
        detector.go.set()
        assert heard(client)["type"] == "conversation.item.created"


def test_the_server_may_close_while_a_message_is_judged(proxy: Running, provider: SocketProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its close arrives, and the message that was waiting goes nowhere."""
    monkeypatch.setattr(proxy.customs, "_detect", detector := Held())
    with dial(proxy) as client:
        client.send(item(CLEAN))
        assert detector.begun.wait(60)
        provider.say(CloseConnection(4001, "relace skončila"))
        until(lambda: client.inner.protocol.close_rcvd is not None)
        detector.go.set()
        assert closed(client) == (4001, "relace skončila")
    assert provider.messages == []


def test_fragments_arrive_as_fragments(proxy: Running, provider: SocketProvider) -> None:
    """A message in pieces is judged whole and sent on in the same pieces, also when one of them cuts a letter."""
    data = item("Příliš žluťoučký kůň " * 20).encode()
    whole = json.dumps(json.loads(data), ensure_ascii=False)
    pieces = [whole[at : at + 100] for at in range(0, len(whole), 100)]
    with dial(proxy) as client:
        client.send(pieces)
        heard(client)
        client.send([item(f"rodné číslo {VALUE[:5]}")[:-20], item(f"rodné číslo {VALUE}")[-20:]])
        heard(client)
    assert provider.messages[0] == whole
    assert provider.frames[0] >= len(pieces)


def test_a_value_cut_by_fragments_is_found(proxy: Running, provider: SocketProvider) -> None:
    """Fragments are one message."""
    text = item(f"rodné číslo {VALUE}")
    middle = text.index(VALUE) + 5
    with dial(proxy) as client:
        client.send([text[:middle], text[middle:]])
        assert heard(client)["error"]["code"] == "czech_pii_blocked"
    assert provider.messages == []


def test_a_message_over_the_limit_closes(proxy: Running, provider: SocketProvider) -> None:
    """More bytes than a request may have: an event, the tool's error, close 1009; nothing of it leaves, and the provider sees a close."""
    with dial(proxy) as client:
        client.send(item("x" * 300_000))
        assert heard(client)["error"]["code"] == "celnice_too_large"
        assert closed(client)[0] == 1009
    assert provider.messages == []
    assert reasons(proxy) == ["too_large"]
    until(lambda: provider.closes)
    assert provider.closes == [(1001, "")]


def test_a_message_without_end_closes_while_it_comes(proxy: Running, provider: SocketProvider) -> None:
    """The limit holds while fragments are collected: the message never ends, and still is over."""
    sender = Connection(ConnectionType.CLIENT)
    endless = b"".join(sender.send(TextMessage("x" * 1000, message_finished=False)) for _ in range(400))
    with dial(proxy) as client:
        client.raw(endless)
        assert heard(client)["error"]["code"] == "celnice_too_large"
        assert closed(client)[0] == 1009
    assert provider.messages == []
    assert reasons(proxy) == ["too_large"]


def test_a_message_of_tiny_fragments_closes(proxy: Running, provider: SocketProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fragments are counted, empty ones too: they cost nothing to send."""
    monkeypatch.setattr(websocket_collected, "MAX_FRAGMENTS", 50)
    with dial(proxy) as client:
        client.send([""] * 40 + ["{}"])
        assert heard(client)["error"]["code"] == "celnice_opaque_body"
        with suppress(ConnectionClosed):
            client.send([""] * 100 + ["{}"])
        assert closed(client)[0] == 1009
    assert reasons(proxy) == ["opaque_body", "too_large"]


def test_a_server_s_message_over_the_limit_closes(proxy: Running, provider: SocketProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider's messages are bounded as well."""
    monkeypatch.setattr(websocket_layer, "MAX_SERVER_MESSAGE", 10_000)
    with dial(proxy) as client:
        provider.say(BytesMessage(b"x" * 9_000))
        assert len(client.recv()) == 9_000
        provider.say(BytesMessage(b"x" * 11_000))
        assert closed(client)[0] == 1009


def test_what_the_client_puts_into_pings_stays_here(proxy: Running, provider: SocketProvider) -> None:
    """The provider gets empty pings; the client still gets its own payload back."""
    with dial(proxy) as client:
        client.ping(VALUE)  # its pong comes back
    assert provider.pings == [b""]
    assert VALUE.encode() not in bytes(provider.received)


def test_heartbeats_of_both_sides(tmp_path: Path) -> None:
    """A client and a server that close when their own pings are not answered stay connected."""
    made = Authority()
    (tmp_path / "ca.pem").write_bytes(made.pem())
    listening = socket.create_server(("127.0.0.1", 0))
    provider = SocketProvider(listening.getsockname()[1], tmp_path / "ca.pem")
    heartbeat = {"ping_interval": 0.2, "ping_timeout": 60}
    beats: list[float] = []

    async def echo(connection: ServerConnection) -> None:
        async for message in connection:
            beats.append(await asyncio.wait_for(await connection.ping(), 60))
            await connection.send(message)

    stopped = threading.Event()

    async def main() -> None:  # not the library's threaded server: see support.sockets.Client
        async with serve(echo, sock=listening, ssl=made.context(HOST, ("http/1.1",)), **heartbeat):
            await asyncio.to_thread(stopped.wait)

    thread = threading.Thread(target=asyncio.run, args=(main(),))
    thread.start()
    try:
        with running(provider, tmp_path) as proxy, dial(proxy, **heartbeat) as client:  # type: ignore[arg-type]
            for number in range(4):
                client.ping(f"beat {number}")
                client.send(item(CLEAN))
                assert heard(client)["type"] == "conversation.item.create"
    finally:
        stopped.set()
        thread.join(60)
    assert len(beats) == 4


def test_what_the_client_puts_into_pongs_stays_here(proxy: Running, provider: SocketProvider) -> None:
    """A pong goes on with the payload that the provider itself sent, and otherwise empty."""
    with dial(proxy) as client:
        client.pong(VALUE)
        provider.say(Ping(b"beat"))
        until(lambda: len(provider.pongs) == 2)
        provider.say(Pong(b"unasked"))
        client.send(item(CLEAN))
        heard(client)
    assert provider.pongs == [b"", b"beat"]


def test_what_the_client_puts_into_a_close_stays_here(proxy: Running, provider: SocketProvider) -> None:
    """The code goes on, the reason does not."""
    with dial(proxy) as client:
        client.close(4000, VALUE)
        until(lambda: provider.closes)
        assert client.inner.close_code == 4000
    assert provider.closes == [(4000, "")]


def test_the_server_s_close_arrives(proxy: Running, provider: SocketProvider) -> None:
    """Its code and reason are the client's to know."""
    with dial(proxy) as client:
        provider.say(CloseConnection(4002, "limit relace"))
        assert closed(client) == (4002, "limit relace")


def test_a_server_that_is_gone(proxy: Running, provider: SocketProvider) -> None:
    """A provider that vanishes is no orderly end."""
    with dial(proxy) as client:
        provider.drop()
        assert closed(client)[0] == 1011


def test_a_client_that_is_gone(proxy: Running, provider: SocketProvider) -> None:
    """The provider is told that the client went away."""
    with dial(proxy) as client:
        client.vanish()
        until(lambda: provider.closes)
    assert provider.closes == [(1001, "")]


def test_broken_frames_end_the_connection(proxy: Running, provider: SocketProvider) -> None:
    """Reserved bits, as compressed messages have them, and text that is not UTF-8: closed, and nothing goes on."""
    for frame, code in ((b"\xc1\x81\x00\x00\x00\x00x", 1002), (b"\x81\x81\x00\x00\x00\x00\xff", 1007)):
        with dial(proxy) as client:
            client.raw(frame)
            assert closed(client) == (code, "")
    assert provider.messages == []
    until(lambda: len(provider.closes) == 2)
    assert provider.closes == [(1001, "")] * 2


def test_nothing_is_kept_and_nothing_logged(
    proxy: Running, provider: SocketProvider, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """mitmproxy's list of messages stays empty, the budget is given back, and no payload reaches a log."""
    layers: list[websocket_layer.CustomsWebsocketLayer] = []
    start = websocket_layer.CustomsWebsocketLayer.start

    def noted(self: websocket_layer.CustomsWebsocketLayer, event: Any) -> Any:
        layers.append(self)
        return start(self, event)

    monkeypatch.setattr(websocket_layer.CustomsWebsocketLayer, "_handle_event", noted)
    with caplog.at_level(logging.DEBUG), dial(proxy) as client:
        client.ping("tajné-ping")
        for _ in range(5):
            client.send(item("tajné-slovo"))
            heard(client)
        client.send(item(VALUE))
        heard(client)
        (layer,) = layers
        assert layer.flow.websocket is not None
        assert layer.flow.websocket.messages == []
        until(lambda: layer._from_client._budget.total == 0)
    ours = [record for record in caplog.records if not record.name.startswith("websockets")]  # the client's own log
    assert not [record for record in ours if "tajné" in record.getMessage() or VALUE in record.getMessage()]


def broken(*_: object, **__: object) -> Any:
    raise RuntimeError(f"broken at {VALUE}")


async def broken_later(*_: object, **__: object) -> Any:
    raise RuntimeError(f"broken at {VALUE}")


FAULTS = ["extract", "detect", "decide", "act", "record", "layer"]


@pytest.mark.parametrize("stage", FAULTS)
def test_a_fault_closes(
    proxy: Running, provider: SocketProvider, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, stage: str
) -> None:
    """Whatever raises: close 1011, the message does not leave, a count says so, and nobody quotes it."""
    with dial(proxy) as client, caplog.at_level(logging.ERROR):
        if stage == "extract":
            monkeypatch.setattr("gateway.proxy.customs.read_message", broken)
        elif stage == "detect":
            monkeypatch.setattr(proxy.customs, "_detect", broken_later)
        elif stage == "decide":
            monkeypatch.setattr("gateway.proxy.customs.judge", broken)
        elif stage == "act":
            monkeypatch.setattr(type(proxy.customs.sockets["openai_realtime"]), "block_answer", broken)
        elif stage == "record":
            monkeypatch.setattr(proxy.recorder, "put", broken_later)
        else:
            monkeypatch.setattr(websocket_layer, "pieces", broken)
        client.send(item(CLEAN if stage in {"extract", "detect", "decide", "layer"} else VALUE))
        assert closed(client) == (1011, "")
    assert provider.messages == []
    assert sum(count for (kind, _), count in proxy.meter.seen.items() if kind == "fault") >= 1
    assert VALUE not in caplog.text
    if stage in {"extract", "detect", "decide", "layer"}:
        assert reasons(proxy) == ["gateway_fault"]


def test_a_message_that_was_not_scanned_is_dropped(proxy: Running, provider: SocketProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    """Detection that gives up is not a clean scan; so is a spool that cannot write."""

    async def gives_up(texts: Sequence[str]) -> Sequence[Scan]:
        return [Unscanned("deadline")] * len(texts)

    with dial(proxy) as client:
        monkeypatch.setattr(proxy.customs, "_detect", gives_up)
        client.send(item(CLEAN))
        assert heard(client)["error"]["code"] == "celnice_not_scanned"
        monkeypatch.setattr(proxy.customs, "_detect", detect)
        proxy.recorder.broken = True
        client.send(item(VALUE))
        assert heard(client)["error"]["code"] == "czech_pii_blocked"
        client.send(item(CLEAN))
        assert heard(client)["error"]["code"] == "celnice_event_not_stored"
        proxy.recorder.broken = False
        client.send(item(CLEAN))
        assert heard(client)["type"] == "conversation.item.created"
    assert provider.messages == [item(CLEAN)]


def test_a_client_is_not_read_while_its_message_is_judged(
    proxy: Running, provider: SocketProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes behind waits in the client's own socket, so that memory is bounded by one message."""
    waiting: list[int] = []
    original = websocket_layer.CustomsWebsocketLayer.handle_event

    def watched(self: websocket_layer.CustomsWebsocketLayer, event: Any) -> Any:
        waiting.append(sum(len(getattr(queued, "data", b"")) for queued in self._paused_event_queue))
        return original(self, event)

    async def waits(texts: Sequence[str]) -> Sequence[Scan]:
        if any(CLEAN in text for text in texts):
            await asyncio.sleep(1)
        return [()] * len(texts)

    monkeypatch.setattr(websocket_layer.CustomsWebsocketLayer, "handle_event", watched)
    monkeypatch.setattr(proxy.customs, "_detect", waits)
    with dial(proxy) as client:
        client.send(item(CLEAN))
        for number in range(60):
            client.send(item(f"{number} " + "x" * 100_000))
        for _ in range(61):
            heard(client)
    assert len(provider.messages) == 61
    assert max(waiting) <= 2 * 65_536
