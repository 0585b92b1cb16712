"""Events for tests: as the pipeline would make them, about nobody."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from gateway.model import Disclosed, ScanOutcome
from gateway.record.canonical import canonical
from gateway.record.event import Event, EventType, Fingerprint

FIRST = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)


def event(number: int = 1, **changes: Any) -> Event:
    """The event with that number: same number, same event."""
    facts: dict[str, Any] = {
        "id": f"e{number:08}",
        "type": EventType.PROMPT_BLOCKED,
        "at": FIRST + timedelta(seconds=number),
        "tool": "openai",
        "host": "api.openai.com",
        "operation": "chat.completions",
        "verdict": "block",
        "reason": "personal_data",
        "scan": ScanOutcome.SCANNED,
        "disclosed": Disclosed.NONE,
        "policy": "2026-10-01.1",
        "detectors": "0.1.0",
        "kinds": {"CZ_BIRTH_NUMBER": 1 + number % 3},
        "rules": {"cz_birth_number.slash": 1 + number % 3},
        "places": ("user",),
        "fingerprints": (Fingerprint("CZ_BIRTH_NUMBER", "2026-Q4", f"{random.Random(number).getrandbits(256):064x}"),),
        "person": None,
    }
    return Event(**{**facts, **changes})


def payload(number: int = 1, **changes: Any) -> bytes:
    """The canonical payload of :func:`event`."""
    return canonical(event(number, **changes).payload())


def payloads(first: int, last: int) -> list[bytes]:
    """The payloads from one number to another, both included."""
    return [payload(number) for number in range(first, last + 1)]
