"""The one addon: translates mitmproxy's flows into requests, and outcomes back. Here stands the one fail-closed boundary.

mitmproxy logs an exception of an addon and lets the flow go on. So every hook that decides sets a local answer *first*, and only a
verdict takes it away again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from mitmproxy import http
from mitmproxy.connection import Client

from allowlist.answers import Approved, Forbidden, NotApproved, Role, Unknown
from gateway.logs import REFERENCE
from gateway.model import OpaqueReason, RequestHead
from gateway.pipeline import Request, judge_opaque
from gateway.proxy import restoring
from gateway.proxy.connections import Peer, Peers, Way
from gateway.proxy.customs import Customs
from gateway.proxy.identity import Identity
from gateway.proxy.outcome import Forward, Outcome, Progress, Stop
from gateway.proxy.ports import Register
from gateway.proxy.standing import Standing, Ticketed
from gateway.proxy.translate import (
    FAULT,
    FAULT_STATUS,
    addressed_to,
    bare,
    bare_answer,
    begin_plainly,
    clean_head,
    forward,
    from_another_site,
    plainly_spelt,
    request_head,
    response_of,
)
from gateway.proxy.uploads import Uploads
from gateway.proxy.way import way_of
from gateway.proxy.websocket_handshake import Socket, prepare, well_formed
from gateway.record.event import EventType

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Admitted:
    """What admission said of one flow."""

    head: RequestHead
    approved: Approved
    entrance: str
    upload: Standing | None = None


class CustomsAddon:
    """Hooks of mitmproxy, in the order in which they run."""

    def __init__(
        self,
        customs: Customs,
        register: Register,
        peers: Peers,
        uploads: Uploads,
        *,
        limit: int,
        outside: str,
        own_hosts: frozenset[str],
        identity: Identity | None = None,
    ) -> None:
        self._customs = customs
        self._uploads = uploads
        self._identity = identity or Identity(register)
        self._register = register
        self._peers = peers
        self._limit = limit
        self._tunnel = outside == "tunnel"
        self._own_hosts = own_hosts
        self._admitted: dict[str, Admitted] = {}

    # --- CONNECT

    async def http_connect(self, flow: http.HTTPFlow) -> None:
        """Decides by host alone whether a connection is inspected, tunnelled or refused."""
        flow.response = FAULT
        try:
            peer = self._peers.of(flow.client_conn)
            unknown = await self._identity.connect(flow, peer) if peer else None
            if unknown:
                flow.response = unknown
                return
            answer = self._connect(peer, flow) if peer else "gateway_fault"
        except Exception:  # noqa: BLE001  # the boundary: a fault of ours refuses
            self._customs.meter.boundary_fault("connect")
            return
        if answer:
            self._customs.meter.refusal(answer)
            flow.response = bare(403, answer)
        elif peer:
            flow.request.host = peer.host  # dialled and named as compared, in one spelling
            flow.response = None

    def _connect(self, peer: Peer, flow: http.HTTPFlow) -> str:
        host, port = self._register.canonical(flow.request.host), flow.request.port
        if peer.way is not Way.PROXY or host is None:
            return "connect_to_address"
        way = self.way_of(flow.client_conn, host, port)
        if way is None:
            return "unknown_host"
        peer.way, peer.host, peer.port = way, host, port
        return ""

    def way_of(self, client: Client, host: str, port: int) -> Way | None:
        """Which way this client's connection to a host takes; None refuses."""
        match, peer = self._register.match_host(host, port, self._customs.clock()), self._peers.of(client)
        return way_of(match, leads=self._uploads.leads_to(client, peer.person if peer else None, host, port), tunnel=self._tunnel)

    async def arrive(self, client: Client, peer: Peer) -> bool:
        """Learns who sits at a redirected connection; whether somebody without a name may be let through."""
        return await self._identity.arrive(client, peer)

    # --- requests

    async def requestheaders(self, flow: http.HTTPFlow) -> None:
        """Admits by the head alone. An answer set here goes out before any of the body is read."""
        if flow.error:
            return
        REFERENCE.set("")
        flow.response = FAULT
        head = RequestHead("", "", 0, flow.request.method, "")
        entrance = "proxy"
        try:
            peer = self._peers.of(flow.client_conn)
            if peer is None:
                raise LookupError("unknown peer")  # noqa: TRY301
            peer.spoke = True
            entrance = "base_url" if peer.way is Way.ENTRANCE else "proxy"
            begin_plainly(flow)
            head = self._head(flow, peer.host, peer.port)
            outcome = await self._admit(flow, head, peer, entrance)
        except Exception as error:  # noqa: BLE001  # the boundary: a fault of ours refuses
            outcome = await self._fault(error, head, "", "admit", entrance)
        if isinstance(outcome, Stop):
            flow.response = response_of(outcome.answer)
        else:
            flow.response = None

    async def _admit(self, flow: http.HTTPFlow, head: RequestHead, peer: Peer, entrance: str) -> Stop | None:
        customs = self._customs
        if peer.way is Way.ENTRANCE:
            refused, head = self._enter(flow, head)
            if refused:
                return await customs.refuse(head, "", refused, entrance, kind=None)
        elif peer.way is not Way.INSPECT:
            return await customs.refuse(head, "", "plain_http", entrance, kind=None)
        elif not addressed_to(flow, peer.host, peer.port):
            return await customs.refuse(head, "", "host_mismatch", entrance, kind=None)
        head, unknown = await self._identity.request(flow, peer, head)
        if unknown:
            return await customs.refuse(head, "", unknown, entrance, kind=None)
        if ticketed := self._uploads.ticketed(flow.client_conn, head):
            return await self._admit_operation(flow, ticketed.head, ticketed.approved, entrance, ticketed)
        match self._register.match(head.host, head.port, head.method, head.path, customs.clock(), head.person):
            case Approved() as approved:
                pass
            case NotApproved(service=service) | Forbidden(service=service) as no:
                reason = "forbidden" if isinstance(no, Forbidden) else "not_approved"
                first, peer.reported = not peer.reported, True
                kind = EventType.TOOL_REFUSED if first else None
                return await customs.refuse(head, service, reason, entrance, kind=kind, door=self._register.door(no, customs.clock()))
            case Unknown():
                return await customs.refuse(head, "", "unknown_host", entrance, kind=None)
        return await self._admit_operation(flow, head, approved, entrance)

    async def _admit_operation(
        self, flow: http.HTTPFlow, head: RequestHead, approved: Approved, entrance: str, ticketed: Ticketed | None = None
    ) -> Stop | None:
        customs = self._customs
        clean_head(flow)
        if approved.role is Role.TELEMETRY:
            return await customs.refuse(head, approved.tool, "telemetry", entrance, kind=None)
        if lacking := await self._identity.admitted(flow, head, approved):
            name, dialect = approved.operation, self._register.dialect(approved.tool)
            return await customs.refuse(
                head, approved.tool, lacking.reason, entrance, kind=lacking.kind, operation=name, format_name=dialect, link=lacking.link
            )
        reason = ""
        socket = approved.format in customs.sockets
        if socket and not head.values("upgrade"):
            reason = "unknown_operation"  # what this operation is read as comes over a WebSocket only
        elif head.method == "CONNECT" or (head.values("upgrade") and not (socket and well_formed(head, flow.request.http_version))):
            reason = "websocket"
        elif not plainly_spelt(flow):
            reason = "unknown_operation"  # another spelling than the one that is sent on
        elif approved.role is Role.UNKNOWN and approved.unknown != "walk":
            reason = "unknown_operation"
        if reason:
            dialect = self._register.dialect(approved.tool)
            kind = EventType.OPERATION_REFUSED
            return await customs.refuse(head, approved.tool, reason, entrance, kind=kind, operation=approved.operation, format_name=dialect)
        if socket:
            prepare(flow, Socket(head, approved, entrance))
            # The handshake itself is judged like a page's request: address and headers, no body; refused in the tool's HTTP dialect.
            approved = replace(approved, role=Role.STATIC, format=self._register.dialect(approved.tool))
        if approved.role is Role.AUTH:
            flow.request.stream = True  # neither read nor recorded
        lengths = head.values("content-length")
        if approved.role is not Role.AUTH and any(not length.isdecimal() or int(length) > self._limit for length in lengths):
            stopped = await customs.conclude(head, approved, judge_opaque(OpaqueReason.TOO_LARGE), entrance, Progress())
            return stopped if isinstance(stopped, Stop) else None
        self._admitted[flow.id] = Admitted(head, approved, entrance, self._uploads.standing(head, approved, ticketed))
        return None

    def _enter(self, flow: http.HTTPFlow, head: RequestHead) -> tuple[str, RequestHead]:
        """``/{tool}/path`` of the base-URL entrance → the tool's host and path."""
        if (head.header("host") or "").lower() not in self._own_hosts or from_another_site(head):
            return "host_mismatch", head  # another site's page: one that resolves to us (DNS rebinding), or one that simply asks
        _, _, rest = flow.request.path.partition("/")
        tool, slash, below = rest.partition("/")
        host = self._register.entrance(tool)
        if host is None or not slash:
            return "unknown_host", head  # no such tool
        self._uploads.entered(flow, tool, host)
        flow.request.host, flow.request.port, flow.request.scheme = host, 443, "https"
        flow.request.path = "/" + below
        begin_plainly(flow)
        # Cookies know no ports: a browser that is signed in to the console would send its session along.
        flow.request.headers.pop("cookie", None)
        return "", self._head(flow, host, 443)

    def _head(self, flow: http.HTTPFlow, host: str, port: int) -> RequestHead:
        return request_head(flow, host, port, self._register.recorded(host))

    async def request(self, flow: http.HTTPFlow) -> None:
        """Judges the whole request."""
        if flow.error:
            return
        admitted = self._admitted.pop(flow.id, None)
        if admitted and admitted.approved.role is Role.AUTH:
            flow.request.trailers = None
            return
        flow.response = FAULT
        progress = Progress()
        head, tool, entrance = RequestHead("", "", 0, "", ""), "", "proxy"
        try:
            if admitted is None:
                raise LookupError("not admitted")  # noqa: TRY301
            head, tool, entrance = admitted.head, admitted.approved.tool, admitted.entrance
            request = Request(head, flow.request.raw_content or b"", admitted.approved, self._limit)
            outcome: Outcome = await self._uploads.inspect(flow, request, admitted.upload, entrance, progress)
            response = response_of(outcome.answer) if isinstance(outcome, Stop) else None
            if isinstance(outcome, Forward):
                forward(flow, outcome.body)
                restoring.expect(flow, outcome.restoring)
        except Exception as error:  # noqa: BLE001  # the boundary: a fault of ours blocks
            response = response_of((await self._fault(error, head, tool, progress.stage, entrance)).answer)
        flow.response = response

    async def request_oversize(self, flow: http.HTTPFlow) -> None:
        """A body grew over the limit while it was read (chunked, or h2 without a length)."""
        flow.response = bare(413, "too_large")
        admitted = self._admitted.pop(flow.id, None)
        if admitted is None:
            return
        try:
            found = judge_opaque(OpaqueReason.TOO_LARGE)
            outcome = await self._customs.conclude(admitted.head, admitted.approved, found, admitted.entrance, Progress())
            if isinstance(outcome, Stop):
                flow.response = response_of(outcome.answer)
        except Exception as error:  # noqa: BLE001  # the boundary: the bare refusal above stands
            await self._fault(error, admitted.head, admitted.approved.tool, "act", admitted.entrance)

    async def _fault(self, error: Exception, head: RequestHead, tool: str, stage: str, entrance: str) -> Stop:
        """Only the exception's class is logged: its message may quote the request."""
        try:
            stop = await self._customs.fault(head, tool, stage, entrance, self._register.dialect(tool))
        except Exception as second:  # noqa: BLE001  # even the explanation failed: a bare refusal
            logger.error("the refusal itself failed: %s", type(second).__name__)  # noqa: TRY400
            stop = Stop(bare_answer(FAULT_STATUS, "gateway_fault"))
        logger.error(
            "the boundary blocked a request: %s in stage %s", type(error).__name__, stage
        )  # with the event's id, which is known now
        return stop

    # --- answers

    def responseheaders(self, flow: http.HTTPFlow) -> None:
        """Answers stream through; HTTP/3 is not offered, because it would go around a TCP proxy."""
        if flow.response:
            flow.response.headers.pop("alt-svc", None)
            peer = self._peers.of(flow.client_conn)
            if peer is None or peer.way is Way.ENTRANCE:
                flow.response.headers.pop("set-cookie", None)  # it would be the console's too
            flow.response.stream = self._uploads.stream(flow, restoring.stream(flow))

    def error(self, flow: http.HTTPFlow) -> None:
        """The client or the provider went away."""
        self._admitted.pop(flow.id, None)
