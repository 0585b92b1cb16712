"""The settings ``[breach]``: the deadline of breach cases, and when the officer is reminded of it."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from gateway.section import Section

HOURS = 72
REMINDERS = (24, 48, 60, 70)
"""As :mod:`gateway.record.breach.clock` has them; a test compares the two."""


class Breach(Section):
    """Breach cases."""

    deadline_hours: int = Field(
        HOURS,
        ge=24,
        le=720,
        description="Hours from awareness to the notification of the authority; holds for incidents classified from now on.",
    )
    reminders: tuple[Annotated[int, Field(ge=1, le=719)], ...] = Field(
        REMINDERS, max_length=20, description="Hours after awareness at which feeds and mail remind of it; once more when it has passed."
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if list(self.reminders) != sorted(set(self.reminders)):
            raise ValueError("reminders rise; write them in order and each once")
        if any(mark >= self.deadline_hours for mark in self.reminders):
            raise ValueError("a reminder comes before the deadline; remove it, or raise deadline_hours")
        return self
