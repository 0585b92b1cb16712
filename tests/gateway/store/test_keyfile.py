import multiprocessing
import secrets
import stat

import pytest

from gateway.errors import UserError
from gateway.store import keyfile


def _make(path):
    return keyfile.read_or_create(path, lambda: secrets.token_bytes(32))


def test_made_once_for_its_owner(tmp_path):
    """A missing file is made once, for its owner only, and nothing half-made stays beside it."""
    path = tmp_path / "keys" / "one.key"
    first = _make(path)
    assert _make(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert sorted(p.name for p in path.parent.iterdir()) == [".lock", "one.key"]


def test_processes_race(tmp_path):
    """Processes that need a missing file at the same moment all get the same bytes."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        assert len(set(pool.map(_make, [tmp_path / "keys" / "one.key"] * 12, chunksize=1))) == 1


def test_world_readable_is_refused(tmp_path):
    """A secret that every user may read is no secret; the error says what to do, not what is in it."""
    path = tmp_path / "one.key"
    path.write_bytes(b"secret")
    path.chmod(0o644)
    with pytest.raises(UserError, match="chmod 600") as caught:
        keyfile.read(path)
    assert "secret" not in str(caught.value)
    path.chmod(0o640)
    assert keyfile.read(path) == b"secret", "a mounted secret may be readable by a group"


def test_failed_making_leaves_nothing(tmp_path, monkeypatch):
    """If the disk fails, no file shows up."""

    def fail(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keyfile.os, "fsync", fail)
    with pytest.raises(OSError):
        _make(tmp_path / "one.key")
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]
    monkeypatch.undo()
    assert len(_make(tmp_path / "one.key")) == 32
