"""Listens on the two ports and hands each connection to mitmproxy's connection handler, with our layers on top.

mitmproxy's own server addon has no SO_REUSEPORT; several proxy processes share one port through the kernel here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from typing import Any

from mitmproxy.hooks import all_hooks
from mitmproxy.master import Master
from mitmproxy.options import Options
from mitmproxy.proxy import commands, events, server
from mitmproxy.proxy.mode_specs import ProxyMode

from gateway.proxy.budget import Budget
from gateway.proxy.connections import Peer, Peers, Way
from gateway.proxy.ports import Meter
from gateway.proxy.routing import top_layer
from gateway.proxy.websocket_layer import SocketMessageHook
from gateway.settings import Listener

logger = logging.getLogger(__name__)

BACKLOG = 1024
"""A whole office opens its browsers at eight."""

FIRST_REQUEST_SECONDS = 60.0
"""From the connection to the first whole request head: a handshake over a bad line takes seconds, and a connection that never speaks
holds a place (browsers open spare ones, and open them again)."""

MODES = {Way.PROXY: ProxyMode.parse("regular"), Way.ENTRANCE: ProxyMode.parse("reverse:http://entrance.invalid")}


type Handlers = Mapping[str, tuple[Callable[..., Awaitable[None] | None], ...]]
"""What the addons do at each hook, by its name, in the addons' order."""


def handlers_of(addons: Sequence[object]) -> Handlers:
    """The hooks these addons have."""
    found = {name: tuple(getattr(addon, name) for addon in addons if callable(getattr(addon, name, None))) for name in all_hooks}
    return {name: handlers for name, handlers in found.items() if handlers}


class Connection(server.LiveConnectionHandler):
    """One client connection."""

    def __init__(self, options: Options, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: Way, handlers: Handlers) -> None:
        super().__init__(reader, writer, options, MODES[way])
        self._handlers = handlers
        self._reading = asyncio.Event()
        self._reading.set()
        self.layer = top_layer(self.layer.context, way)

    async def handle_hook(self, hook: commands.StartHook) -> None:
        """Waits for the addons; the inactivity timer stands still meanwhile.

        Not ``handle_lifecycle``, which asks every addon a second time for the sake of mitmproxy's screens (a fifth of a request's time),
        and not ``trigger_event``, which logs an addon's exception and lets the flow go on: here it cuts the connection.
        """
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

    def _cut(self) -> None:
        """Aborts the client's connection: what is half done does not go on."""
        writer = self.transports[self.client].writer
        if isinstance(writer, asyncio.StreamWriter):
            writer.transport.abort()

    def hook_task(self, hook: commands.StartHook) -> Coroutine[Any, Any, None]:
        """As mitmproxy's, which calls it at once and runs what it returns later: what is read until then would not have waited."""
        if hook.name == SocketMessageHook.name:
            self._reading.clear()
        return super().hook_task(hook)

    async def server_event(self, event: events.Event) -> None:
        """As mitmproxy's. While a message of a WebSocket is judged nothing further of its client is taken in: it would pile up."""
        if isinstance(event, events.DataReceived) and event.connection is self.client:
            while not self._reading.is_set():
                await self._reading.wait()
        await super().server_event(event)

    def log(self, *args: object, **kwargs: object) -> None:
        """Nothing: mitmproxy's connection log quotes hosts of people who are not to be watched."""


class Port:
    """One listening port of this process."""

    def __init__(self, master: Master, way: Way, listener: Listener, peers: Peers, meter: Meter, budget: Budget) -> None:
        self._master = master
        self._way = way
        self._listener = listener
        self._peers = peers
        self._meter = meter
        self._budget = budget
        self._handlers = handlers_of(master.addons.chain)
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Starts to listen. Raises OSError when the address cannot be had."""
        self._server = await asyncio.start_server(self._accept, self._listener.host, self._listener.port, reuse_port=True, backlog=BACKLOG)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task  # noqa: S101
        self._tasks.add(task)
        try:
            await self._serve(reader, writer)
        except asyncio.CancelledError:
            writer.close()  # only close() cancels; asyncio would report its own callback as broken
        finally:
            self._tasks.discard(task)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        name = writer.get_extra_info("peername")
        allowed = self._listener.front_proxies
        if allowed and (not name or name[0] not in allowed):
            self._meter.connection_refused("peer")
            writer.close()
            return
        connection = Connection(self._master.options, reader, writer, self._way, self._handlers)
        peer = self._peers.arrived(connection.client, self._way)
        deadline = asyncio.get_running_loop().call_later(FIRST_REQUEST_SECONDS, self._too_slow, peer, writer)
        try:
            await connection.handle_client()
        finally:
            deadline.cancel()
            self._peers.left(connection.client)
            self._budget.left(connection.client)

    def _too_slow(self, peer: Peer, writer: asyncio.StreamWriter) -> None:
        if not peer.spoke:
            self._meter.connection_refused("slow")
            writer.transport.abort()

    async def close(self, grace: float) -> None:
        """Stops listening, gives open answers ``grace`` seconds to end, and cuts the rest."""
        if self._server:
            self._server.close()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace)
        for task in list(self._tasks):
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task
