"""Brings messages of WebSockets before customs. The second place, after :mod:`gateway.proxy.addon`, where the fail-closed boundary stands.

A :class:`~gateway.proxy.websocket_layer.Crossing` is a fault until a verdict is written into it; so what raises here closes the socket.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from mitmproxy import http

from allowlist.answers import Approved
from gateway.model import RequestHead
from gateway.proxy.customs import Customs
from gateway.proxy.outcome import Dropped, Forward, Progress
from gateway.proxy.websocket_handshake import Socket, admitted
from gateway.proxy.websocket_layer import Crossing

Still = Callable[[http.HTTPFlow, RequestHead, Approved], str]

logger = logging.getLogger(__name__)


class SocketAddon:
    """The hooks of :mod:`gateway.proxy.websocket_layer`. ``limit`` is the largest message of a client in bytes.

    ``still`` says why a message is refused although its handshake was admitted, "" when it is not: tools and persons can be stopped.
    """

    def __init__(self, customs: Customs, *, limit: int, still: Still = lambda _flow, _head, _approved: "") -> None:
        self._customs = customs
        self._limit = limit
        self._still = still

    async def socket_message(self, flow: http.HTTPFlow, crossing: Crossing) -> None:
        """Judges one message of the client."""
        progress = Progress()
        socket = admitted(flow)
        try:
            if socket is None:
                raise LookupError("not admitted")  # noqa: TRY301
            outcome: Forward | Dropped
            if reason := self._still(flow, socket.head, socket.approved):
                outcome = await self._customs.refuse_message(socket.head, socket.approved, reason, socket.entrance)
            else:
                outcome = await self._customs.inspect_message(
                    socket.head, socket.approved, crossing.message, self._limit, socket.entrance, progress, socket.said, socket.dialogue
                )
        except Exception as error:  # noqa: BLE001  # the boundary: a fault of ours closes the socket
            await self._fault(error, socket, crossing, progress.stage)
            return
        crossing.passes = isinstance(outcome, Forward)
        if isinstance(outcome, Forward):
            crossing.changed, crossing.restoring = outcome.body, socket.dialogue.answer
        else:
            crossing.answers = outcome.answers
        crossing.fault = False

    async def _fault(self, error: Exception, socket: Socket | None, crossing: Crossing, stage: str) -> None:
        """Only the exception's class is logged: its message may quote what was said."""
        logger.error("the boundary closed a WebSocket: %s in stage %s", type(error).__name__, stage)
        try:
            if socket is not None:
                crossing.answers = (await self._customs.fault_message(socket.head, socket.approved, stage, socket.entrance)).answers
        except Exception as second:  # noqa: BLE001  # even the explanation failed: the close alone stands
            logger.error("the refusal itself failed: %s", type(second).__name__)  # noqa: TRY400

    async def socket_fault(self, flow: http.HTTPFlow, error: Exception) -> None:
        """The layer itself raised, and closes."""
        await self._fault(error, admitted(flow), Crossing(None), "act")
