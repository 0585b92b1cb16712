"""The clock, injected."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.doctor.api import State
from gateway.doctor.checks import clock
from gateway.doctor.checks.clock import CHECK, compared
from gateway.doctor.dialling import Reached
from support.doctor import around, worst


@pytest.mark.parametrize(
    ("off", "state", "word", "reason"),
    [
        (timedelta(0), State.OK, "within", "right"),
        (timedelta(seconds=20), State.OK, "within", "a cache's old Date is no wrong clock"),
        (timedelta(minutes=2), State.WARNING, "fast", "ahead, and it will grow"),
        (timedelta(minutes=-2), State.WARNING, "slow", "behind"),
        (timedelta(minutes=10), State.FAULT, "fast", "Kerberos refuses"),
        (timedelta(days=400), State.FAULT, "fast", "a machine whose battery is empty, the other way round"),
    ],
)
def test_against_the_providers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, off: timedelta, state: State, word: str, reason: str
) -> None:
    """A clock that is off by so much, beside providers that are right; one of three that is wrong itself changes nothing."""
    monkeypatch.setattr(clock, "kernel_keeps", lambda: True)
    now = datetime.now(UTC)
    at = around(tmp_path, now + off, offline=False)
    at.__dict__["answers"] = {
        "a": Reached(now, now, 0.1),
        "b": Reached(now + timedelta(seconds=1), now, 0.1),
        "wrong": Reached(now - timedelta(days=9), now, 0.1),
        "silent": Reached(None, now, 0.1),
    }
    found, said = worst(CHECK, at)
    assert found is state, reason
    assert word in said


def test_before_the_release_was_installed(tmp_path: Path) -> None:
    """Needs no other machine: time does not run backwards."""
    state, said = worst(CHECK, around(tmp_path, datetime(2001, 1, 1, tzinfo=UTC)))
    assert state is State.FAULT
    assert "timedatectl" in said


@pytest.mark.parametrize(("kept", "state"), [(True, State.OK), (False, State.WARNING), (None, State.WARNING)])
def test_without_other_machines(kept: bool | None, state: State) -> None:
    """The kernel knows whether a time service keeps its clock; where it may not be asked, that is said."""
    assert max(one.state for one in compared([], kept=kept)) is state


def test_the_kernel_is_asked() -> None:
    """An answer of one of three kinds, on any machine."""
    assert clock.kernel_keeps() in {True, False, None}
