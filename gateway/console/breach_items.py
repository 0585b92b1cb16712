"""A breach case as the API shows it: what is known, its clocks, what is missing and what may be done next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from gateway.record.breach.assessment import facts_of
from gateway.record.breach.case import Case, lacks
from gateway.record.breach.machine import actions
from gateway.record.breach.plain import to_plain
from gateway.record.breach.step import State, Step

OVER = frozenset({State.CLOSED, State.DISMISSED})


class Deadline(BaseModel):
    """The running 72 hours, counted in both ways."""

    aware: str
    conservative: str = Field(description="From the second of awareness: the office's own target.")
    formal: str = Field(description="By Regulation 1182/71.")
    hours_left: float = Field(description="Until the conservative one; negative when it has passed.")
    late: bool = Field(description="Whether even the formal one has passed: a notification then needs its reasons.")
    urgency: str = Field(description="calm, soon, urgent or late.")


class CaseItem(BaseModel):
    """One case in a list."""

    model_config = ConfigDict(extra="allow")

    id: str
    state: str
    version: int = Field(description="The number of its last step; a step is given with it.")
    left: bool = Field(description="Whether data may have left.")
    title: str = ""
    tool: str = ""
    kinds: dict[str, int] = Field(default_factory=dict)
    reports: int = 0
    risk: str | None = None
    times: dict[str, str] = Field(default_factory=dict)
    deadline: Deadline | None = Field(None, description="None while no clock runs: no incident, the authority was told, or need not be.")
    missing: list[str] = Field(default_factory=list)
    next: list[str] = Field(default_factory=list, description="Which steps may follow.")


class CasePage(BaseModel):
    """Cases, the newest first."""

    items: list[CaseItem]


class CaseWhole(CaseItem):
    """One case with its whole history."""

    facts: dict[str, Any] = Field(default_factory=dict)
    corrections: list[dict[str, str]] = Field(default_factory=list)
    assessment: dict[str, Any] | None = None
    signatures: list[str] = Field(default_factory=list)
    measures: list[dict[str, Any]] = Field(default_factory=list)
    stopped: list[str] = Field(default_factory=list, description="What is suspended at the proxy now: tool, person.")
    steps: list[dict[str, Any]] = Field(default_factory=list)


def item(case: Case, now: datetime) -> dict[str, Any]:
    """One case of a list, as JSON values."""
    running = case.awaited()
    deadline = None
    if running is not None:
        deadline = {
            "aware": running.aware.isoformat(),
            "conservative": running.conservative.isoformat(),
            "formal": running.formal.isoformat(),
            "hours_left": round(running.left(now).total_seconds() / 3600, 2),
            "late": running.late(now),
            "urgency": running.urgency(now).value,
        }
    return {
        "id": case.id,
        "state": case.state.value,
        "version": case.steps,
        "left": bool(case.facts.get("left")),
        "title": str(case.facts.get("title", "")),
        "tool": str(case.facts.get("tool", "")),
        "kinds": dict(case.facts.get("kinds", {})),
        "reports": case.reports,
        "risk": case.risk.value if case.risk else None,
        "times": {name: at.isoformat() for name, at in case.times.items()},
        "deadline": deadline,
        "missing": list(lacks(case)),
        "next": [action.value for action in actions(case.state)],
    }


def whole(case: Case, history: Sequence[Step], stopped: Sequence[str], now: datetime) -> dict[str, Any]:
    """One case with everything, as JSON values."""
    assessed = None
    if case.answers is not None and case.score is not None:
        found = case.score
        assessed = {
            **facts_of(case.answers),
            "value": found.value,
            "severity": found.severity.value,
            "proposed": found.proposed.value,
            "flags": list(found.flags),
        }
    return {
        **item(case, now),
        "facts": dict(case.facts),
        "corrections": [{"what": what, "before": before} for what, before in case.corrections],
        "assessment": assessed,
        "signatures": [part.value for part in case.signatures],
        "measures": [
            {
                "text": one.text,
                "owner": one.owner,
                "due": one.due.isoformat() if one.due else None,
                "done": one.done.isoformat() if one.done else None,
            }
            for one in case.measures
        ],
        "stopped": list(stopped),
        "steps": [to_plain(step) for step in history],
    }
