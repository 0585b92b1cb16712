"""Decisions as a table."""

from __future__ import annotations

import pytest

from detectors.finding import Finding
from gateway.decide.policy import Policy, decide, decide_opaque
from gateway.decide.verdict import Block, Pass
from gateway.model import OpaqueReason, SegmentKind, Unscanned


def finding(score: float = 0.9, public: str | None = None) -> Finding:
    return Finding("CZ_BIRTH_NUMBER", 0, 11, score, "test", public=public)


TABLE = [
    ([], [], Pass(), "nothing found, everything scanned"),
    ([finding()], [], Block("personal_data"), "personal data blocks, everywhere"),
    ([finding(0.5)], [], Block("personal_data"), "the threshold itself counts"),
    ([finding(0.49)], [], Pass(), "below the threshold"),
    ([finding(public="holder of public office")], [], Pass(), "a public person with nothing else"),
    ([finding(public="historical"), finding()], [], Block("personal_data"), "a public person beside somebody's number"),
    ([], [Unscanned("deadline")], Block("not_scanned", "deadline"), "not scanned is never clean"),
    ([finding(0.2)], [Unscanned("queue_full")], Block("not_scanned", "queue_full"), "a weak finding does not hide a failed scan"),
    ([finding()], [Unscanned("deadline")], Block("personal_data"), "the finding explains more than the failure"),
]


@pytest.mark.parametrize(("findings", "unscanned", "verdict", "why"), TABLE, ids=[row[3] for row in TABLE])
def test_decide(findings: list[Finding], unscanned: list[Unscanned], verdict: object, why: str) -> None:
    """A verdict follows from findings and failures alone."""
    acted_on = [one for one in findings if Policy().acts_on(one)]
    assert decide(acted_on, unscanned) == verdict, why


@pytest.mark.parametrize("reason", OpaqueReason)
def test_opaque_blocks(reason: OpaqueReason) -> None:
    """Whatever the reason, a body that cannot be read does not leave."""
    verdict = decide_opaque(reason)
    assert isinstance(verdict, Block)
    assert verdict.detail == reason.value


def test_version_follows_the_policy() -> None:
    """Another policy has another version, the same policy the same."""
    assert Policy(0.5).version == Policy().version
    assert Policy(0.6).version != Policy().version


def test_names_are_not_looked_for_in_headers() -> None:
    """Programs write headers: a name there is noise, an identifier is not."""
    person = Finding("PERSON", 0, 3, 0.9, "test")
    assert not Policy().acts_on(person, SegmentKind.HEADER)
    assert Policy().acts_on(person, SegmentKind.KEY)
    assert Policy().acts_on(finding(), SegmentKind.HEADER)
