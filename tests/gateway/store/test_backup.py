import os
import socket
import sqlite3
import tarfile
from pathlib import Path

import pytest

from gateway.errors import UserError
from gateway.settings import Data, Settings, Store
from gateway.store import age, paths, signing
from gateway.store.age import Reader
from gateway.store.backup import backup
from gateway.store.events import EventStore
from gateway.store.keyring import Keyring
from gateway.store.spool import Spool
from support.events import FIRST, event, payloads
from support.readers import OFFICER, PASSPHRASE


@pytest.fixture
def settings(url, tmp_path, monkeypatch):
    """A node that has worked: events in the store and in the spool, keys, evidence that waits."""
    monkeypatch.setattr(age, "WORK", 4)
    data = tmp_path / "data"
    store = EventStore(url)
    store.append(payloads(1, 5), "node-a")
    store.close()
    spool = Spool(paths.spool(data))
    spool.put(event(6))
    signing.signer(paths.erasure_keys(data))
    Keyring(paths.fingerprint_keys(data)).fingerprint("PERSON", "x", FIRST.date())
    (data / "evidence").mkdir()
    (data / "evidence" / "1-a.json").write_text("{}")
    yield Settings(data=Data(dir=data), store=Store(url=url))
    spool.close()


def members(file, **how):
    with Path(file).open("rb") as source, tarfile.open(mode="r|", fileobj=Reader(source, **how)) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}


def test_what_it_holds(settings, tmp_path):
    """Store, keys, spool, evidence and settings are in it; locks, sockets and logs of SQLite are not."""
    data = settings.data.dir
    (data / "writer.lock").touch()
    (data / ".lock").touch()
    (data / "before-restore-1").mkdir()
    (data / "before-restore-1" / "old").touch()
    with socket.socket(socket.AF_UNIX) as listener:
        here = os.getcwd()
        os.chdir(data)  # a socket's path may have at most 107 bytes
        listener.bind("socket")
        os.chdir(here)
        (tmp_path / "celnice.toml").write_text("[log]\n")
        made = backup(settings, tmp_path / "celnice.toml", tmp_path / "file.age", passphrase=PASSPHRASE)
    found = members(tmp_path / "file.age", passphrase=PASSPHRASE)
    wanted = {"manifest.json", "settings/celnice.toml", "data/spool.sqlite3", "data/keys/erasure/erasure.pem", "data/evidence/1-a.json"}
    assert wanted <= found.keys()
    assert any(name.startswith("data/keys/fingerprint/2026") for name in found)
    assert not any("lock" in name or "wal" in name or "socket" in name or "before" in name for name in found)
    assert (tmp_path / "file.age").stat().st_mode & 0o777 == 0o600
    assert made.bytes == (tmp_path / "file.age").stat().st_size
    assert [path.name for path in data.iterdir() if path.name.startswith(".backup")] == []
    assert b"CZ_BIRTH" not in (tmp_path / "file.age").read_bytes()


def test_the_spool_is_copied_whole(settings, tmp_path):
    """What waits in the spool is in the backup, while the spool is open."""
    backup(settings, None, tmp_path / "file.age", recipients=[OFFICER.public_key()])
    (tmp_path / "spool").write_bytes(members(tmp_path / "file.age", identities=[OFFICER])["data/spool.sqlite3"])
    connection = sqlite3.connect(tmp_path / "spool")
    assert connection.execute("SELECT count(*) FROM waiting").fetchone() == (1,)
    connection.close()


def test_refused(settings, tmp_path):
    """Nothing is overwritten, nothing half is left, and an office without a store is told so."""
    (tmp_path / "there").touch()
    with pytest.raises(UserError, match="name a new file"):
        backup(settings, None, tmp_path / "there", passphrase=PASSPHRASE)
    with pytest.raises(UserError, match="cannot be written"):
        backup(settings, None, tmp_path / "none" / "file", passphrase=PASSPHRASE)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="nothing to back up"):
        backup(Settings(data=Data(dir=tmp_path / "empty")), None, tmp_path / "file", passphrase=PASSPHRASE)


def test_a_failure_leaves_no_file(settings, tmp_path, monkeypatch):
    """A full disk in the middle leaves no file under the name, and no draft."""

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tarfile.TarFile, "addfile", fail)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(UserError, match="No space left"):
        backup(settings, None, tmp_path / "file.age", passphrase=PASSPHRASE)
    assert sorted(tmp_path.iterdir()) == before
