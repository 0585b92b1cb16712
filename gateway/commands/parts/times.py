"""Days and times as arguments: who writes one wrongly is told how it is written."""

from __future__ import annotations

import argparse
from datetime import date, datetime


def day(text: str) -> date:
    """ISO 8601. Raises ArgumentTypeError with an example."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2027-01-31") from None


def moment(text: str) -> datetime:
    """ISO 8601. Raises ArgumentTypeError with an example."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time; write it as 2026-11-22T16:00:00+01:00") from None
