"""``celnice demo`` before anything is started; the whole of it runs in tests/end_to_end."""

import argparse
from pathlib import Path

import pytest

from gateway.commands import demo
from gateway.demo.outcome import Outcome, Result
from gateway.demo.run import Report
from gateway.demo.table import Row
from gateway.errors import UserError
from gateway.settings import Settings


def arguments(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    demo.configure(parser)
    return parser.parse_args(words)


def test_a_named_interpreter_must_be_there() -> None:
    """``--clients`` with a wrong path is one line with the fix."""
    with pytest.raises(UserError, match="no such interpreter"):
        demo.run(arguments("--clients", "nowhere/python"), Settings())


def test_curl_is_needed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without curl the error says how to get it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError, match="install"):
        demo.run(arguments(), Settings())


@pytest.mark.parametrize(("result", "code"), [(Result.STOPPED, 0), (Result.ANSWERED, 1)])
def test_exit_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], result: Result, code: int) -> None:
    """The command ends 0 only after a good run, and its table says which prompt went wrong."""
    row = Row("rodné číslo", "birth number", "curl", Outcome(result), Result.STOPPED, 0, 0, 1.0)
    monkeypatch.setattr(demo, "_clients", lambda _named: None)
    monkeypatch.setattr(demo, "_demo", lambda _folder, _clients: Report((row,), 0, 1))
    assert demo.run(arguments(), Settings()) == code
    printed = capsys.readouterr().out
    assert ("✗" in printed) is bool(code)
    assert ("V POŘÁDKU" in printed) is not bool(code)
