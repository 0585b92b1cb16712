"""What tests of the doctor's checks share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gateway.doctor.api import Check, Result, State
from gateway.doctor.around import Around
from gateway.settings import Settings


def around(folder: Path, now: datetime | None = None, *, offline: bool = True, **sections: Any) -> Around:
    """A node in ``folder/data``, at a given time."""
    settings = Settings.model_validate({"data": {"dir": folder / "data"}, **sections})
    return Around(settings, (lambda: now) if now else (lambda: datetime.now(UTC)), offline=offline)


def states(results: Iterable[Result]) -> list[str]:
    """How bad each is."""
    return [result.state.name for result in results]


def worst(check: Check, at: Around) -> tuple[State, str]:
    """The worst state, and everything that was said."""
    results = list(check.run(at))
    assert results, "a check says something"
    return max(result.state for result in results), " | ".join(f"{result.what} → {result.todo}" for result in results)
