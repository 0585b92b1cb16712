"""Judges one whole request: read → detect → judge → record → act. Knows HTTP values, but nothing of mitmproxy.

Nothing here catches faults: whatever raises goes to the one boundary in :mod:`gateway.proxy.addon`, which blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from allowlist.answers import Approved
from gateway.act.language import language
from gateway.act.pseudonyms import CannotPseudonymise
from gateway.decide.action import Action
from gateway.decide.bounds import over
from gateway.decide.policy import Policy
from gateway.decide.rules import Situation
from gateway.decide.verdict import Block, Pass, PassRecorded, Pseudonymise
from gateway.extract.api import SocketFormat, SocketMessage, WireFormat
from gateway.extract.running import Said
from gateway.model import Answer, Door, Notice, OpaqueBody, OpaqueReason, RequestHead, ScanOutcome
from gateway.pipeline import Judgement, Reading, Request, judge, judge_opaque, opened, read, read_message
from gateway.proxy.answering import answered, noticed, stopping
from gateway.proxy.attempt import Attempt
from gateway.proxy.book import Book, Entry, Timing
from gateway.proxy.clearing import Clearing
from gateway.proxy.outcome import Dropped, Forward, Outcome, Progress, Restoring, Stop
from gateway.proxy.ports import Detect, Documents, Files, Meter, Rewrite, Vault
from gateway.proxy.replacing import Again, Dialogue, Place, Replacing
from gateway.proxy.settled import Settled
from gateway.proxy.stage import Stage
from gateway.proxy.unseen import refers_to_unseen
from gateway.pseudonymising import Pseudonymised
from gateway.record.describe import REFUSE
from gateway.record.event import Event, EventType


class Customs:
    """The stages, connected."""

    def __init__(
        self,
        *,
        policy: Policy,
        formats: Mapping[str, WireFormat],
        sockets: Mapping[str, SocketFormat],
        detect: Detect,
        documents: Documents,
        book: Book,
        meter: Meter,
        clock: Callable[[], datetime],
        settled: Settled,
        name: Callable[[str], str] = str,
        vault: Vault | None = None,
        rewrite: Rewrite | None = None,
        clearing: Clearing | None = None,
        files: Files | None = None,
    ) -> None:
        self.policy = policy
        self.formats = formats
        self.sockets = sockets
        self.meter = meter
        self.clock = clock
        self._detect = detect
        self._documents = documents
        self._book = book
        self._replacing = Replacing(formats, vault, rewrite)
        self._name = name  # of a tool, for people: events keep its id
        self._clearing = clearing
        self.files = files
        self._settled = settled

    async def inspect(self, request: Request, entrance: str, progress: Progress) -> Outcome:
        """The outcome for one request of an approved tool."""
        situation = self._situation(request.head, request.admitted)
        judgement, reading = await self._judged_request(request, progress, situation)
        if judgement.clearance:
            situation = replace(situation, chosen=judgement.clearance.choice)
        streaming = reading is not None and reading.extracted.streaming
        changed = None
        if isinstance(judgement.verdict, Pseudonymise) and reading is not None:
            judgement, changed = await self._pseudonymised(reading, judgement, situation, request.head, progress)
        if isinstance(judgement.verdict, Pass):
            self.meter.request(request.admitted.tool, judgement.verdict.name, judgement.scan, entrance)
            return await self._replacing.unchanged(reading, Place(self.policy, situation, request.head))
        if isinstance(judgement.verdict, (PassRecorded, Pseudonymise)) and reading is not None:
            entry = self._entry(request.head, request.admitted, judgement, entrance)
            if await self._book.leaves(entry, self._timing(progress)):
                at = Place(self.policy, situation, request.head)
                if changed is None:
                    return await self._replacing.unchanged(reading, at)
                values = {**await self._replacing.remembered((), at), **changed.table.values}
                begins = self._replacing.begins(reading, at, changed.table)
                return Forward(changed.body, Restoring(self.formats[request.admitted.format or ""], values, at.surrogates, begins))
            judgement = replace(judgement, verdict=Block("event_not_stored"))
        return await self.conclude(request.head, request.admitted, judgement, entrance, progress, streaming=streaming)

    async def _judged_request(self, request: Request, progress: Progress, situation: Situation) -> tuple[Judgement, Reading | None]:
        """What a request is: first without what is known of its history, and whole where that does not settle it."""
        attempt = Attempt(self._settled, request, self.policy, situation)
        judged = await self._judged(lambda: read(request, self.formats, attempt), progress, situation, request.head, attempt)
        if not attempt.stands:
            judged = await self._judged(lambda: read(request, self.formats, attempt), progress, situation, request.head, attempt)
        return judged

    def _situation(self, head: RequestHead, admitted: Approved) -> Situation:
        return Situation(admitted.tool, admitted.operation, head.person.groups if head.person else frozenset(), self.clock())

    async def _pseudonymised(
        self, reading: Reading, judgement: Judgement, situation: Situation, head: RequestHead, progress: Progress
    ) -> tuple[Judgement, Pseudonymised | None]:
        """The request with tokens in place of values; a block where that cannot be done or something is left."""
        try:
            place = Place(judgement.policy or self.policy, situation, head)
            return judgement, await self._replacing.request(reading, judgement, place, self._again(progress, situation))
        except CannotPseudonymise as cannot:
            return replace(judgement, verdict=Block("personal_data", cannot.reason)), None

    def _again(self, progress: Progress, situation: Situation) -> Again:
        async def again(reading: Reading) -> Judgement:
            return (await self._judged(lambda: reading, progress, situation))[0]

        return again

    async def inspect_message(
        self,
        head: RequestHead,
        admitted: Approved,
        message: SocketMessage | None,
        limit: int,
        entrance: str,
        progress: Progress,
        said: Said,
        dialogue: Dialogue | None = None,
    ) -> Forward | Dropped:
        """The outcome for one message of a WebSocket whose handshake had this head, after what the socket ``said`` before, which this
        continues. None: the message grew over the limits while it came. ``dialogue``: the socket's tokens.
        """
        dialect, situation, reading = self.sockets[admitted.format or ""], self._situation(head, admitted), None
        at, changed, dialogue = Place(self.policy, situation, head), None, dialogue or Dialogue()
        if message is None:
            judgement = judge_opaque(OpaqueReason.TOO_LARGE)
        else:

            def read_it(one: SocketMessage) -> Reading:
                return read_message(one, dialect, limit, said)

            judgement, reading = await self._judged(lambda: read_it(message), progress, situation, head)
            if judgement.clearance:
                situation = replace(situation, chosen=judgement.clearance.choice)
                at = Place(judgement.policy or self.policy, situation, head)
            if isinstance(judgement.verdict, Pseudonymise) and reading is not None:
                try:
                    again = self._again(progress, situation)
                    changed, reading = await self._replacing.message(message, (judgement, reading), at, dialect, dialogue, read_it, again)
                except CannotPseudonymise as cannot:
                    judgement = replace(judgement, verdict=Block("personal_data", cannot.reason))
        if isinstance(judgement.verdict, Pass) and reading is not None:
            self.meter.request(admitted.tool, judgement.verdict.name, judgement.scan, entrance)
            said.left(reading.extracted)
            await self._replacing.recall(reading, at, dialect, dialogue)
            return Forward(None)
        if isinstance(judgement.verdict, (PassRecorded, Pseudonymise)) and reading is not None:
            if await self._book.leaves(self._entry(head, admitted, judgement, entrance), self._timing(progress)):
                said.left(reading.extracted)
                return Forward(changed.content if changed else None)
            judgement = replace(judgement, verdict=Block("event_not_stored"))
        judgement = stopping(judgement)
        event = await self._book.stopped(self._entry(head, admitted, judgement, entrance), self._timing(progress))
        with self._timed(progress, "act"):
            return Dropped(dialect.block_answer(self._notice(event, admitted, judgement), language(head)))

    async def _judged(
        self,
        extract: Callable[[], Reading],
        progress: Progress,
        situation: Situation,
        head: RequestHead | None = None,
        attempt: Attempt | None = None,
    ) -> tuple[Judgement, Reading | None]:
        """What one request or message is; the reading is None when nobody could read it. Without a head nobody has a choice, and none is
        taken in an attempt that may not stand: a choice is good for one time.
        """
        policy = self.policy  # one for the whole judgement: another may come into force while this waits

        def tolerated(reason: OpaqueReason) -> bool:
            return policy.unread_ruling(reason, situation).action is not Action.BLOCK

        try:
            with self._timed(progress, "extract"):
                reading = extract()
                if excess := over(policy.limits(situation), reading.extracted):
                    return judge_opaque(excess), None
                if reading.extracted.files:
                    reading = opened(reading, await self._documents(reading.extracted.files), tolerated)
        except OpaqueBody as opaque:
            return judge_opaque(opaque.reason), None
        with self._timed(progress, "detect"):
            scans = await (attempt.scans(reading.texts, self._detect) if attempt else self._detect(reading.texts))
        with self._timed(progress, "decide"):
            unknown = await refers_to_unseen(self.files, reading, situation.tool, policy.approved_sources(situation))
            judgement = judge(reading, scans, policy, situation, unknown_file=unknown)
            if self._clearing is not None and head is not None and not (attempt and attempt.cut):
                judgement = await self._clearing.judged(judgement, reading, scans, policy, situation, head, unknown_file=unknown)
            if attempt is not None:
                attempt.judged(judgement, reading)
        if isinstance(judgement.verdict, Pass) and not await self._book.ready():
            judgement = replace(judgement, verdict=Block("event_not_stored"))
        return judgement, reading

    async def conclude(
        self, head: RequestHead, admitted: Approved, judgement: Judgement, entrance: str, progress: Progress, *, streaming: bool = False
    ) -> Outcome:
        """Records a verdict that is not a clean pass, and acts on it. A block stands whether or not its event could be written."""
        judgement = stopping(judgement)
        event = await self._book.stopped(self._entry(head, admitted, judgement, entrance), self._timing(progress))
        with self._timed(progress, "act"):
            return Stop(self._answer(head, self._notice(event, admitted, judgement), admitted.format, streaming=streaming))

    def _notice(self, event: Event, admitted: Approved, judgement: Judgement) -> Notice:
        own = self._clearing.link(event.id, judgement) if self._clearing else ""
        return noticed(judgement, event.id, self._name(admitted.tool), own, self._clearing.rules if self._clearing else "")

    async def refuse(
        self,
        head: RequestHead,
        tool: str,
        reason: str,
        entrance: str,
        *,
        kind: EventType | None,
        operation: str = "",
        format_name: str | None = None,
        door: Door | None = None,
        link: str = "",
    ) -> Stop:
        """Refuses without reading a body. ``kind`` None leaves no event, only a count."""
        notice = await self._refused(head, tool, reason, entrance, kind, operation, door=door, link=link)
        return Stop(self._answer(head, notice, format_name, streaming=False))

    async def _refused(
        self,
        head: RequestHead,
        tool: str,
        reason: str,
        entrance: str,
        kind: EventType | None,
        operation: str,
        *,
        door: Door | None = None,
        link: str = "",
    ) -> Notice:
        reference = ""
        if kind is not None:
            reference = await self._book.refused(
                kind,
                head,
                self._timing(Progress()),
                tool=tool,
                reason=reason,
                policy=self.policy.version,
                entrance=entrance,
                operation=operation,
            )
        self.meter.refusal(reason)
        return Notice(reference, self._name(tool), {}, reason, door=door, link=link)

    async def fault(self, head: RequestHead, tool: str, stage: str, entrance: str, format_name: str | None) -> Stop:
        """What the boundary says when a stage raised."""
        return Stop(self._answer(head, await self._broken(head, tool, stage, entrance), format_name, streaming=False))

    async def fault_message(self, head: RequestHead, admitted: Approved, stage: str, entrance: str) -> Dropped:
        """The same on a WebSocket."""
        notice = await self._broken(head, admitted.tool, stage, entrance)
        return Dropped(self.sockets[admitted.format or ""].block_answer(notice, language(head)))

    async def refuse_message(self, head: RequestHead, admitted: Approved, reason: str, entrance: str) -> Dropped:
        """What a WebSocket gets whose tool or person was closed meanwhile."""
        self.meter.request(admitted.tool, REFUSE, ScanOutcome.NOT_RUN, entrance)
        kind = EventType.TOOL_REFUSED if reason == "not_approved" else EventType.OPERATION_REFUSED
        notice = await self._refused(head, admitted.tool, reason, entrance, kind, admitted.operation)
        return Dropped(self.sockets[admitted.format or ""].block_answer(notice, language(head)))

    async def _broken(self, head: RequestHead, tool: str, stage: str, entrance: str) -> Notice:
        self.meter.boundary_fault(stage)
        self.meter.request(tool, REFUSE, ScanOutcome.NOT_RUN, entrance)
        return await self._refused(head, tool, "gateway_fault", entrance, EventType.PROMPT_BLOCKED, stage)

    def _entry(self, head: RequestHead, admitted: Approved, judgement: Judgement, entrance: str) -> Entry:
        return Entry(head, admitted, judgement, entrance, (judgement.policy or self.policy).version)

    def _timing(self, progress: Progress) -> Timing:
        return lambda: self._timed(progress, "record")

    def _answer(self, head: RequestHead, notice: Notice, format_name: str | None, *, streaming: bool) -> Answer:
        return answered(self.formats, head, notice, format_name, streaming=streaming)

    def _timed(self, progress: Progress, stage: str) -> Stage:
        return Stage(self.meter, progress, stage)
