"""``celnice doctor`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gateway.cli import main


@pytest.fixture
def config(tmp_path: Path) -> list[str]:
    (tmp_path / "celnice.toml").write_text("[data]\ndir = 'd'\n[proxy]\nport = 0\n[entrance]\nport = 0\n[console]\nport = 0\n")
    return ["--config", str(tmp_path / "celnice.toml"), "doctor"]


def test_text_and_exit_codes(config: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 well, 1 warnings, 2 faults; each that is not well says what to do."""
    assert main([*config, "--only", "folder"]) == 1
    assert "→ celnice run" in capsys.readouterr().out
    (tmp_path / "d").mkdir(mode=0o700)
    assert main([*config, "--only", "folder"]) == 0
    assert capsys.readouterr().out.startswith("ok")
    assert main([*config, "--only", "folder", "--quiet"]) == 0
    assert not capsys.readouterr().out
    (tmp_path / "d").chmod(0o755)
    assert main([*config, "--only", "folder"]) == 2
    assert "FAULT" in capsys.readouterr().out


def test_everything_as_json(config: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every check that asks no other machine, in one object; nothing was made by looking."""
    code = main([*config, "--offline", "--json"])
    said = json.loads(capsys.readouterr().out)
    assert code == {"ok": 0, "warning": 1, "fault": 2}[said["state"]]
    assert {"folder", "disk", "clock", "store", "detectors"} <= {row["check"] for row in said["results"]}
    assert not {"dns", "ldap", "providers", "feeds"} & {row["check"] for row in said["results"]}
    assert all(row["todo"] for row in said["results"] if row["state"] != "ok")
    assert [path.name for path in tmp_path.iterdir()] == ["celnice.toml"]


def test_a_check_that_is_none(config: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """One line, with those there are."""
    assert main([*config, "--only", "weather"]) == 2
    assert "folder, disk" in capsys.readouterr().err
