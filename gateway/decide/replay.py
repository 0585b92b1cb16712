"""What another policy would have made of requests of the past, told from the facts of their events alone: kinds and tool, no text. Pure.

Facts do not say in which groups a person was, nor how sure each finding was: somebody in all the named groups is thought of, and sure
findings. Of what passed without a record nothing is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from detectors.finding import Finding
from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Situation


@dataclass(frozen=True, slots=True)
class Replayed:
    """``changed``: how many requests would have ended otherwise, by (action before, action after). ``looked``: how many were judged."""

    looked: int = 0
    changed: Mapping[tuple[str, str], int] = field(default_factory=dict)
    whole: bool = True
    """False when there were more events than were looked at."""


def replay(events: Iterable[Mapping[str, Any]], before: Policy, after: Policy, now: datetime, groups: frozenset[str]) -> Replayed:
    """Over the public facts of events; only requests that were read whole count."""
    looked, changed = 0, Counter[tuple[str, str]]()
    for event in events:
        kinds = event.get("kinds") or {}
        if not kinds or event.get("scan") != "scanned":
            continue
        looked += 1
        situation = Situation(str(event.get("tool", "")), str(event.get("operation", "")), groups, now)
        pair = _ended(kinds, before, situation), _ended(kinds, after, situation)
        if pair[0] is not pair[1]:
            changed[pair[0].word, pair[1].word] += 1
    return Replayed(looked, dict(sorted(changed.items())))


def _ended(kinds: Mapping[str, int], policy: Policy, situation: Situation) -> Action:
    return max(policy.ruling(Finding(kind, 0, 1, 1.0, "replay"), situation).action for kind in kinds)
