"""``celnice ca``: the certificate, never the key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gateway.cli import main
from gateway.proxy.ca import load_or_create
from support.hierarchy import made


@pytest.fixture
def config(tmp_path: Path) -> list[str]:
    load_or_create(tmp_path / "d" / "ca")
    (tmp_path / "celnice.toml").write_text("[data]\ndir = 'd'\n")
    return ["--config", str(tmp_path / "celnice.toml")]


def test_show(config: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Subject, validity, fingerprint."""
    assert main([*config, "ca", "show", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert "Celnice" in facts["subject"]
    assert len(facts["sha256"].split(":")) == 32
    assert main([*config, "ca", "show"]) == 0
    assert facts["sha256"] in capsys.readouterr().out


def test_export(config: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """To standard output or a file."""
    assert main([*config, "ca", "export"]) == 0
    pem = capsys.readouterr().out
    assert main([*config, "ca", "export", str(tmp_path / "out.pem")]) == 0
    assert (tmp_path / "out.pem").read_text() == pem
    assert "BEGIN CERTIFICATE" in pem
    assert "PRIVATE" not in pem


def test_none_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before the first start: one line with the fix."""
    (tmp_path / "celnice.toml").write_text("[data]\ndir = 'd'\n")
    assert main(["--config", str(tmp_path / "celnice.toml"), "ca", "show"]) == 2
    assert "celnice run" in capsys.readouterr().err


def test_a_file_that_cannot_be_written(config: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line, exit code 2."""
    assert main([*config, "ca", "export", str(tmp_path / "no" / "where.pem")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_import_and_rotate(config: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each step says what comes next; nothing prints a key."""
    root = made("Kořen")
    sub = made("Celnice úřadu", root)
    (tmp_path / "all.pem").write_bytes(sub.pem + sub.key_pem() + root.pem)
    assert main([*config, "ca", "import", str(tmp_path / "all.pem")]) == 0
    assert main([*config, "ca", "show", "--json"]) == 0
    assert main([*config, "ca", "rotate", "--switch"]) == 0
    assert main([*config, "ca", "export"]) == 0
    assert main([*config, "ca", "rotate", "--retire"]) == 0
    assert main([*config, "ca", "rotate"]) == 0
    assert main([*config, "ca", "rotate", "--abandon"]) == 0
    said = capsys.readouterr().out
    for word in ("--switch", '"next"', "systemctl reload", "BEGIN CERTIFICATE", "published no more", "forgotten"):
        assert word in said
    assert "PRIVATE" not in said


def test_import_that_fails(config: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line with the check, exit code 2, and everything stays."""
    before = (tmp_path / "d" / "ca" / "ca.pem").read_bytes()
    (tmp_path / "none.pem").write_bytes(b"nothing")
    assert main([*config, "ca", "import", str(tmp_path / "none.pem")]) == 2
    assert main([*config, "ca", "import", str(tmp_path / "missing.pem")]) == 2
    assert "ca import" in capsys.readouterr().err
    assert (tmp_path / "d" / "ca" / "ca.pem").read_bytes() == before
