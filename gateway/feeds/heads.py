"""The ends of the chains, exported daily: kept elsewhere, they prove later that nothing before them was changed or cut off.

They are what ``celnice events verify --anchors`` reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from gateway.record.chain import Head

TYPE = "chain.heads"


def heads_event(day: date, heads: Iterable[Head], at: datetime) -> dict[str, Any]:
    """The heads as they stand at ``at``. ``day`` (UTC) names the export."""
    return {
        "id": f"heads-{day.isoformat()}",
        "type": TYPE,
        "at": at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "heads": [{"writer": head.writer, "seq": head.seq, "hash": head.hash.hex()} for head in heads],
    }
