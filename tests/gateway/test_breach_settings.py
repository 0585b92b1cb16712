"""The settings of breach cases."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from gateway import breach_settings
from gateway.breach_settings import Breach
from gateway.record.breach import clock


def test_usual() -> None:
    """What holds without settings is what the core counts with."""
    assert (breach_settings.HOURS, breach_settings.REMINDERS) == (clock.HOURS, clock.REMINDERS)
    assert Breach(deadline_hours=96, reminders=(24, 90)).reminders == (24, 90)  # the Digital Omnibus, if it comes


@pytest.mark.parametrize(
    ("given", "fix"),
    [
        ({"reminders": (48, 24)}, "in order"),
        ({"reminders": (24, 24)}, "each once"),
        ({"reminders": (24, 72)}, "before the deadline"),
        ({"reminders": (0,)}, "greater than or equal to 1"),
        ({"deadline_hours": 1}, "greater than or equal to 24"),
    ],
)
def test_refused(given: dict[str, object], fix: str) -> None:
    """A reminder that would never come, or come twice."""
    with pytest.raises(ValidationError, match=fix):
        Breach.model_validate(given)
