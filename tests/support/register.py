"""Registers for tests, over the real catalogue."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from allowlist.entry import Entry
from allowlist.register import Register

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
"""A moment inside the approvals below."""


def entry(service: str, **changes: Any) -> Entry:
    """An entry that is in force at NOW: 1 November 2026 to 31 October 2027."""
    facts: dict[str, Any] = {
        "service": service,
        "approved_by": "Pracovní skupina pro AI, zápis č. 3/2026",
        "approved_from": date(2026, 11, 1),
        "approved_until": date(2027, 10, 31),
    }
    return Entry(**(facts | changes))


def register(*entries: Entry | str) -> Register:
    """A register of entries, or of service ids with an entry in force at NOW."""
    return Register.from_entries([one if isinstance(one, Entry) else entry(one) for one in entries])
