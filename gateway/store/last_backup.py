"""When this node was last backed up: a note beside its data, so that the console can say how old the newest backup is."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

FILE = "last-backup.json"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """One backup: when it was finished, and its size in bytes. Where it lies is not kept: it should lie elsewhere."""

    at: datetime
    bytes: int


def note(data: Path, made: LastBackup) -> None:
    """Keeps it in place of the one before. Raises OSError."""
    draft = data / f".{FILE}.{os.getpid()}"
    draft.write_text(json.dumps({"at": made.at.isoformat(timespec="seconds"), "bytes": made.bytes}), encoding="ascii")
    draft.replace(data / FILE)


def read(data: Path) -> LastBackup | None:
    """The newest backup; None for none, or for a note that cannot be read."""
    try:
        value = json.loads((data / FILE).read_text(encoding="ascii"))
        at = datetime.fromisoformat(value["at"])
        return LastBackup(at, int(value["bytes"])) if at.tzinfo is not None else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
