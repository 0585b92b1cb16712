"""The customs book: what was decided is written down before it takes effect: one event, its sealed evidence, the counters."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from allowlist.answers import Approved
from detectors.fingerprint import canonical
from gateway.model import RequestHead
from gateway.pipeline import Judgement
from gateway.proxy.ports import Evidence, Fingerprinter, Meter, Recorder
from gateway.record.describe import judged, refused
from gateway.record.event import Event, EventType
from gateway.record.evidence import Mark
from gateway.record.fingerprint import FINGERPRINTS_KEPT
from gateway.record.sink import SinkUnavailable

type Timing = Callable[[], AbstractContextManager[None]]
"""Measures the stage ``record``."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What there is to write down of one judged request or message."""

    head: RequestHead
    admitted: Approved
    judgement: Judgement
    entrance: str
    policy: str
    """Version of the policy that judged it."""


class Book:
    """Writes entries. ``evidence`` None: the office keeps none."""

    def __init__(
        self,
        *,
        recorder: Recorder,
        fingerprint: Fingerprinter,
        meter: Meter,
        clock: Callable[[], datetime],
        reference: Callable[[], str],
        detectors_version: str,
        evidence: Evidence | None = None,
    ) -> None:
        self._recorder = recorder
        self._fingerprint = fingerprint
        self._meter = meter
        self._clock = clock
        self._reference = reference
        self._detectors_version = detectors_version
        self._evidence = evidence

    async def ready(self) -> bool:
        """Whether nothing waits to be written; while something does, nothing may pass."""
        return await self._recorder.ready()

    async def leaves(self, entry: Entry, timing: Timing) -> bool:
        """Writes down what is about to leave. False, and it must not, when its event could not be written."""
        event = self._event(entry)
        with timing():
            if not await self._put(event):
                return False
            await self._seal(event, entry.judgement)
        self._count(entry)
        return True

    async def stopped(self, entry: Entry, timing: Timing) -> Event:
        """Writes down what was stopped. The block stands also when its event has to wait: nothing passes until it is written."""
        event = self._event(entry)
        with timing():
            await self._put(event)
            await self._seal(event, entry.judgement)
        self._count(entry)
        return event

    async def refused(
        self, kind: EventType, head: RequestHead, timing: Timing, *, tool: str, reason: str, policy: str, entrance: str, operation: str = ""
    ) -> str:
        """Writes down a refusal that read no body; its reference."""
        reference = self._reference()
        event = refused(
            kind,
            reference=reference,
            at=self._clock(),
            tool=tool,
            host=head.recorded_host,
            operation=operation,
            reason=reason,
            policy=policy,
            entrance=entrance,
            person=head.person,
        )
        with timing():
            await self._put(event)
        return reference

    async def _put(self, event: Event) -> bool:
        try:
            await self._recorder.put(event)
        except SinkUnavailable:
            self._meter.boundary_fault("record")  # the recorder keeps the event and tries again
            return False
        return True

    async def _seal(self, event: Event, judgement: Judgement) -> None:
        if self._evidence is None:
            return
        try:
            await self._evidence(event, judgement.segments, [Mark(hit.finding.entity, hit.parts) for hit in judgement.hits])
        except SinkUnavailable:
            self._meter.boundary_fault("record")  # the verdict and its event stand; only the sealed record is missing

    def _count(self, entry: Entry) -> None:
        judgement = entry.judgement
        self._meter.request(entry.admitted.tool, judgement.verdict.name, judgement.scan, entry.entrance)
        for entity, count in judgement.kinds().items():
            self._meter.finding(entity, count)

    def _event(self, entry: Entry) -> Event:
        judgement, at = entry.judgement, self._clock()
        fingerprints = dict.fromkeys(
            self._fingerprint(hit.finding.entity, canonical(hit.finding.entity, judgement.value(hit)), at)
            for hit in judgement.hits[:FINGERPRINTS_KEPT]
        )
        return judged(
            judgement.verdict,
            judgement.scan,
            reference=self._reference(),
            at=at,
            tool=entry.admitted.tool,
            host=entry.head.recorded_host,
            operation=entry.admitted.operation,
            role=entry.admitted.role,
            entrance=entry.entrance,
            policy=entry.policy,
            detectors=self._detectors_version,
            kinds=judgement.kinds(),
            rules=judgement.rules(),
            grounds=judgement.grounds(),
            speakers=judgement.speakers(),
            fingerprints=tuple(fingerprints),
            conversation=judgement.conversation.key,
            person=entry.head.person,
            where=judgement.spots()[0],
            clearance=judgement.clearance,
            begun=judgement.begun,
        )
