"""The detectors load and find."""

from __future__ import annotations

from pathlib import Path

import pytest

from detectors.analyzer import Analyzer
from gateway.doctor.api import State
from gateway.doctor.checks.detectors import CHECK
from support.doctor import around, worst


def test_they_find_what_they_must(tmp_path: Path) -> None:
    """In a sentence of ours."""
    assert worst(CHECK, around(tmp_path))[0] is State.OK


def test_they_find_nothing_or_do_not_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are faults: a gateway that finds nothing lets everything out."""

    class Blind:
        def analyze(self, _: str) -> tuple[()]:
            return ()

    monkeypatch.setattr(Analyzer, "load", Blind)
    state, said = worst(CHECK, around(tmp_path))
    assert state is State.FAULT
    assert "CZ_BIRTH_NUMBER, PERSON" in said

    def broken() -> None:
        raise FileNotFoundError

    monkeypatch.setattr(Analyzer, "load", broken)
    assert "FileNotFoundError" in worst(CHECK, around(tmp_path))[1]
