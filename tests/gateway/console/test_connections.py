"""Who keeps us waiting, told by a clock that the test moves."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from uvicorn.server import ServerState

from gateway.console.connections import MAX_CONNECTIONS, PER_PEER, SPARE, Connection, connections
from gateway.console.server import configuration
from gateway.settings import Console
from support.console import BEARER, Parts, served

GET = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
POST = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 30\r\n\r\ntoken="
OURS = b"POST /analyze HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 13\r\nAuthorization: "
OURS += BEARER["Authorization"].encode() + b'\r\n\r\n{"text": "a"}'


class Clock:
    """The loop's clock and timers; tasks run on the real loop."""

    def __init__(self) -> None:
        self.now = 0.0
        self.timers: list[tuple[float, Callable[[], None], list[None]]] = []

    def time(self) -> float:
        return self.now

    def call_later(self, delay: float, call: Callable[[], None]) -> Any:
        cancelled: list[None] = []
        self.timers.append((self.now + delay, call, cancelled))
        return type("Handle", (), {"cancel": lambda _self: cancelled.append(None)})()

    def create_task(self, work: Any) -> asyncio.Task[Any]:
        return asyncio.get_running_loop().create_task(work)

    def move(self, to: float) -> None:
        self.now = to
        for due, call, cancelled in sorted(self.timers, key=lambda timer: timer[0]):
            if due <= to and not cancelled:
                cancelled.append(None)
                call()


@dataclass
class Wire(asyncio.Transport):
    """A transport without a wire."""

    peer: str = "127.0.0.1"
    ended: bool = False
    sent: bytearray = field(default_factory=bytearray)

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return {"peername": (self.peer, 50000), "sockname": ("127.0.0.1", 8082)}.get(name, default)

    def is_closing(self) -> bool:
        return self.ended

    def close(self) -> None:
        self.ended = True

    def abort(self) -> None:
        self.ended = True

    def write(self, data: Any) -> None:
        self.sent += data

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


@dataclass
class Port:
    """Connections to one server."""

    clock: Clock = field(default_factory=Clock)
    state: ServerState = field(default_factory=ServerState)
    shared: tuple[str, ...] = ()
    made: list[Connection] = field(default_factory=list)

    def __post_init__(self) -> None:
        async def works_for_ever(_payload: dict[str, Any]) -> Any:
            await asyncio.Event().wait()

        self.config = configuration(Parts(analyze=works_for_ever).app(), Console(front_proxies=self.shared))
        self.config.load()

    def connect(self, peer: str = "127.0.0.1", *data: bytes) -> tuple[Connection, Wire]:
        made = connections(self.shared)(self.config, self.state, {}, self.clock)  # type: ignore[arg-type]
        self.made.append(made)
        wire = Wire(peer)
        made.connection_made(wire)
        for piece in data:
            made.data_received(piece)
        return made, wire

    async def close(self) -> None:
        for one in self.made:
            one.connection_lost(None)
        for task in list(self.state.tasks):
            task.cancel()
        await asyncio.gather(*self.state.tasks, return_exceptions=True)


def stalls(connection: Connection) -> None:
    connection.pause_writing()


def reads_again(connection: Connection) -> None:
    connection.pause_writing()
    connection.resume_writing()


def drips(connection: Connection) -> None:
    connection.data_received(b"x")


DEADLINES: list[tuple[list[bytes], Callable[[Connection], None] | None, int, int | None, str]] = [
    ([], None, 9, 10, "says nothing"),
    ([GET[:20]], drips, 9, 10, "a head in drops"),
    ([GET], drips, 9, 10, "half of a second head"),
    ([POST], drips, 59, 60, "a body in drops, on a page that needs no token"),
    ([OURS], None, 3600, None, "we work on it, or stream to it"),
    ([OURS], stalls, 29, 30, "does not read"),
    ([OURS], reads_again, 3600, None, "read again"),
]


@pytest.mark.parametrize(("data", "then", "lives", "ends", "reason"), DEADLINES, ids=[row[4] for row in DEADLINES])
def test_who_keeps_us_waiting_has_a_deadline(
    data: list[bytes], then: Callable[[Connection], None] | None, lives: int, ends: int | None, reason: str
) -> None:
    """For each kind of waiting one; what comes in drops does not move it, and our own work has none."""

    async def main() -> tuple[bool, bool]:
        port = Port()
        connection, wire = port.connect("127.0.0.1", *data)
        for _ in range(50):
            await asyncio.sleep(0)
        for second in range(lives):
            if then and second in (0, 4, 8):
                then(connection)
            port.clock.move(second + 1)
            if wire.ended:
                break
        before = wire.ended
        port.clock.move(ends or lives + 1)
        after = wire.ended
        await port.close()
        return before, after

    assert asyncio.run(main()) == (False, ends is not None), reason


HOLDERS = [
    ([("198.51.100.1", PER_PEER)], "198.51.100.1", "198.51.100.1", "one peer's own oldest goes for its newest"),
    ([("198.51.100.1", PER_PEER - 1)], "198.51.100.1", None, "below the limit nobody goes"),
    ([("198.51.100.1", 100), ("198.51.100.2", 120), ("198.51.100.3", 28)], "203.0.113.9", "198.51.100.2", "the largest holder makes room"),
    ([("198.51.100.1", PER_PEER)], "203.0.113.9", None, "another peer is not concerned"),
    ([("2001:db8::1", 64), ("2001:db8::2", 64)], "2001:db8::3", "2001:db8::1", "one network of IPv6 is one peer"),
    ([("192.0.2.1", PER_PEER)], "192.0.2.1", None, "a front proxy brings many clients"),
]


@pytest.mark.parametrize(("holders", "comes", "goes", "reason"), HOLDERS, ids=[row[3] for row in HOLDERS])
def test_places_are_made_by_those_who_keep_us_waiting(holders: list[tuple[str, int]], comes: str, goes: str | None, reason: str) -> None:
    """The newcomer always gets in, the oldest idle connection of the largest holder makes room."""

    async def main() -> list[str]:
        port = Port(shared=("192.0.2.0/30",))
        wires = []
        for peer, number in holders:
            for _ in range(number):
                wires.append(port.connect(peer)[1])
                port.clock.now += 0.001
        _, new = port.connect(comes)
        assert not new.ended
        return [wire.peer for wire in wires if wire.ended]

    assert sum(number for _, number in holders) <= MAX_CONNECTIONS - SPARE
    assert asyncio.run(main()) == ([goes] if goes else []), reason


def test_who_is_served_makes_no_room() -> None:
    """A peer whose connections are all at work gets no more of them, and loses none."""

    async def main() -> None:
        port = Port()
        served_now = [port.connect("127.0.0.1", OURS) for _ in range(PER_PEER)]
        _, new = port.connect()
        assert new.ended
        assert not any(wire.ended for _, wire in served_now)
        await port.close()

    asyncio.run(main())


def test_idle_connections_keep_nobody_out() -> None:
    """More idle connections than there are places, on a real server: probes and readers are answered."""
    with served(Parts().app()) as base, ExitStack() as idle:
        port = int(base.rpartition(":")[2])
        for _ in range(MAX_CONNECTIONS + 20):
            idle.enter_context(socket.create_connection(("127.0.0.1", port)))
        for path in ("/healthz", "/readyz", "/api/v1/events"):
            assert httpx.get(f"{base}{path}", headers=BEARER, timeout=60, trust_env=False).status_code == 200
