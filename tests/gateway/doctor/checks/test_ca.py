"""The gateway's certificate authority."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.doctor.api import State
from gateway.doctor.checks.ca import CHECK
from gateway.proxy.ca import load_or_create
from support.doctor import around, worst

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("later", "state", "reason"),
    [
        (timedelta(0), State.OK, "new"),
        (timedelta(days=3600), State.WARNING, "ends within three months: devices need the next one now"),
        (timedelta(days=3651), State.FAULT, "expired"),
        (timedelta(days=-30), State.FAULT, "not valid yet: the clock went back"),
    ],
)
def test_validity(tmp_path: Path, later: timedelta, state: State, reason: str) -> None:
    """A real authority, looked at later."""
    load_or_create(tmp_path / "data" / "ca", NOW)
    assert worst(CHECK, around(tmp_path, NOW + later))[0] is state, reason


def test_none_yet(tmp_path: Path) -> None:
    """Before the first start."""
    assert worst(CHECK, around(tmp_path, NOW))[0] is State.WARNING


def test_damage(tmp_path: Path) -> None:
    """An open key, a key of another authority, a cut file: each with its fix."""
    folder = tmp_path / "data" / "ca"
    load_or_create(folder, NOW)
    (folder / "ca.key").chmod(0o644)
    assert "chmod 600" in worst(CHECK, around(tmp_path, NOW))[1]
    load_or_create(tmp_path / "other", NOW)
    (folder / "ca.key").unlink()
    shutil.copy(tmp_path / "other" / "ca.key", folder / "ca.key")
    (folder / "ca.key").chmod(0o600)
    state, said = worst(CHECK, around(tmp_path, NOW))
    assert state is State.FAULT
    assert "do not belong together" in said
    (folder / "ca.pem").write_text("-----BEGIN CERTIFICATE-----\n")
    assert "backup" in worst(CHECK, around(tmp_path, NOW))[1]
