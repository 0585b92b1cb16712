"""``celnice ca kit``."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.cli import main
from gateway.proxy import ca


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder to hand out, a warning when it names this machine only, and no private key in it."""
    ca.load_or_create(tmp_path / "d" / "ca")
    (tmp_path / "celnice.toml").write_text("[data]\ndir = 'd'\n")
    words = ["--config", str(tmp_path / "celnice.toml"), "ca", "kit", str(tmp_path / "kit")]
    assert main(words) == 0
    said = capsys.readouterr()
    assert "this machine only" in said.err
    assert "README.md" in said.out
    assert not [path for path in (tmp_path / "kit").rglob("*") if path.is_file() and b"PRIVATE KEY" in path.read_bytes()]
    assert main(words) == 2
