"""How grave something is, in five levels that every receiver knows under its own names and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from gateway.decide.policy import CONFIRMED
from gateway.record.breach.grouping import UNSEEN, tier
from gateway.record.breach.severity import Severity


class Level(IntEnum):
    """From a note to an alarm; the numbers are OCSF's ``severity_id``."""

    INFORMATIONAL = 1
    LOW = 2
    MEDIUM = 3
    HIGH = 4
    CRITICAL = 5


ASSESSED: Mapping[Severity, Level] = {
    Severity.LOW: Level.LOW,
    Severity.MEDIUM: Level.MEDIUM,
    Severity.HIGH: Level.HIGH,
    Severity.VERY_HIGH: Level.CRITICAL,
}
"""What the data protection officer found stands before what the gateway guesses."""

CZECH: Mapping[Level, str] = {
    Level.INFORMATIONAL: "informace",
    Level.LOW: "nízká",
    Level.MEDIUM: "střední",
    Level.HIGH: "vysoká",
    Level.CRITICAL: "kritická",
}


def level(event: Mapping[str, Any]) -> Level:
    """Of an event as feeds see it. A case carries its own."""
    if "level" in event:
        return Level[str(event["level"]).upper()]
    if event["type"] not in {"prompt.blocked", "prompt.recorded", "upload.blocked"}:
        return Level.INFORMATIONAL
    unseen = event.get("reason") in UNSEEN and _left(event)
    return max(of_finding(event.get("kinds", {}), left=_left(event)), Level.HIGH if unseen else Level.INFORMATIONAL)


def _left(event: Mapping[str, Any]) -> bool:
    """Whether values may have left. Of what was pseudonymised, only those that somebody had confirmed."""
    tokens = event.get("verdict") == "pseudonymise" and event.get("reason") != CONFIRMED
    return event.get("disclosed") != "none" and not tokens


def of_finding(kinds: Mapping[str, int], *, left: bool) -> Level:
    """What the gateway says by itself: special categories weigh more, and what may have left weighs most."""
    special = tier(kinds) == "special"
    if left and kinds:
        return Level.CRITICAL if special else Level.HIGH
    return Level.MEDIUM if special else Level.LOW
