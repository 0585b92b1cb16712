"""The file that tells every process what holds now."""

from __future__ import annotations

from pathlib import Path

from gateway.live_settings import FILE, Live, LiveFile, write
from gateway.settings import Policy, Settings


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """A process sees a new state once; without a file the settings it started with hold."""
    started = Settings(policy=Policy(threshold=0.6))
    seen = LiveFile(tmp_path, started)
    assert seen.now == Live(Policy(threshold=0.6))
    assert not seen.changed()
    fresh = Live(Policy(threshold=0.7), {"cs": "[common]"}, "celnice.toml:3: x")
    write(tmp_path, fresh)
    assert seen.changed()
    assert seen.now == fresh
    assert not seen.changed()
    assert LiveFile(tmp_path, started).now == fresh, "a process that starts later begins with what holds"
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_what_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    """A damaged file is as none."""
    seen = LiveFile(tmp_path, Settings())
    (tmp_path / FILE).write_text("{")
    assert not seen.changed()
    assert seen.now == Live(Policy())
