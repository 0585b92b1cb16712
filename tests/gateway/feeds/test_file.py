"""Files of JSON lines."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import stat

import pytest

from gateway.feeds.api import FeedUnavailable
from gateway.feeds.file import File
from support.feeds import outgoing


def ids(path):
    return [json.loads(line)["id"] for line in path.read_text().splitlines()]


def test_lines_are_on_the_disk(tmp_path, monkeypatch):
    """Each batch is appended and synced before it counts, for the owner and its group only."""
    synced = []
    monkeypatch.setattr(os, "fsync", lambda descriptor, real=os.fsync: (synced.append(descriptor), real(descriptor)))
    path = tmp_path / "new" / "events.jsonl"
    feed = File("f", path)
    asyncio.run(feed.deliver([outgoing(1), outgoing(2)]))
    assert len(synced) == 2  # the file, and the folder that has a new file
    asyncio.run(feed.deliver([outgoing(3)]))
    assert len(synced) == 3
    assert ids(path) == [f"7K3QX-9M2PD-{n:05}" for n in (1, 2, 3)]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_rotation_loses_nothing(tmp_path):
    """At its size a new file is begun; so many are kept, the newest as .1; a line is never cut."""
    feed = File("f", tmp_path / "e", max_bytes=3000, keep=3)
    for number in range(40):
        asyncio.run(feed.deliver([outgoing(number)]))
    files = [tmp_path / "e.3", tmp_path / "e.2", tmp_path / "e.1", tmp_path / "e"]
    assert sorted(tmp_path.iterdir()) == sorted(files)
    kept = [one for path in files for one in ids(path)]
    assert kept == [f"7K3QX-9M2PD-{n:05}" for n in range(40 - len(kept), 40)]
    assert all(path.stat().st_size <= 3000 for path in files)


@pytest.mark.parametrize(("torn", "left"), [('{"id": "x", "hal', 1), ("\n", 1), ("", 1)])
def test_a_torn_line_is_cut_off(tmp_path, torn, left):
    """What a crash left half-written goes, since its event comes again; whole lines stay."""
    path = tmp_path / "e"
    asyncio.run(File("f", path).deliver([outgoing(1)]))
    whole = path.read_text()
    path.write_text(whole.rstrip("\n") + torn if torn == "\n" else whole + torn)
    asyncio.run(File("f", path).deliver([outgoing(2)]))
    assert ids(path)[left:] == ["7K3QX-9M2PD-00002"]
    assert path.read_text().startswith(whole)


def test_a_file_of_a_torn_line_only(tmp_path):
    """Nothing whole: begun anew."""
    path = tmp_path / "e"
    path.write_text('{"hal')
    asyncio.run(File("f", path).deliver([outgoing(1)]))
    assert ids(path) == ["7K3QX-9M2PD-00001"]


def test_a_full_disk(tmp_path, monkeypatch):
    """The file is as it was before, and the batch comes again."""
    path = tmp_path / "e"
    asyncio.run(File("f", path).deliver([outgoing(1)]))
    before = path.read_bytes()
    real = os.write

    def half(descriptor, data):
        if len(data) > 1000:
            return real(descriptor, bytes(data)[:500])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(FeedUnavailable, match="No space left"):
        asyncio.run(File("f", path).deliver([outgoing(n) for n in range(2, 9)]))
    assert path.read_bytes() == before
