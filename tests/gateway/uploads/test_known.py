"""The rule: a file counts as scanned only while its id is remembered, for the tool that it was uploaded to."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from gateway.uploads.known import KnownFiles

DAY = 86_400.0


class Clock:
    def __init__(self) -> None:
        self.now = 1000 * DAY

    def __call__(self) -> float:
        return self.now


def test_known_and_unknown(tmp_path: Path) -> None:
    """Only what was added is known, to its tool only; all of several must be."""
    known = KnownFiles(tmp_path / "files.sqlite3")
    known.add(known.digests("openai", ["file-a", "file-b"]))
    assert known.all_known("openai", ["file-a", "file-b"])
    assert known.all_known("openai", [])
    assert not known.all_known("openai", ["file-a", "file-c"])
    assert not known.all_known("anthropic", ["file-a"])
    known.close()


def test_it_outlasts_a_restart_and_is_shared(tmp_path: Path) -> None:
    """Another process of the node, or the next one, knows the same files."""
    one, other = KnownFiles(tmp_path / "f"), KnownFiles(tmp_path / "f")
    one.add(one.digests("openai", ["file-a"]))
    one.close()
    assert other.all_known("openai", ["file-a"])
    other.close()
    assert KnownFiles(tmp_path / "f").all_known("openai", ["file-a"])


def test_time_and_number(tmp_path: Path) -> None:
    """What is used stays; what is not is forgotten after its days, and what was not used for longest when there are too many."""
    clock = Clock()
    known = KnownFiles(tmp_path / "f", days=10, most=3, clock=clock)
    known.add(known.digests("t", ["old", "used"]))
    clock.now += 9 * DAY
    assert known.all_known("t", ["used"])
    clock.now += 2 * DAY
    assert not known.all_known("t", ["old"])
    assert known.all_known("t", ["used"])
    clock.now += DAY
    known.add(known.digests("t", ["a", "b", "c"]))
    assert not known.all_known("t", ["used"])
    assert known.all_known("t", ["a", "b", "c"])


def test_nothing_of_an_id_lies_on_the_disk(tmp_path: Path) -> None:
    """Digests only, for the owner only."""
    known = KnownFiles(tmp_path / "f")
    known.add(known.digests("openai", ["file-jana-novakova"]))
    known.close()
    assert (tmp_path / "f").stat().st_mode & 0o077 == 0
    assert all(b"novakova" not in path.read_bytes() for path in tmp_path.iterdir())


def test_a_broken_disk_is_said(tmp_path: Path) -> None:
    """The caller hears of it: whoever cannot ask must not answer yes."""
    known = KnownFiles(tmp_path / "f")
    known.close()
    with pytest.raises(sqlite3.Error):
        known.all_known("openai", ["file-a"])
    with pytest.raises(sqlite3.Error):
        known.add([b"x"])
