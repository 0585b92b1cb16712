"""``celnice canary`` whole: a stand-in, a gateway, every operation of some tools."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.demo.processes import clean_environment

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("canary")]


def canary(folder: Path, *argv: str) -> tuple[int, dict[str, object]]:
    command = [sys.executable, "-P", "-m", "gateway.cli", "canary", "--json", *argv]
    done = subprocess.run(command, cwd=folder, env=clean_environment(), capture_output=True, timeout=600, check=False)
    assert done.stderr == b"", done.stderr.decode()
    told: dict[str, object] = json.loads(done.stdout)
    return done.returncode, told


@pytest.mark.timeout(600)
@pytest.mark.parametrize("argv", [("--all",), ("--all", "--dry")], ids=["live", "dry"])
def test_everything_is_seen(tmp_path: Path, argv: tuple[str, ...]) -> None:
    """Every operation of every tool of the catalogue: found, or stopped where nobody can read; nothing reaches the stand-in."""
    code, told = canary(tmp_path, *argv)
    outcomes = told["outcomes"]
    assert isinstance(outcomes, list)
    assert [one for one in outcomes if one["fate"] not in {"seen", "stopped"}] == []
    assert (code, told["leaked"]) == (0, 0)
    assert len(outcomes) > 1000
