"""The command: errors are one line on stderr, exit codes 0, 1, 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.cli import main, verbs


def test_every_verb_of_the_design_that_exists_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    """``--help`` works everywhere."""
    assert {"run", "demo", "scan", "allowlist", "events", "ca", "config"} <= set(verbs())
    for verb in verbs():
        with pytest.raises(SystemExit) as ended:
            main([verb, "--help"])
        assert ended.value.code == 0
        assert f"celnice {verb}" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["ca"], ["ca", "nothing"], ["config", "check", "--nothing"]])
def test_wrong_words(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong usage: exit code 2 and one line."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_user_error_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What an administrator can mend is said in one line, without a traceback."""
    assert main(["--config", str(tmp_path / "nothing.toml"), "config", "check"]) == 2
    error = capsys.readouterr().err
    assert len(error.splitlines()) == 1
    assert error.startswith("celnice config: ")


def test_a_folder_of_somebody_elses_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gateway's user typed it in root's folder: which file or folder, and what to name instead."""

    def closed(*_: object) -> int:
        raise PermissionError(13, "Permission denied", "sada")

    (tmp_path / "celnice.toml").touch()
    monkeypatch.setattr("gateway.commands.ca.run", closed)
    assert main(["--config", str(tmp_path / "celnice.toml"), "ca", "kit", "sada"]) == 2
    error = capsys.readouterr().err
    assert len(error.splitlines()) == 1
    assert "celnice ca: sada: Permission denied; name a folder" in error
