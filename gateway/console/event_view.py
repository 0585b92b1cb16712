"""One event as a line that people read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gateway.act.texts import texts
from gateway.console.clock import for_people
from gateway.console.language import Language
from gateway.console.texts import text, word

TONES = {"block": "stop", "refuse": "stop", "warn": "warn", "pseudonymise": "warn", "pass_recorded": "pass", "pass": "pass"}
STAYED = frozenset({"none"})


@dataclass(frozen=True, slots=True)
class EventView:
    """What the table shows. ``tone`` colours the verdict, which its word says as well; ``left`` marks what may have left the office."""

    id: str
    iso: str
    time: str
    tool: str
    what: str
    verdict: str
    tone: str
    reason: str
    disclosed: str
    left: bool


def event_view(event: Mapping[str, Any], language: Language, names: Mapping[str, str]) -> EventView:
    """The line for the public form of an event; an erased one keeps what its row still says. ``names`` are those of tools, by id."""
    at = datetime.fromisoformat(event["at"])
    kinds = event.get("kinds") or {}
    what = texts(language).listed(kinds) if kinds else text(language, "what.none")
    if event.get("erased_by"):
        what = text(language, "what.erased")
    return EventView(
        id=event["id"],
        iso=event["at"],
        time=for_people(at),
        tool=names.get(event["tool"], event["tool"]) or event.get("host") or text(language, "unknown"),
        what=what,
        verdict=word(language, "verdict", event["verdict"]),
        tone=TONES.get(event["verdict"], "stop"),
        reason=word(language, "reason", event["reason"]),
        disclosed=word(language, "disclosed", event["disclosed"]),
        left=event["disclosed"] not in STAYED,
    )
