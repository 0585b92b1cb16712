"""What the checks look at."""

from __future__ import annotations

from pathlib import Path

from gateway.doctor.dialling import Unreached
from support.doctor import around

TOOL = {"approved_by": "PS, 1/2026", "approved_from": "2026-01-01", "approved_until": "2030-01-01", "pin": "127.0.0.1:1"}


def test_providers_are_the_named_hosts_of_approved_tools(tmp_path: Path) -> None:
    """With their pins; a wildcard names no host, and telemetry is not asked."""
    at = around(tmp_path, tools={"openai": TOOL})
    assert ("api.openai.com", ("127.0.0.1", 1)) in at.providers
    assert not [host for host, _ in at.providers if "*" in host]


def test_looking_makes_nothing(tmp_path: Path) -> None:
    """Before the first start there is no store, and there is none after a look."""
    assert around(tmp_path).register.grants == {}
    assert not list(tmp_path.iterdir())


def test_each_provider_is_asked_once_and_none_offline(tmp_path: Path) -> None:
    """Two checks use what one question found out."""
    assert around(tmp_path, offline=True, tools={"openai": TOOL}).answers == {}
    answers = around(tmp_path, offline=False, tools={"openai": TOOL}).answers
    assert answers["api.openai.com"] == Unreached("no connection")
