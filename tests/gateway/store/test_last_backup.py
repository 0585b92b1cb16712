"""The note of the newest backup."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.store.last_backup import FILE, LastBackup, note, read

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)


def test_the_newest_is_known(tmp_path: Path) -> None:
    """The one before is forgotten."""
    assert read(tmp_path) is None
    note(tmp_path, LastBackup(AT, 1))
    note(tmp_path, LastBackup(AT, 2))
    assert read(tmp_path) == LastBackup(AT, 2)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"at": "x", "bytes": 1}', '{"at": "2026-11-22", "bytes": 1}', '{"at": 1, "bytes": 1}']
)
def test_a_note_that_is_none_is_no_backup(tmp_path: Path, content: str) -> None:
    """Better an alarm too many than a backup that is not there."""
    (tmp_path / FILE).write_text(content)
    assert read(tmp_path) is None
