"""Accepts connections and hands each to a :class:`~gateway.proxy.client_connection.Connection`.

The sockets may be shared with other proxy processes (:mod:`gateway.listening`): one connection is taken at a time, so that a process which
is busy leaves the next one to another.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from mitmproxy.master import Master
from mitmproxy.platform.linux import original_addr

from gateway.proxy import proxy_protocol
from gateway.proxy.budget import Budget
from gateway.proxy.client_connection import Connection, handlers_of
from gateway.proxy.connections import Peer, Peers, Way
from gateway.proxy.crowd import Crowd
from gateway.proxy.dialling import Dialler
from gateway.proxy.ports import Meter
from gateway.proxy.proxy_protocol import Malformed
from gateway.settings import Behind

logger = logging.getLogger(__name__)

FIRST_REQUEST_SECONDS = 60.0
"""From the connection to the first whole request head: a handshake over a bad line takes seconds, and a connection that never speaks
holds a place (browsers open spare ones, and open them again)."""

HEADER_SECONDS = 5.0
"""For the PROXY protocol's header: a balancer sends it at once."""

FULL_SECONDS = 1.0
"""Pause of accepting while the system has no descriptor left; connections wait in the queue."""

TEND_SECONDS = 1.0
SLOW_SECONDS = 30.0
"""Over which a body's pace is measured: a laptop that changes its network is silent for some of them."""


@dataclass(frozen=True, slots=True)
class House:
    """What all ports of a process share."""

    master: Master
    peers: Peers
    meter: Meter
    budget: Budget
    dialler: Dialler
    crowd: Crowd
    slowest_body: int = 0


class Port:
    """One listening port of this process."""

    def __init__(self, house: House, way: Way, settings: Behind, sockets: Sequence[socket.socket]) -> None:
        self._house = house
        self._way = way
        self._settings = settings
        self._sockets = list(sockets)
        self._handlers = handlers_of(house.master.addons.chain)
        self._tasks: set[asyncio.Task[None]] = set()
        self._served: dict[Connection, tuple[Peer, asyncio.StreamWriter]] = {}
        self._tending: asyncio.Task[None] | None = None
        self._draining = False

    def open(self) -> None:
        """Starts to accept."""
        loop = asyncio.get_running_loop()
        for one in self._sockets:
            one.setblocking(False)
            loop.add_reader(one, self._waiting, one)
        self._tending = loop.create_task(self._tend())

    def _waiting(self, listener: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        try:
            raw, _ = listener.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return  # another process was faster, or the client gave up
        except OSError as error:
            logger.error("no connection can be taken: %s", error.strerror)  # noqa: TRY400
            loop.remove_reader(listener)
            loop.call_later(FULL_SECONDS, self._again, listener)
            return
        task = loop.create_task(self._accept(raw))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _again(self, listener: socket.socket) -> None:
        if listener in self._sockets:
            asyncio.get_running_loop().add_reader(listener, self._waiting, listener)

    async def _accept(self, raw: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        raw.setblocking(False)
        reader = asyncio.StreamReader(loop=loop)
        protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
        try:
            transport, _ = await loop.connect_accepted_socket(lambda: protocol, raw)
        except OSError:
            raw.close()
            return
        writer = asyncio.StreamWriter(transport, protocol, reader, loop)
        try:
            with suppress(asyncio.CancelledError):  # only close() cancels
                await self._enter(reader, writer)
        finally:
            writer.close()

    async def _enter(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        name = writer.get_extra_info("peername")
        if self._settings.front_proxies and (not name or not self._settings.is_front(name[0])):
            self._house.meter.connection_refused("peer")
            return
        client: tuple[str, int] | None = None
        if self._settings.proxy_protocol:
            try:
                async with asyncio.timeout(HEADER_SECONDS):
                    client = await proxy_protocol.client_of(reader)
            except (Malformed, asyncio.IncompleteReadError, OSError) as error:
                if not (isinstance(error, asyncio.IncompleteReadError) and not error.partial):  # a health check that only connects
                    self._house.meter.connection_refused("proxy_header")
                return
        address = client[0] if client else (name[0] if name else "")
        if full := self._house.crowd.enters(address):
            self._house.meter.connection_refused(full)
            return
        try:
            await self._serve(reader, writer, client)
        finally:
            self._house.crowd.leaves(address)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, client: tuple[str, int] | None) -> None:
        house = self._house
        port = self._redirected(writer) if self._way is Way.TRANSPARENT else 0
        if port is None:
            house.meter.connection_refused("not_redirected")
            return
        connection = Connection(house.master.options, (reader, writer), self._way, self._handlers, house.dialler, house.meter)
        if client:
            connection.client.peername = client
        peer = house.peers.arrived(connection.client, self._way)
        peer.port = port
        deadline = asyncio.get_running_loop().call_later(FIRST_REQUEST_SECONDS, self._too_slow, peer, writer)
        self._served[connection] = (peer, writer)
        try:
            await connection.handle_client()
        finally:
            deadline.cancel()
            del self._served[connection]
            house.peers.left(connection.client)
            house.budget.left(connection.client)

    @staticmethod
    def _redirected(writer: asyncio.StreamWriter) -> int | None:
        """The port that a redirected connection was for; None when somebody came straight here, and would be dialled back to us."""
        try:
            address, port = original_addr(writer.get_extra_info("socket"))
        except OSError:
            return None  # the kernel knows of no redirection
        return None if (address, port) == writer.get_extra_info("sockname")[:2] else port

    def _too_slow(self, peer: Peer, writer: asyncio.StreamWriter) -> None:
        if not peer.spoke:
            self._house.meter.connection_refused("slow")
            writer.transport.abort()

    async def _tend(self) -> None:
        """Cuts who sends a body in drops; while draining, lets go of who waits for nothing."""
        rate, looked = self._house.slowest_body, time.monotonic()
        while True:
            await asyncio.sleep(TEND_SECONDS)
            if self._draining:
                for connection, (peer, writer) in list(self._served.items()):
                    if connection.is_idle(peer):
                        writer.transport.close()
            if rate and time.monotonic() - looked >= SLOW_SECONDS / 3:
                looked = time.monotonic()
                for connection, (_, writer) in list(self._served.items()):
                    if connection.is_slow(rate, SLOW_SECONDS):
                        self._house.meter.connection_refused("slow_body")
                        writer.transport.abort()

    def _stop_accepting(self) -> None:
        loop = asyncio.get_running_loop()
        for one in self._sockets:
            loop.remove_reader(one)
            one.close()  # this process's descriptor: who else holds it goes on accepting
        self._sockets = []

    async def drain(self, longest: float) -> None:
        """Takes no new connection, lets go of idle ones, and waits until the others have ended, ``longest`` seconds at most."""
        self._stop_accepting()
        self._draining = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=longest)

    async def close(self, grace: float) -> None:
        """Stops listening, gives open answers ``grace`` seconds to end, and cuts the rest."""
        self._stop_accepting()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace)
        if self._tending:
            self._tending.cancel()
        for task in list(self._tasks):
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task
