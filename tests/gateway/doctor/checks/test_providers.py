"""Providers of approved tools."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.doctor.api import State
from gateway.doctor.checks.providers import CHECK, TODO
from gateway.doctor.dialling import WAYS, Reached, Unreached
from support.doctor import around, worst

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answers", "state", "word"),
    [
        ({}, State.OK, "no approved tool"),
        ({"a": Reached(NOW, NOW, 0.05)}, State.OK, "1 of 1"),
        ({"a": Reached(NOW, NOW, 4.0)}, State.WARNING, "4.0 s"),
        ({"a": Reached(NOW, NOW, 0.05), "b": Unreached("certificate not trusted")}, State.FAULT, "proxy.upstream_ca"),
        ({"a": Unreached("no connection")}, State.FAULT, "firewall"),
        ({"api.test": Unreached("no HTTP is spoken there")}, State.FAULT, "https://api.test/"),
    ],
)
def test_each_with_its_advice(tmp_path: Path, answers: dict[str, Reached | Unreached], state: State, word: str) -> None:
    """What stands in the way says what to do."""
    at = around(tmp_path, offline=False)
    at.__dict__["answers"] = answers
    found, said = worst(CHECK, at)
    assert found is state
    assert word in said


def test_every_reason_that_the_way_out_knows_has_advice() -> None:
    """A new reason of the dialler's needs a line here."""
    assert set(WAYS.values()) <= set(TODO)
    assert {"certificate expired", "certificate not trusted", "no answer in time"} <= set(TODO)
