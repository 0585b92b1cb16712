"""What is done with findings: a pure function, and the frozen policy it reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

from detectors.finding import Finding
from gateway.decide.verdict import Block, Pass, Verdict
from gateway.model import OpaqueReason, SegmentKind, Unscanned


@dataclass(frozen=True, slots=True)
class Policy:
    """The default of the directive: personal data blocks, everywhere, and so does what cannot be read."""

    threshold: float = 0.5

    @property
    def version(self) -> str:
        """Stands in every event, and in the key of every cached verdict: another policy has another version."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:12]

    def acts_on(self, finding: Finding, kind: SegmentKind = SegmentKind.TEXT) -> bool:
        """Whether this finding counts: sure enough, and not of a public person or value.

        Names are not looked for in headers: programs write those, and a word such as ``X-Stainless`` is a surname to a name model.
        """
        if kind is SegmentKind.HEADER and finding.entity == "PERSON":
            return False
        return finding.score >= self.threshold and finding.public is None


def decide(acted_on: Iterable[Finding], unscanned: Sequence[Unscanned]) -> Verdict:
    """The verdict over one request that could be read, from the findings that policy acts on.

    Findings weigh more than a failed scan: their reason helps the employee more.
    """
    if any(True for _ in acted_on):
        return Block("personal_data")
    if unscanned:
        return Block("not_scanned", unscanned[0].reason)
    return Pass()


def decide_opaque(reason: OpaqueReason) -> Verdict:
    """The verdict over a body that no format reads: it does not leave."""
    if reason is OpaqueReason.TOO_LARGE:
        return Block("too_large", reason.value)
    return Block("opaque_body", reason.value)
