"""When a digest is due: on the full hour, or at seven in the morning in Prague."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

MORNING = 7
PRAGUE = ZoneInfo("Europe/Prague")


def due(mode: Literal["off", "hourly", "daily"], sent: datetime | None, now: datetime) -> bool:
    """Whether a boundary lies between the last delivery and now. Nothing was ever sent: the next boundary is waited for by nobody."""
    return mode == "off" or sent is None or sent < boundary(mode, now)


def boundary(mode: Literal["hourly", "daily"], now: datetime) -> datetime:
    """The latest one that is not after ``now``."""
    if mode == "hourly":
        return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    local = now.astimezone(PRAGUE)
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0, fold=0)
    return (morning if morning <= local else morning - timedelta(days=1)).astimezone(UTC)
