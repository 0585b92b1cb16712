"""Between mitmproxy's flows and the desk that takes in uploads in pieces (:mod:`gateway.uploads.desk`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from mitmproxy import http
from mitmproxy.connection import Client

from allowlist.answers import Approved, Role
from allowlist.match import ToolHost
from allowlist.person import Person
from allowlist.service import HandedOut
from gateway.extract import given_ids
from gateway.extract.api import Body
from gateway.extract.coding import decode
from gateway.extract.given_ids import Given
from gateway.extract.uploads import target
from gateway.extract.uploads.addresses import Address, read
from gateway.extract.uploads.api import Outgoing
from gateway.extract.uploads.pieces import counted
from gateway.extract.uploads.registry import protocols
from gateway.model import Answer, Conversation, OpaqueBody, OpaqueReason, RequestHead
from gateway.pipeline import Request, judge_opaque
from gateway.proxy.customs import Customs
from gateway.proxy.dialling import Dialler, Streams
from gateway.proxy.handing_out import Pieces, Reading, after, note_addresses, readable
from gateway.proxy.lodged import Lodged
from gateway.proxy.outcome import Forward, Outcome, Progress, Stop
from gateway.proxy.ports import Register
from gateway.proxy.standing import Standing, Ticketed
from gateway.proxy.translate import clean_head
from gateway.uploads.box import digest
from gateway.uploads.database import Database
from gateway.uploads.desk import Desk, Unheld
from gateway.uploads.limits import Limits
from gateway.uploads.sender import Sender
from gateway.uploads.store import Store
from gateway.uploads.tickets import Ticket, Tickets

PORT = 443

FOLDER = "uploads"
"""In the folder that ends with the node."""


_EXPECTED = "celnice_handing_out"
"""Key of a flow's metadata: which addresses its answer may hand out."""

_ENTERED = "celnice_entered"
"""Another: what the entrance is called, and the host behind it."""

SESSIONS = ("x-goog-upload-url", "x-goog-upload-control-url")
"""Headers of answers that name the address of an upload's bytes. Who came by the entrance is sent to the entrance, not around it."""

EXPOSED = "etag, location, upload-offset, upload-length, x-goog-upload-status, x-goog-upload-size-received"
"""Headers of our own answers that a page's script may read."""


type Expected = tuple[bytes, Sequence[HandedOut], str, str, str | None, Given | None]
"""Whose addresses an answer may hand out, of which kinds, of which tool, by which host, in which conversation; and where it gives ids."""


class Uploads:
    """What the addon asks about uploads."""

    def __init__(self, customs: Customs, register: Register, *, run: Path, trust: Path, limits: Limits, dialler: Dialler) -> None:
        self._customs = customs
        self._register = register
        self._database = Database(run / FOLDER)
        self._tickets = Tickets(Database(run / FOLDER), limits)
        self._desk = Desk(protocols(), Store(self._database, limits), Sender(trust, self._dial, self._admits))
        self._lodged = Lodged(customs)
        self._dialler = dialler

    async def _dial(self, host: str, port: int) -> Streams:
        return await self._dialler.open(host, port, pinned=self._register.pin(host))

    # --- admission

    def leads_to(self, client: Client, known: Person | None, host: str, port: int) -> bool:
        """Whether this client may connect to a host that is not the catalogue's, because a tool has just sent it there."""
        return port == PORT and self._register.hands_out(host) and self._tickets.leads_to(sender(client, known), host)

    def ticketed(self, client: Client, head: RequestHead) -> Ticketed | None:
        """The admission of a request to an address that was handed out; None for any other request."""
        if head.port != PORT or not self._register.hands_out(head.host):
            return None
        for address in target.candidates(head):
            ticket = self._tickets.find(sender(client, head.person), head.host, address)
            if ticket is not None:
                break
        else:
            return None
        match self._register.match_host(ticket.source_host, PORT, self._customs.clock()):
            case ToolHost(tool=ticket.tool):
                kinds = self._register.handed_out(ticket.tool, ticket.source)
            case _:
                return None  # the approval ended meanwhile
        kind = next((one for one in kinds if one.name == ticket.name), None)
        if kind is None or head.method not in {*kind.methods, "OPTIONS"}:
            return None
        role, wire = (Role.STATIC, None) if head.method == "OPTIONS" else (Role.UPLOAD, kind.format)
        approved = Approved(ticket.tool, ticket.name, role, "handed_out", wire)
        return Ticketed(approved, replace(head, recorded_host=kind.pattern(head.host) or ""), address, ticket.conversation, ticket.files)

    def standing(self, head: RequestHead, approved: Approved, ticketed: Ticketed | None) -> Standing | None:
        """What an admitted request is of an upload; None for nothing."""
        found = self._desk.recognise(head) if approved.role in {Role.UPLOAD, Role.PROMPT, Role.STATIC} else None
        if isinstance(found, Unheld) and approved.role is not Role.UPLOAD:
            found = None
        if ticketed is not None:
            return Standing(found, ticketed.address, ticketed.conversation, ticketed.files)
        return Standing(found) if found else None

    def _admits(self, request: Request, person: bytes, outgoing: Outgoing) -> bool:
        if self._tickets.find(person, request.head.host, outgoing.target):
            return True
        head, path = request.head, outgoing.target.partition("?")[0]
        match self._register.match(head.host, head.port, outgoing.method, path, self._customs.clock()):
            case Approved(tool=tool, role=Role.UPLOAD | Role.PROMPT):
                return tool == request.admitted.tool
            case Approved(tool=tool, role=Role.STATIC) if outgoing.method == "HEAD":
                return tool == request.admitted.tool
            case _:
                return False

    def entered(self, flow: http.HTTPFlow, tool: str, host: str) -> None:
        """Notes how a client of the base-URL entrance names it, for addresses in the answer: it goes nowhere else by itself."""
        flow.metadata[_ENTERED] = (f"{flow.request.scheme}://{flow.request.headers.get('host', '')}/{tool}", host)

    # --- judgement

    async def inspect(self, flow: http.HTTPFlow, request: Request, standing: Standing | None, entrance: str, progress: Progress) -> Outcome:
        """The outcome for one request. Where the whole leaves under another head, the flow has that head afterwards."""
        standing, who = standing or Standing(None), sender(flow.client_conn, request.head.person)
        if standing.address is not None:
            said = partial(self._tickets.vouched, who, request.head.host)
            request = replace(request, conversation=Conversation(standing.conversation), said=said)
        judge = _Judge(self._customs, request, standing.address, entrance, progress)
        outcome = await self._outcome(flow, request, standing, judge)
        if isinstance(outcome, Stop):
            return Stop(_for_pages(request.head, outcome.answer)) if request.admitted.role is Role.UPLOAD else outcome
        kinds = self._register.handed_out(request.admitted.tool, request.admitted.operation)
        await self._lodged.expect(flow, request, standing, hands_out=bool(kinds))
        if kinds:
            gives = given_ids.of_upload(request.admitted.format, request.head.path)
            flow.metadata[_EXPECTED] = (who, kinds, request.admitted.tool, request.head.host, self._conversation(request), gives)
            flow.request.headers["accept-encoding"] = "identity"
        return outcome

    async def _outcome(self, flow: http.HTTPFlow, request: Request, standing: Standing, judge: _Judge) -> Outcome:
        if standing.found is None:
            if request.admitted.role is Role.UPLOAD and counted(request.raw, request.head):
                return Stop(await judge.opaque(OpaqueReason.UNKNOWN_DOCUMENT))
            return await judge.inspect(request)
        try:
            taken = await self._desk.take(request, standing.found, sender(flow.client_conn, request.head.person), judge)
        except OpaqueBody as opaque:
            return Stop(await judge.opaque(opaque.reason))
        if isinstance(taken, Answer):
            return Stop(taken)
        if taken.head is not None:
            _readdress(flow, taken.head)
        return Forward(taken.body)

    def _conversation(self, request: Request) -> str | None:
        reads = self._customs.formats.get(request.admitted.format or "")
        if reads is None or not request.raw:
            return None
        try:
            content = decode(request.raw, request.head, request.limit)
            return reads.conversation(Body(content, request.head.header("content-type") or "", request.head.path)).key
        except OpaqueBody:
            return None

    # --- answers

    def stream(self, flow: http.HTTPFlow, restored: Pieces | None = None) -> Pieces | bool:
        """How an answer goes to the client: as it comes, or after its addresses and ids were noted. ``restored``: its values come back."""
        own, own_host = flow.metadata.pop(_ENTERED, ("", ""))
        for name in SESSIONS if own and flow.response else ():
            address = read(flow.response.headers.get(name, "")) if flow.response else None
            if flow.response and address and address.host == own_host:
                flow.response.headers[name] = own + address.target
        return after(restored, self._reading(flow))

    def _reading(self, flow: http.HTTPFlow) -> Pieces | bool:
        expected, brought = flow.metadata.pop(_EXPECTED, None), self._lodged.expected(flow)
        if (expected is None and brought is None) or flow.response is None or not readable(flow.response):
            return True

        def seen(content: bytes) -> None:
            if brought is not None:
                self._lodged.note(self._lodged.digests(brought.tool, brought.where, content))
            if expected is not None:
                self._hand_out(content, expected)

        return Reading(seen)

    def _hand_out(self, content: bytes, expected: Expected) -> None:
        who, kinds, tool, host, conversation, gives = expected
        own = tuple(one.hex() for one in self._lodged.digests(tool, gives, content))

        def note(kind: HandedOut, address: Address, fields: tuple[str, ...]) -> None:
            if kind.pattern(address.host) is None:
                return
            try:
                self._tickets.vouch(who, address.host, fields)
                self._tickets.give(who, address.host, address.target, Ticket(tool, kind.name, kind.source, host, conversation, own))
            except sqlite3.Error:
                self._customs.meter.boundary_fault("uploads")  # without its ticket the upload is refused

        note_addresses(content, kinds, note)

    async def tend(self) -> None:
        """Forgets what waited too long, until it is cancelled."""
        await self._desk.tend()

    def close(self) -> None:
        """Ends what was opened."""
        self._desk.close()
        self._database.close()
        self._tickets.close()


@dataclass(frozen=True, slots=True)
class _Judge:
    """Customs, as the desk asks them about one request. The address that the tool itself made up is not scanned."""

    customs: Customs
    request: Request
    address: str | None = field(repr=False)
    entrance: str
    progress: Progress

    async def inspect(self, request: Request) -> Outcome:
        """What customs say."""
        if self.address is not None:
            request = replace(request, head=target.beside(request.head, self.address))
        return await self.customs.inspect(request, self.entrance, self.progress)

    async def judge(self, request: Request) -> Answer | None:
        """None lets it pass."""
        if not request.raw:  # asks or ends something, and says no more than its head
            request = replace(request, admitted=replace(request.admitted, role=Role.STATIC))
        outcome = await self.inspect(replace(request, fixed=True))  # the desk sends the pieces that it holds
        return outcome.answer if isinstance(outcome, Stop) else None

    async def opaque(self, reason: OpaqueReason) -> Answer:
        """The answer to what cannot be judged."""
        if reason is OpaqueReason.MISSING_PIECES:
            self.customs.meter.refusal(reason.value)  # many of them: a balancer sends one person to several nodes
        request = self.request
        outcome = await self.customs.conclude(request.head, request.admitted, judge_opaque(reason), self.entrance, self.progress)
        assert isinstance(outcome, Stop)  # noqa: S101  # what is opaque does not pass
        return outcome.answer


def sender(client: Client, known: Person | None) -> bytes:
    """Who sends: the person, wherever they sit; the address of the connection where nobody is asked who it is: all behind it are one."""
    if known is not None:
        return digest("known person", known.pseudonym)
    return digest("person", str(client.peername[0]) if client.peername else "")


def _readdress(flow: http.HTTPFlow, head: RequestHead) -> None:
    flow.request.path = f"{head.path}?{head.query}" if head.query else head.path
    fields = [(name.encode("utf-8", "surrogateescape"), value.encode("utf-8", "surrogateescape")) for name, value in head.headers]
    flow.request.data.headers = http.Headers(fields)
    clean_head(flow)


def _for_pages(head: RequestHead, answer: Answer) -> Answer:
    """Lets the page that sent the upload read our answer: it belongs to another host than its own (Fetch, CORS protocol)."""
    origin = head.header("origin")
    if origin is None or not origin.isascii() or any(character in origin for character in "\r\n"):
        return answer
    allowed = (("access-control-allow-origin", origin), ("access-control-expose-headers", EXPOSED), ("vary", "origin"))
    return replace(answer, headers=(*answer.headers, *allowed, ("access-control-allow-credentials", "true")))
