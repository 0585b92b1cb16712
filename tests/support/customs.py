"""Customs with the small parts of support.proxy."""

from __future__ import annotations

from datetime import UTC, datetime

from gateway.decide.policy import Policy
from gateway.extract.registry import formats, sockets
from gateway.proxy.book import Book
from gateway.proxy.clearing import Clearing
from gateway.proxy.customs import Customs
from gateway.proxy.ports import Detect, Evidence, Vault
from gateway.proxy.settled import Settled
from gateway.record.event import Fingerprint
from support.proxy import CountingMeter, ListRecorder, detect, unreadable

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def customs(
    policy: Policy | None = None,
    evidence: Evidence | None = None,
    vault: Vault | None = None,
    clearing: Clearing | None = None,
    settled: Settled | None = None,
    detect: Detect = detect,
) -> tuple[Customs, CountingMeter, ListRecorder]:
    meter, recorder = CountingMeter(), ListRecorder()
    numbers = iter(range(1, 10_000))
    made = Customs(
        policy=policy or Policy(),
        formats=dict(formats()),
        sockets=dict(sockets()),
        detect=detect,
        documents=unreadable,
        book=Book(
            recorder=recorder,
            fingerprint=lambda entity, value, at: Fingerprint(entity, "2026-Q4", f"{len(value)}-{at.year}"),
            meter=meter,
            clock=lambda: AT,
            reference=lambda: f"TEST-{next(numbers)}",
            detectors_version="test",
            evidence=evidence,
        ),
        meter=meter,
        clock=lambda: AT,
        settled=settled or Settled(),
        vault=vault,
        clearing=clearing,
    )
    return made, meter, recorder
