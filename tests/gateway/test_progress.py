"""A bar only where somebody watches; output is the same with it and without."""

from __future__ import annotations

import io

import pytest

from gateway import progress as module
from gateway.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_no_terminal_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing but the output."""
    stream = io.StringIO()
    with progress(10, "B", stream=stream) as bar:
        bar.advance(5)
        bar.line("found")
    assert stream.getvalue() == ""
    assert capsys.readouterr().out == "found\n"


def test_not_wanted_no_bar() -> None:
    """Though it is a terminal."""
    stream = Terminal()
    with progress(10, "B", shown=False, stream=stream) as bar:
        bar.advance(10)
    assert stream.getvalue() == ""


def test_short_work_has_none() -> None:
    """A bar that flashes up says nothing."""
    stream = Terminal()
    with progress(10, "B", stream=stream) as bar:
        bar.advance(10)
    assert "10.0" not in stream.getvalue()


def test_a_bar_and_the_output_beside_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Lines go to standard output whole."""
    monkeypatch.setattr(module, "DELAY", 0.0)
    stream = Terminal()
    with progress(2000, "B", stream=stream) as bar:
        bar.advance(1000)
        bar.line("found")
        bar.advance(1000)
    assert "0.00/2.00k" in stream.getvalue()
    assert capsys.readouterr().out == "found\n"
