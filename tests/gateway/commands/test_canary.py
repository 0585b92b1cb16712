"""``celnice canary`` as a command."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from gateway.commands import canary
from gateway.errors import UserError
from gateway.register import stand_in_entry
from gateway.settings import Settings


def run(*argv: str, settings: Settings | None = None) -> int:
    parser = argparse.ArgumentParser()
    canary.configure(parser)
    return canary.run(parser.parse_args(argv), settings or Settings())


def test_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    """The page of the repository."""
    assert run("--table") == 0
    assert capsys.readouterr().out == (Path(__file__).parents[3] / "docs" / "coverage-tools.md").read_text(encoding="utf-8")


def test_dry_with_the_real_detectors(capsys: pytest.CaptureFixture[str]) -> None:
    """The approved tools, and no other; 0, as everything is seen."""
    settings = Settings.model_validate({"tools": {"claude": stand_in_entry(1).model_dump()}})
    assert run("--dry", "--json", settings=settings) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["good"]
    assert {one["tool"] for one in told["outcomes"]} == {"claude"}
    assert {one["fate"] for one in told["outcomes"]} <= {"seen", "stopped"}
    assert "715319" not in json.dumps(told)


def test_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """One line for each tool, and the verdict."""
    assert run("--dry", "--tool", "duck-ai") == 0
    assert capsys.readouterr().out.startswith("duck-ai: viděno / seen 2×\nV POŘÁDKU / ALL GOOD")


def test_a_threshold_that_nothing_reaches_fails(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """1, and the carriers by name."""
    monkeypatch.setattr("detectors.analyzer.Analyzer.analyze", lambda *_, **__: ())
    assert run("--dry", "--tool", "duck-ai") == 1
    out = capsys.readouterr().out
    assert "duck-ai  chat  question  PROŠLO / PASSED" in out
    assert "CHYBA / FAILED" in out


@pytest.mark.parametrize("argv", [(), ("--tool", "nonsense"), ("--tool", "deepseek")])
def test_what_cannot_be_tried(argv: tuple[str, ...]) -> None:
    """Nothing approved, unknown, forbidden by law: one line with the fix."""
    with pytest.raises(UserError):
        run(*argv)
