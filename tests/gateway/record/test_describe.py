"""Events from judgements."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from allowlist.answers import Role
from allowlist.person import Person
from gateway.decide.verdict import Block, PassRecorded, Verdict, Warn
from gateway.model import Disclosed, ScanOutcome
from gateway.record.describe import judged, refused
from gateway.record.event import EventType

FACTS: dict[str, Any] = {
    "reference": "R",
    "at": datetime(2026, 11, 22, tzinfo=UTC),
    "tool": "openai",
    "host": "api.openai.com",
    "operation": "chat",
    "entrance": "proxy",
    "policy": "p",
    "detectors": "d",
    "kinds": {"PERSON": 1},
    "rules": {"person.title": 1},
    "grounds": {"cz_birth_number.slash": (95, 1, 2)},
    "speakers": ["user"],
    "fingerprints": [],
}

TABLE: list[tuple[Verdict, Role, EventType, Disclosed, str]] = [
    (Block("personal_data"), Role.PROMPT, EventType.PROMPT_BLOCKED, Disclosed.NONE, "a stopped prompt"),
    (Block("opaque_body", "charset"), Role.PROMPT, EventType.PROMPT_BLOCKED, Disclosed.NONE, "a body nobody could read"),
    (Block("personal_data"), Role.UPLOAD, EventType.UPLOAD_BLOCKED, Disclosed.NONE, "a stopped upload"),
    (Block("personal_data"), Role.STATIC, EventType.PROMPT_BLOCKED, Disclosed.NONE, "a value in a page's URL"),
    (Block("unknown_operation"), Role.UNKNOWN, EventType.OPERATION_REFUSED, Disclosed.NONE, "an unknown operation"),
    (Block("personal_data"), Role.UNKNOWN, EventType.PROMPT_BLOCKED, Disclosed.NONE, "a walked operation with a finding"),
    (Warn("unread", "media"), Role.UPLOAD, EventType.UPLOAD_BLOCKED, Disclosed.NONE, "a file nobody could read waits"),
    (PassRecorded("unread"), Role.UPLOAD, EventType.PROMPT_RECORDED, Disclosed.UNKNOWN, "it leaves, and nobody knows what is in it"),
    (PassRecorded("monitor"), Role.PROMPT, EventType.PROMPT_RECORDED, Disclosed.FULL, "it leaves in the same breath"),
]


@pytest.mark.parametrize(("verdict", "role", "kind", "disclosed", "why"), TABLE, ids=[row[4] for row in TABLE])
def test_judged(verdict: Verdict, role: Role, kind: EventType, disclosed: Disclosed, why: str) -> None:
    """What happened, and whether the data left."""
    event = judged(verdict, ScanOutcome.SCANNED, role=role, **FACTS)
    assert (event.type, event.disclosed, event.verdict, event.reason) == (kind, disclosed, verdict.name, verdict.reason), why


def test_refused() -> None:
    """A refusal by the register: nothing was scanned, nothing left."""
    event = refused(
        EventType.TOOL_REFUSED,
        reference="R",
        at=FACTS["at"],
        tool="chatgpt",
        host="chatgpt.com",
        operation="",
        reason="not_approved",
        policy="p",
        entrance="proxy",
    )
    assert (event.scan, event.disclosed, event.kinds) == (ScanOutcome.NOT_RUN, Disclosed.NONE, {})


def test_whose_it_was() -> None:
    """A judged request names pseudonym and department; a refusal by the register the department only."""
    person = Person("2026-Q4.ab", department="odbor dopravy")
    judged_one = judged(Block("personal_data"), ScanOutcome.SCANNED, role=Role.PROMPT, person=person, **FACTS)
    assert (judged_one.person, judged_one.department) == ("2026-Q4.ab", "odbor dopravy")
    facts = {name: FACTS[name] for name in ("reference", "at", "tool", "host", "operation", "entrance", "policy")}
    refused_one = refused(EventType.TOOL_REFUSED, reason="not_approved", person=person, **facts)
    assert (refused_one.person, refused_one.department) == (None, "odbor dopravy")
