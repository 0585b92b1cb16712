"""A data subject's request step by step, with synthetic persons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from gateway.record.request.case import Request, take
from gateway.record.request.step import Action, Step

RECEIVED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

ERASURE: tuple[tuple[Action, str, Mapping[str, Any]], ...] = (
    (Action.RECEIVE, "", {"kind": "erasure", "applicant": "Jana Vzorová"}),
    (Action.VERIFY, "", {"how": "datová schránka"}),
    (Action.DISTRIBUTE, "", {"departments": ["IT", "personální"]}),
    (Action.FOUND, "", {"events": 3, "evidence": 1, "cases": [], "kinds": {"PERSON": 3}, "tools": ["openai"], "recipients": []}),
    (Action.ERASED, "", {"events": 2, "kept": {"filing_plan": 1}}),
    (Action.DRAFT, "", {}),
    (Action.EXTEND, "rozsah žádosti", {"months": 2}),
    (Action.ANSWER, "jedna událost patří k incidentu", {"outcome": "partly", "dispatch": "DZ 123"}),
    (Action.TELL, "", {"recipient": "OpenAI: nic neodešlo"}),
)


def step(request: Request, action: Action, why: str = "", facts: Mapping[str, Any] | None = None, *, at: datetime | None = None) -> Step:
    """The next step, an hour after the last one."""
    when = at or (request.last + timedelta(hours=1) if request.last else RECEIVED)
    return Step(request.id, request.steps + 1, when, "Mgr. Bára Vzorová", action, why, facts or {})


def erasure(count: int = len(ERASURE), number: str = "Z-2026-0001") -> tuple[Request, list[Step]]:
    """The request and its first steps."""
    request, steps = Request(number), []
    for action, why, facts in ERASURE[:count]:
        steps.append(step(request, action, why, facts))
        request = take(request, steps[-1])
    return request, steps
