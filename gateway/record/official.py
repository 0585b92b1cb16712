"""The event of an official's or the gateway's own act: nothing was sent to a tool, so nothing was scanned, judged or disclosed."""

from __future__ import annotations

from datetime import datetime

from gateway.model import Disclosed, ScanOutcome
from gateway.record.event import Event, EventType


def official(
    identity: str, kind: EventType, at: datetime, *, reason: str = "", tool: str = "", person: str | None = None, detail: str = ""
) -> Event:
    """``reason`` is which of its outcomes the act had, ``detail`` what it was about: an id, never a name of a person."""
    return Event(
        id=identity,
        type=kind,
        at=at,
        tool=tool,
        host="",
        operation="",
        verdict="",
        reason=reason,
        scan=ScanOutcome.NOT_RUN,
        disclosed=Disclosed.NONE,
        policy="",
        person=person,
        detail=detail,
    )
