import io
import tarfile

import pytest

from gateway.errors import UserError
from gateway.record.erasure import EraseReason
from gateway.settings import Data, Settings, Store
from gateway.store import age, node, paths, signing
from gateway.store.backup import backup
from gateway.store.events import EventStore
from gateway.store.restore import restore
from gateway.store.spool import Spool
from gateway.store.writer import Writer
from support.events import event, payloads
from support.readers import OFFICER, PASSPHRASE, STRANGER


@pytest.fixture
def file(url, tmp_path, monkeypatch):
    """The backup of a node with five events in the store (one erased) and one that waits; and its settings."""
    monkeypatch.setattr(age, "WORK", 4)
    data = tmp_path / "old"
    store = EventStore(url)
    store.append(payloads(1, 5), node.node_id(data))
    store.erase(["e00000002"], EraseReason.RETENTION, signing.signer(paths.erasure_keys(data)))
    store.close()
    spool = Spool(paths.spool(data))
    spool.put(event(6))
    spool.close()
    (tmp_path / "celnice.toml").write_text("[log]\n")
    backup(Settings(data=Data(dir=data), store=Store(url=url)), tmp_path / "celnice.toml", tmp_path / "file.age", passphrase=PASSPHRASE)
    return tmp_path / "file.age"


@pytest.fixture
def new(request, url, tmp_path):
    """Another machine: an empty data directory, and an empty database of the same kind."""
    if url.startswith("sqlite"):
        yield Settings(data=Data(dir=tmp_path / "new"))
        return
    cluster = request.getfixturevalue("cluster")
    name = cluster.database()
    yield Settings(data=Data(dir=tmp_path / "new"), store=Store(url=cluster.url(name)))
    cluster.drop(name)


def store_of(settings):
    from gateway.store.url import store_url

    return EventStore(store_url(settings))


def test_the_node_lives_again(file, new, tmp_path):
    """The store verifies with what was erased, the node keeps its name and its chain goes on, what waited is stored once."""
    back = restore(new, tmp_path / "there.toml", file, passphrase=PASSPHRASE)
    assert (back.report.sound, back.report.entries, back.report.erased) == (True, 6, 1)
    assert back.settings.read_text() == "[log]\n"
    data = new.data.dir
    assert node.node_id(data) == node.node_id(tmp_path / "old")
    spool, store = Spool(paths.spool(data)), store_of(new)
    assert Writer(spool, store, node.node_id(data)).step() == 1
    assert store.verify(signing.trusted(paths.erasure_keys(data))).sound
    assert store.get("e00000006") is not None
    assert data.stat().st_mode & 0o777 == 0o700
    assert paths.spool(data).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in data.iterdir() if path.name.startswith(".restore")] == []
    spool.close()
    store.close()


def test_a_filled_directory_is_refused(file, new, tmp_path):
    """Nothing is overwritten without --force; with it, what was there is moved aside and the settings stand beside."""
    restore(new, tmp_path / "there.toml", file, passphrase=PASSPHRASE)
    with pytest.raises(UserError, match="--force"):
        restore(new, tmp_path / "there.toml", file, passphrase=PASSPHRASE)
    store = store_of(new)
    store.append(payloads(10, 12), "node-b")
    store.close()
    back = restore(new, tmp_path / "there.toml", file, passphrase=PASSPHRASE, force=True)
    assert back.report.entries == 6
    assert (back.aside / "node").exists()
    assert back.settings.name == "there.toml.restored"
    store = store_of(new)
    assert store.count() == 6
    store.close()


def test_a_filled_database_is_refused(file, new, tmp_path):
    """An empty data directory beside a filled database is refused, too."""
    restore(new, tmp_path / "there.toml", file, passphrase=PASSPHRASE)
    elsewhere = new.model_copy(update={"data": Data(dir=tmp_path / "third"), "store": Store(url=str(store_of(new)._engine.url))})
    with pytest.raises(UserError, match="not empty"):
        restore(elsewhere, tmp_path / "there.toml", file, passphrase=PASSPHRASE)


def test_a_running_gateway_is_refused(file, new, tmp_path):
    """While a writer works in the directory, nothing is moved."""
    restore(new, tmp_path / "there.toml", file, passphrase=PASSPHRASE)
    with node.writer_lock(new.data.dir), pytest.raises(UserError, match="another celnice"):
        restore(new, tmp_path / "there.toml", file, passphrase=PASSPHRASE, force=True)


def archive(**files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "fix"),
    [
        (b"not a tar", "no backup"),
        (archive(**{"manifest.json": b"{}"}), "no backup"),
        (archive(**{"manifest.json": b'{"v": 99}'}), "newer release"),
        (archive(**{"data/../../evil": b"x", "manifest.json": b'{"v": 99}'}), "no backup"),
        (archive(**{"manifest.json": b'{"v": 1, "database": "other"}'}), "backup of a other store"),
    ],
)
def test_strange_files(tmp_path, content, fix):
    """A file that is no backup of ours changes nothing and writes nothing outside."""
    with (tmp_path / "file.age").open("wb") as file:
        writer = age.Writer(file, recipients=[OFFICER.public_key()])
        writer.write(content)
        writer.close()
    with pytest.raises(UserError, match=fix):
        restore(Settings(data=Data(dir=tmp_path / "new")), tmp_path / "t", tmp_path / "file.age", identities=[OFFICER])
    assert list((tmp_path / "new").iterdir()) == []
    assert not list(tmp_path.rglob("evil"))


def test_wrong_key_or_cut(file, new, tmp_path):
    """Another key, another passphrase, a cut file, a missing file: said, and nothing changed."""
    cut = tmp_path / "cut.age"
    cut.write_bytes(file.read_bytes()[:-100])
    for path, how, fix in (
        (file, {"identities": [STRANGER]}, "another passphrase"),
        (file, {"passphrase": "another"}, "another passphrase"),
        (cut, {"passphrase": PASSPHRASE}, "cut short"),
        (tmp_path / "none", {"passphrase": PASSPHRASE}, "cannot be read"),
    ):
        with pytest.raises(UserError, match=fix):
            restore(new, tmp_path / "there.toml", path, **how)
    assert list(new.data.dir.iterdir()) == []
