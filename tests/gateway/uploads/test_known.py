"""The rule: a file counts as scanned only while its id is remembered, for the tool that it was uploaded to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gateway.uploads.known import KnownFiles

DAY = 86_400.0


def knows(known: KnownFiles, tool: str, ids: list[str]) -> bool:
    return not known.missing(known.digests(tool, ids))


class Clock:
    def __init__(self) -> None:
        self.now = 1000 * DAY

    def __call__(self) -> float:
        return self.now


def test_known_and_unknown(tmp_path: Path) -> None:
    """Only what was added is known, to its tool only; all of several must be."""
    known = KnownFiles(tmp_path / "files.sqlite3")
    known.add(known.digests("openai", ["file-a", "file-b"]))
    assert knows(known, "openai", ["file-a", "file-b"])
    assert knows(known, "openai", [])
    assert not knows(known, "openai", ["file-a", "file-c"])
    assert not knows(known, "anthropic", ["file-a"])
    known.close()


def test_it_outlasts_a_restart_and_is_shared(tmp_path: Path) -> None:
    """Another process of the node, or the next one, knows the same files."""
    one, other = KnownFiles(tmp_path / "f"), KnownFiles(tmp_path / "f")
    one.add(one.digests("openai", ["file-a"]))
    one.close()
    assert knows(other, "openai", ["file-a"])
    other.close()
    assert knows(KnownFiles(tmp_path / "f"), "openai", ["file-a"])


def test_time_and_number(tmp_path: Path) -> None:
    """What is used stays; what is not is forgotten after its days, and what was not used for longest when there are too many."""
    clock = Clock()
    known = KnownFiles(tmp_path / "f", days=10, most=3, clock=clock)
    known.add(known.digests("t", ["old", "used"]))
    clock.now += 9 * DAY
    assert knows(known, "t", ["used"])
    clock.now += 2 * DAY
    assert not knows(known, "t", ["old"])
    assert knows(known, "t", ["used"])
    clock.now += DAY
    known.add(known.digests("t", ["a", "b", "c"]))
    assert not knows(known, "t", ["used"])
    assert knows(known, "t", ["a", "b", "c"])


def test_what_the_store_is_brought(tmp_path: Path) -> None:
    """Everything that is new or used again, until it is said to stand there; a day that has passed meanwhile is brought again."""
    clock = Clock()
    known = KnownFiles(tmp_path / "f", clock=clock)
    known.add(known.digests("t", ["a", "b"]))
    first = known.waiting()
    assert [day for _, day in first] == [1000, 1000]
    clock.now += DAY
    assert knows(known, "t", ["a"])
    known.brought(first)
    assert known.waiting() == [(known.digests("t", ["a"])[0], 1001)]
    known.brought(known.waiting())
    known.learn([(known.digests("t", ["c"])[0], 1001)])
    assert knows(known, "t", ["a", "b", "c"])
    assert known.waiting() == [(known.digests("t", ["b"])[0], 1001)], "b was used again; c came from the store"


def test_what_an_older_release_noted(tmp_path: Path) -> None:
    """Files that were scanned before nodes told each other are brought, too; an older release can still write the file."""
    clock = Clock()
    with closing(sqlite3.connect(tmp_path / "f")) as before:
        before.execute("CREATE TABLE files (digest BLOB PRIMARY KEY, day INTEGER NOT NULL) WITHOUT ROWID")
        before.execute("INSERT INTO files VALUES (x'01', 999)")
        before.commit()
    known = KnownFiles(tmp_path / "f", clock=clock)
    assert known.waiting() == [(b"\x01", 999)]
    known.brought(known.waiting())
    known.close()
    again = KnownFiles(tmp_path / "f", clock=clock)
    assert not again.waiting()
    again._connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (b"2", 1000))
    again.close()


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
        knows(known, "openai", ["file-a"])
    with pytest.raises(sqlite3.Error):
        known.add([b"x"])
