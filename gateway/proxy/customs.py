"""Judges one whole request: read → detect → judge → record → act. Knows HTTP values, but nothing of mitmproxy.

Nothing here catches faults: whatever raises goes to the one boundary in :mod:`gateway.proxy.addon`, which blocks.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from allowlist.answers import Approved
from detectors.fingerprint import canonical
from gateway.act import page, refusal
from gateway.act.language import language
from gateway.decide.policy import Policy
from gateway.decide.verdict import Block, Pass
from gateway.extract.api import WireFormat
from gateway.model import Answer, Door, Notice, OpaqueBody, RequestHead, ScanOutcome
from gateway.pipeline import Judgement, Request, judge, judge_opaque, opened, read
from gateway.proxy.ports import Detect, Documents, Evidence, Fingerprinter, Meter, Recorder
from gateway.record.describe import REFUSE, judged, refused
from gateway.record.event import Event, EventType
from gateway.record.evidence import Mark
from gateway.record.sink import SinkUnavailable

FINGERPRINTS_KEPT = 64
"""Per event: enough to tell that the same persons' data came up again; a pasted table of thousands needs no more."""


@dataclass(frozen=True, slots=True)
class Forward:
    """The request may leave. ``body`` is what was scanned, without a content coding; None when there is none."""

    body: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Stop:
    """The request does not leave; the client gets this."""

    answer: Answer


type Outcome = Forward | Stop


@dataclass(slots=True)
class Progress:
    """Which stage one request is in: what the boundary names when a stage raises."""

    stage: str = "admit"


class Customs:
    """The stages, connected."""

    def __init__(
        self,
        *,
        policy: Policy,
        formats: Mapping[str, WireFormat],
        detect: Detect,
        documents: Documents,
        recorder: Recorder,
        fingerprint: Fingerprinter,
        meter: Meter,
        clock: Callable[[], datetime],
        reference: Callable[[], str],
        detectors_version: str,
        name: Callable[[str], str] = str,
        evidence: Evidence | None = None,
    ) -> None:
        self.policy = policy
        self.formats = formats
        self.meter = meter
        self.clock = clock
        self._detect = detect
        self._documents = documents
        self._recorder = recorder
        self._fingerprint = fingerprint
        self._reference = reference
        self._detectors_version = detectors_version
        self._evidence = evidence
        self._name = name  # of a tool, for people: events keep its id

    async def inspect(self, request: Request, entrance: str, progress: Progress) -> Outcome:
        """The outcome for one request of an approved tool."""
        try:
            with self._timed(progress, "extract"):
                reading = read(request, self.formats)
                if reading.extracted.files:
                    reading = opened(reading, await self._documents(reading.extracted.files))
        except OpaqueBody as opaque:
            return await self.conclude(request.head, request.admitted, judge_opaque(opaque.reason), entrance, progress)
        with self._timed(progress, "detect"):
            scans = await self._detect(reading.texts)
        with self._timed(progress, "decide"):
            judgement = judge(reading, scans, self.policy)
        streaming = reading.extracted.streaming
        if isinstance(judgement.verdict, Pass):
            if not await self._recorder.ready():
                return await self._not_stored(request, judgement, entrance, progress, streaming=streaming)
            self.meter.request(request.admitted.tool, judgement.verdict.name, judgement.scan, entrance)
            return Forward(reading.body.content if reading.body else None)
        return await self.conclude(request.head, request.admitted, judgement, entrance, progress, streaming=streaming)

    async def conclude(
        self, head: RequestHead, admitted: Approved, judgement: Judgement, entrance: str, progress: Progress, *, streaming: bool = False
    ) -> Outcome:
        """Records a verdict that is not a clean pass, and acts on it. A block stands whether or not its event could be written."""
        at = self.clock()
        event = self._event(head, admitted, judgement, at, entrance)
        await self._record(event, progress)
        await self._seal(event, judgement, progress)
        self.meter.request(admitted.tool, judgement.verdict.name, judgement.scan, entrance)
        for entity, count in judgement.kinds().items():
            self.meter.finding(entity, count)
        with self._timed(progress, "act"):
            if not isinstance(judgement.verdict, Block):
                # Pseudonymise, Warn and PassRecorded have no act yet; what has no act does not leave.
                raise NotImplementedError(judgement.verdict.name)
            return Stop(
                self._answer(
                    head,
                    Notice(event.id, self._name(admitted.tool), judgement.kinds(), judgement.verdict.reason, judgement.verdict.detail),
                    admitted.format,
                    streaming=streaming,
                )
            )

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
        reference = self._reference()
        if kind is not None:
            await self._record(
                refused(
                    kind,
                    reference=reference,
                    at=self.clock(),
                    tool=tool,
                    host=head.recorded_host,
                    operation=operation,
                    reason=reason,
                    policy=self.policy.version,
                    entrance=entrance,
                ),
                Progress(),
            )
        self.meter.refusal(reason)
        notice = Notice(reference if kind else "", self._name(tool), {}, reason, door=door, link=link)
        return Stop(self._answer(head, notice, format_name, streaming=False))

    async def fault(self, head: RequestHead, tool: str, stage: str, entrance: str, format_name: str | None) -> Stop:
        """What the boundary says when a stage raised."""
        self.meter.boundary_fault(stage)
        self.meter.request(tool, REFUSE, ScanOutcome.NOT_RUN, entrance)
        kind = EventType.PROMPT_BLOCKED
        return await self.refuse(head, tool, "gateway_fault", entrance, kind=kind, operation=stage, format_name=format_name)

    async def _not_stored(self, request: Request, judgement: Judgement, entrance: str, progress: Progress, *, streaming: bool) -> Outcome:
        blocked = Judgement(Block("event_not_stored"), judgement.scan, segments=judgement.segments)
        return await self.conclude(request.head, request.admitted, blocked, entrance, progress, streaming=streaming)

    async def _record(self, event: Event, progress: Progress) -> None:
        with self._timed(progress, "record"):
            try:
                await self._recorder.put(event)
            except SinkUnavailable:
                # The block stands; the recorder keeps the event and tries again, and nothing else passes until it succeeds.
                self.meter.boundary_fault("record")

    async def _seal(self, event: Event, judgement: Judgement, progress: Progress) -> None:
        if self._evidence is None:
            return
        with self._timed(progress, "record"):
            try:
                await self._evidence(event, judgement.segments, [Mark(hit.finding.entity, hit.parts) for hit in judgement.hits])
            except SinkUnavailable:
                self.meter.boundary_fault("record")  # the verdict and its event stand; only the sealed record is missing

    def _event(self, head: RequestHead, admitted: Approved, judgement: Judgement, at: datetime, entrance: str) -> Event:
        fingerprints = dict.fromkeys(
            self._fingerprint(hit.finding.entity, canonical(hit.finding.entity, judgement.value(hit)), at)
            for hit in judgement.hits[:FINGERPRINTS_KEPT]
        )
        return judged(
            judgement.verdict,
            judgement.scan,
            reference=self._reference(),
            at=at,
            tool=admitted.tool,
            host=head.recorded_host,
            operation=admitted.operation,
            role=admitted.role,
            entrance=entrance,
            policy=self.policy.version,
            detectors=self._detectors_version,
            kinds=judgement.kinds(),
            rules=judgement.rules(),
            speakers=judgement.speakers(),
            fingerprints=tuple(fingerprints),
            person=head.person.pseudonym if head.person else None,
        )

    def _answer(self, head: RequestHead, notice: Notice, format_name: str | None, *, streaming: bool) -> Answer:
        spoken = language(head)
        if notice.reason == "telemetry":
            return refusal.telemetry()
        if format_name and not page.wants_page(head):
            return self.formats[format_name].block_answer(notice, spoken, streaming)
        return refusal.refuse(head, notice, spoken)

    @contextmanager
    def _timed(self, progress: Progress, stage: str) -> Iterator[None]:
        progress.stage = stage
        start = time.perf_counter()
        try:
            yield
        finally:
            self.meter.stage(stage, time.perf_counter() - start)
