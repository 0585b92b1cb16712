"""One client connection: mitmproxy's connection handler with our layers on top, our way out, and what it is busy with."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from functools import partial
from typing import Any

from mitmproxy.connection import Connection as Side
from mitmproxy.connection import ConnectionState
from mitmproxy.hooks import all_hooks
from mitmproxy.http import HTTPFlow
from mitmproxy.options import Options
from mitmproxy.proxy import commands, events, server
from mitmproxy.proxy.layers.http import HttpResponseHeadersHook
from mitmproxy.proxy.mode_specs import ProxyMode
from mitmproxy.proxy.server_hooks import (
    ServerConnectedHook,
    ServerConnectErrorHook,
    ServerConnectHook,
    ServerConnectionHookData,
    ServerDisconnectedHook,
)

from gateway.proxy.connections import Peer, Way
from gateway.proxy.dialling import DialError, Dialler
from gateway.proxy.gathering import GatheringWriter
from gateway.proxy.lane import Lane, Lanes
from gateway.proxy.offering_reader import OfferingReader
from gateway.proxy.ports import Meter
from gateway.proxy.routing import top_layer
from gateway.proxy.websocket_layer import SocketMessageHook

MODES = {
    Way.PROXY: ProxyMode.parse("regular"),
    Way.ENTRANCE: ProxyMode.parse("reverse:http://entrance.invalid"),
    Way.TRANSPARENT: ProxyMode.parse("transparent"),
}

logger = logging.getLogger(__name__)

SWITCHING = 101
MANY_BYTES = 64 * 1024
"""On their way to a client that reads more slowly than its provider writes: the provider is then read from as fast only (asyncio's own
mark for a full buffer)."""

IDLE_SECONDS = 5.0
"""Without a byte and without a request under way; a client that was about to send would have."""


type Handlers = Mapping[str, tuple[Callable[..., Awaitable[None] | None], ...]]
"""What the addons do at each hook, by its name, in the addons' order."""


def handlers_of(addons: Sequence[object]) -> Handlers:
    """The hooks these addons have."""
    found = {name: tuple(getattr(addon, name) for addon in addons if callable(getattr(addon, name, None))) for name in all_hooks}
    return {name: handlers for name, handlers in found.items() if handlers}


class Connection(server.LiveConnectionHandler):
    """One client connection. Hooks go through mitmproxy's real dispatcher."""

    def __init__(
        self,
        options: Options,
        streams: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        way: Way,
        handlers: Handlers,
        dialler: Dialler,
        meter: Meter,
    ) -> None:
        reader, writer = streams
        super().__init__(reader, GatheringWriter(reader, writer), options, MODES[way])
        self._handlers = handlers
        self._dialler = dialler
        self._meter = meter
        self._reading = asyncio.Event()
        self._reading.set()
        self._under_way: set[str] = set()
        self._bodies: set[str] = set()
        self._received, self._window = 0, 0.0
        self._lanes = Lanes()
        self._free: tuple[Side, Lane, GatheringWriter] | None = None  # as long as no event reaches the layers
        self._resumed: set[asyncio.Task[None]] = set()
        self.layer = top_layer(self.layer.context, way)

    def is_idle(self, peer: Peer) -> bool:
        """Whether nobody would miss it: no request under way, no tunnel, and silent for a while."""
        quiet = time.time() - self.timeout_watchdog.last_activity >= IDLE_SECONDS
        return quiet and not self._under_way and peer.way is not Way.TUNNEL

    def is_slow(self, rate: int, seconds: float) -> bool:
        """Whether the bodies of its requests came with fewer than ``rate`` bytes a second in the last ``seconds``; asked now and then."""
        if not self._bodies:
            self._window = 0.0
            return False
        now = time.monotonic()
        if not self._window:
            self._received, self._window = 0, now
        elif now - self._window >= seconds:
            slow = self._received < rate * seconds
            self._received, self._window = 0, now
            return slow
        return False

    async def handle_hook(self, hook: commands.StartHook) -> None:
        """Waits for the addons; the inactivity timer stands still meanwhile.

        Not ``handle_lifecycle``, which asks every addon a second time for the sake of mitmproxy's screens (a fifth of a request's time),
        and not ``trigger_event``, which logs an addon's exception and lets the flow go on: here it cuts the connection.
        """
        self._note(hook)
        handlers = self._handlers.get(hook.name)
        if handlers:
            with self.timeout_watchdog.disarm():
                for handler in handlers:
                    try:
                        waiting = handler(*hook.args())
                        if waiting is not None:
                            await waiting
                    except Exception as error:  # noqa: BLE001  # whatever an addon raises
                        logger.error("a %s hook raised %s: the connection is cut", hook.name, type(error).__name__)  # noqa: TRY400
                        self._cut()
                        raise asyncio.CancelledError from None
        if hook.name == SocketMessageHook.name:
            self._reading.set()
        elif isinstance(hook, HttpResponseHeadersHook):
            self._lanes.begins(hook.flow)

    def _cut(self) -> None:
        """Aborts the client's connection: what is half done does not go on."""
        writer = self.transports[self.client].writer
        if isinstance(writer, asyncio.StreamWriter):
            writer.transport.abort()

    def _note(self, hook: commands.StartHook) -> None:
        flow = getattr(hook, "flow", None)
        if not isinstance(flow, HTTPFlow):
            return
        if hook.name == "requestheaders":
            self._under_way.add(flow.id)
            self._bodies.add(flow.id)
        elif hook.name == "request":
            self._bodies.discard(flow.id)
        elif hook.name in {"response", "error"}:
            self._bodies.discard(flow.id)
            self._lanes.ends(flow.server_conn)
            if not (flow.response and flow.response.status_code == SWITCHING):  # a WebSocket is under way until it closes
                self._under_way.discard(flow.id)

    def hook_task(self, hook: commands.StartHook) -> Coroutine[Any, Any, None]:
        """As mitmproxy's, which calls it at once and runs what it returns later: what is read until then would not have waited."""
        if hook.name == SocketMessageHook.name:
            self._reading.clear()
        return super().hook_task(hook)

    async def server_event(self, event: events.Event) -> None:
        """As mitmproxy's. While a message of a WebSocket is judged nothing further of its client is taken in: it would pile up."""
        if isinstance(event, events.DataReceived) and event.connection is self.client:
            self._received += len(event.data)
            while not self._reading.is_set():
                await self._reading.wait()
        self._free = None
        await super().server_event(event)

    async def open_connection(self, command: commands.OpenConnection) -> None:
        """As mitmproxy's, but by our way out (:mod:`gateway.proxy.dialling`)."""
        conn = command.connection
        asked, error = conn.address, ""
        about = ServerConnectionHookData(client=self.client, server=conn)
        await self.handle_hook(ServerConnectHook(about))
        if conn.error or not asked or not conn.address:
            error = conn.error or "no host"
        async with self.max_conns[conn.address or ("", 0)]:
            if not error:
                conn.timestamp_start = time.time()
                pinned = conn.address[:2] if conn.address != asked and conn.address else None
                try:
                    streams = await self._dialler.open(*(asked or ("", 0))[:2], pinned=pinned)
                except DialError as failed:
                    error = conn.error = str(failed)
                    self._meter.provider_unreached(error)
                except asyncio.CancelledError:
                    conn.error = "connection cancelled"
                    await self.handle_hook(ServerConnectErrorHook(about))
                    await self.server_event(events.OpenConnectionCompleted(command, conn.error))
                    raise
            if error:
                await self.handle_hook(ServerConnectErrorHook(about))
                await self.server_event(events.OpenConnectionCompleted(command, error))
                return
            await self._connected(command, about, streams)

    async def _connected(
        self,
        command: commands.OpenConnection,
        about: ServerConnectionHookData,
        streams: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        conn = command.connection
        reader, writer = streams
        conn.timestamp_tcp_setup = time.time()
        conn.state = ConnectionState.OPEN
        conn.peername, conn.sockname = writer.get_extra_info("peername"), writer.get_extra_info("sockname")
        self.transports[conn] = server.ConnectionIO(handler=asyncio.current_task(), reader=reader, writer=GatheringWriter(reader, writer))
        if isinstance(reader, OfferingReader):
            reader.taker = partial(self._take, conn)
        await self.handle_hook(ServerConnectedHook(about))
        await self.server_event(events.OpenConnectionCompleted(command, None))
        try:
            await self.handle_connection(conn)
        finally:
            self._lanes.ends(conn)
            conn.timestamp_end = time.time()
            await self.handle_hook(ServerDisconnectedHook(about))

    def _take(self, provider: Side, data: bytes) -> bool:
        """Sends a piece of an answer to the client by the short way (:mod:`gateway.proxy.lane`); False leaves it to the layers."""
        try:
            if self._free is None or self._free[0] is not provider:
                self._free = self._find_free(provider)
            if self._free is None:
                return False
            _, lane, writer = self._free
            if writer.is_closing() or writer.transport.get_write_buffer_size() > MANY_BYTES:
                return False  # the layers' way waits for the client
            piece, rest = lane.carry(data)
            if piece:
                writer.send(piece)
            self.timeout_watchdog.register_activity()
        except Exception as error:  # noqa: BLE001  # a piece may be lost: the client sees that its answer is cut
            logger.error("a streamed answer is cut: %s", type(error).__name__)  # noqa: TRY400
            self._cut()
            return True
        if rest:  # before anything else that comes
            event = events.DataReceived(provider, b"")
            task = asyncio.Task(self.server_event(event), loop=asyncio.get_running_loop(), eager_start=True)
            self._resumed.add(task)
            task.add_done_callback(self._resumed.discard)
        return True

    def _find_free(self, provider: Side) -> tuple[Side, Lane, GatheringWriter] | None:
        lane, client = self._lanes.of(provider), self.transports.get(self.client)
        writer = client.writer if client else None
        if lane is None or not isinstance(writer, GatheringWriter) or self._server_event_lock.locked() or not lane.is_free():
            return None
        return provider, lane, writer

    def log(self, *args: object, **kwargs: object) -> None:
        """Nothing: mitmproxy's connection log quotes hosts of people who are not to be watched."""
