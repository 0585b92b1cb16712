"""Our own layer over mitmproxy's WebSocket: nothing of the client goes on before its verdict.

mitmproxy's collects fragments without limit, sends payloads of pings and reasons of closes on unjudged, and logs them; it keeps every
message. Here

* a message is bounded while it is collected, in bytes and fragments: over it the connection closes with 1009;
* ``socket_message`` asks for the verdict on each message of the client, in order, and no further byte of the client is read meanwhile
  (:mod:`gateway.proxy.listener`); messages of the server go on;
* a message that may not leave is dropped, and the server messages of the verdict go to the client instead;
* payloads of the client's pings and pongs and its reasons for closing stay here (:mod:`gateway.proxy.websocket_pings`);
* no message is kept, and nothing is logged. A fault of ours closes with 1011.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from mitmproxy import http
from mitmproxy.proxy import commands, events
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers.websocket import WebsocketConnection, WebsocketLayer
from mitmproxy.websocket import WebSocketData
from wsproto.connection import ConnectionState, ConnectionType
from wsproto.events import CloseConnection, Message, Ping, Pong
from wsproto.frame_protocol import CloseReason

from gateway.extract.api import SocketAnswer, SocketMessage
from gateway.proxy.budget import Budget
from gateway.proxy.websocket_collected import Collected, pieces
from gateway.proxy.websocket_pings import Pings

type Commands = Generator[commands.Command, Any, None]

MAX_SERVER_MESSAGE = 32 * 1024 * 1024
"""Bytes of one message of the provider: a picture in base64 has a few millions."""

MAX_CLOSING_BYTES = 64 * 1024 * 1024
"""What a client may still send after we closed: many programs read only after they have sent all."""

CLOSING_SECONDS = 10.0
"""How long a client may take to answer our close; WebSocket programs themselves wait for that long."""


@dataclass(slots=True)
class Crossing:
    """One message of the client on its way. It is a fault until a verdict stands."""

    message: SocketMessage | None = field(repr=False)
    """None for one that grew over the limits."""
    passes: bool = False
    fault: bool = True
    answers: tuple[SocketMessage, ...] = field(default=(), repr=False)
    """What the client is sent when the message does not pass."""
    changed: bytes | None = field(default=None, repr=False)
    """What leaves in place of the message, where tokens took the place of values."""
    restoring: SocketAnswer | None = field(default=None, repr=False)
    """What the server's messages go through from now on."""


@dataclass
class SocketMessageHook(commands.StartHook):
    """A message of the client waits for its verdict, which the addon writes into the crossing."""

    flow: http.HTTPFlow
    crossing: Crossing
    name: ClassVar[str] = "socket_message"


@dataclass
class SocketFaultHook(commands.StartHook):
    """This layer itself raised. Nothing waits for what the addon does with it."""

    flow: http.HTTPFlow
    error: Exception
    name: ClassVar[str] = "socket_fault"
    blocking = False


class CustomsWebsocketLayer(WebsocketLayer):
    """One WebSocket. ``limit`` is the largest message of the client in bytes."""

    def __init__(self, context: Context, flow: http.HTTPFlow, limit: int, budget: Budget) -> None:
        super().__init__(context, flow)
        flow.websocket = WebSocketData()  # mitmproxy's mark of such a flow; it holds no message
        self._from_client = Collected(limit, budget, context.client)
        self._from_server = Collected(MAX_SERVER_MESSAGE, budget, context.client)
        self._pings_of_client = Pings()
        self._pings_of_server = Pings()
        self._open = True
        self._unreadable = False  # the client broke the protocol: its answer to our close is not understood either
        self._after_close = 0
        self._restoring: SocketAnswer | None = None

    def handle_event(self, event: events.Event) -> Commands:
        """As every layer's, but what the server says does not wait for a verdict on what the client said."""
        from_server = isinstance(event, events.DataReceived) and event.connection is self.context.server
        if self._paused and from_server and self._open:
            yield from self.relay_messages(event)
        else:
            yield from super().handle_event(event)

    def start(self, _: events.Event) -> Commands:
        """Without extensions: none was offered."""
        self.client_ws = WebsocketConnection(ConnectionType.SERVER, conn=self.context.client)
        self.server_ws = WebsocketConnection(ConnectionType.CLIENT, conn=self.context.server)
        self._handle_event = self.relay_messages
        yield from ()

    _handle_event: Any = start
    """The state."""

    def relay_messages(self, event: events.Event) -> Commands:
        """One event of either side. Here stands the boundary: whatever raises ends the connection."""
        try:
            if isinstance(event, events.DataReceived | events.ConnectionClosed):
                yield from self._relay(event)
        except Exception as error:  # noqa: BLE001  # a fault of ours closes
            yield SocketFaultHook(self.flow, error)
            yield from self._end(CloseReason.INTERNAL_ERROR)

    def _relay(self, event: events.DataReceived | events.ConnectionClosed) -> Commands:
        from_client = event.connection is self.context.client
        source = self.client_ws if from_client else self.server_ws
        source.receive_data(event.data if isinstance(event, events.DataReceived) else None)
        for said in source.events():
            match said:
                case Message():
                    yield from self._collect(said, from_client)
                case Ping():
                    yield from self._ping(bytes(said.payload), from_client)
                case Pong():
                    yield from self._pong(bytes(said.payload), from_client)
                case CloseConnection():
                    yield from self._closed(said, from_client)
            if not self._open:
                return

    # --- messages

    def _collect(self, piece: Message[Any], from_client: bool) -> Commands:
        side = self._from_client if from_client else self._from_server
        if not side.add(piece):
            yield from self._too_large(from_client)
            return
        if not piece.message_finished:
            return
        frames, is_text = side.frames(), isinstance(piece.data, str)
        if from_client:
            yield from self._judge(frames, is_text)
        else:
            yield from self._pass_back(frames, is_text)
        side.let_go()

    def _pass_back(self, frames: list[bytes], is_text: bool) -> Commands:
        """A message of the server, its tokens values again; in its own frames where it stays as it was."""
        message = SocketMessage(b"".join(frames), is_text)
        for said in (message,) if self._restoring is None else self._restoring.feed(message):
            yield from self._send(self.client_ws, frames if said == message else [said.content], said.is_text)

    def _judge(self, frames: list[bytes], is_text: bool) -> Commands:
        crossing = Crossing(SocketMessage(b"".join(frames), is_text))
        yield SocketMessageHook(self.flow, crossing)
        if not self._open:  # the server closed meanwhile
            return
        if crossing.passes and not crossing.fault:
            self._restoring = crossing.restoring or self._restoring
            yield from self._send(self.server_ws, frames if crossing.changed is None else [crossing.changed], is_text)
            return
        yield from self._answer(crossing)
        if crossing.fault:
            yield from self._end(CloseReason.INTERNAL_ERROR)

    def _too_large(self, from_client: bool) -> Commands:
        if from_client:
            self._from_client.let_go()
            crossing = Crossing(None)
            yield SocketMessageHook(self.flow, crossing)
            if self._open:
                yield from self._answer(crossing)
        if self._open:
            yield from self._end(CloseReason.MESSAGE_TOO_BIG)

    def _answer(self, crossing: Crossing) -> Commands:
        for answer in crossing.answers:
            yield from self._send(self.client_ws, [answer.content], answer.is_text)

    def _send(self, to: WebsocketConnection, frames: list[bytes], is_text: bool) -> Commands:
        """In the frames in which it came: some servers take no long ones, others no continuations."""
        for piece in pieces(frames, is_text):
            yield to.send2(piece)

    # --- control frames

    def _ping(self, payload: bytes, from_client: bool) -> Commands:
        if from_client:
            self._pings_of_client.sent(payload)
            yield self.server_ws.send2(Ping())
        else:
            self._pings_of_server.sent(payload)
            yield self.client_ws.send2(Ping(payload))

    def _pong(self, payload: bytes, from_client: bool) -> Commands:
        if from_client:
            yield self.server_ws.send2(Pong(self._pings_of_server.repeated(payload)))
        else:
            own = self._pings_of_client.answered()
            yield self.client_ws.send2(Pong(payload if own is None else own))

    def _closed(self, said: CloseConnection, from_client: bool) -> Commands:
        """One side closed, broke the protocol (then the code is ours), or is gone."""
        gone = said.code == CloseReason.ABNORMAL_CLOSURE
        broke = not gone and (self.client_ws if from_client else self.server_ws).state is ConnectionState.OPEN
        self._unreadable = broke and from_client
        if from_client:
            yield from self._end(said.code, to_server=CloseReason.GOING_AWAY if gone or broke else said.code)
        else:
            code = CloseReason.INTERNAL_ERROR if gone or broke else said.code
            yield from self._end(code, to_server=said.code, reason="" if broke else said.reason or "")

    # --- the end

    def _end(self, to_client: int, *, to_server: int = CloseReason.GOING_AWAY, reason: str = "") -> Commands:
        """Closes both sides. The client is still listened to until it has answered: a connection that is cut loses what was sent last."""
        self._open = False
        self._handle_event = self.closing
        for side in (self._from_client, self._from_server):
            side.let_go()
        if self.server_ws.state in _MAY_CLOSE:
            yield self.server_ws.send2(CloseConnection(to_server))
        yield commands.CloseConnection(self.context.server)
        answered = self.client_ws.state is not ConnectionState.OPEN
        if self.client_ws.state in _MAY_CLOSE:
            for held in self._restoring.close() if self._restoring is not None else ():
                yield from self._send(self.client_ws, [held.content], held.is_text)
            yield self.client_ws.send2(CloseConnection(to_client, reason or None))
        if answered:
            yield from self._gone()
        else:
            yield commands.RequestWakeup(CLOSING_SECONDS)

    def closing(self, event: events.Event) -> Commands:
        """Reads what the client still sends into nothing, until it answers the close, is gone, or takes too long."""
        if isinstance(event, events.DataReceived) and event.connection is self.context.client:
            self._after_close += len(event.data)
            self.client_ws.receive_data(event.data)
            answered = self._unreadable or any(isinstance(said, CloseConnection) for said in self.client_ws.events())
            if answered or self._after_close > MAX_CLOSING_BYTES:
                yield from self._gone()
        elif isinstance(event, events.Wakeup) or (isinstance(event, events.ConnectionClosed) and event.connection is self.context.client):
            yield from self._gone()

    def _gone(self) -> Commands:
        self._handle_event = self.done
        self.flow.live = False
        yield commands.CloseConnection(self.context.client)

    def done(self, _: events.Event) -> Commands:
        """Nothing more."""
        yield from ()


_MAY_CLOSE = frozenset({ConnectionState.OPEN, ConnectionState.REMOTE_CLOSING})
