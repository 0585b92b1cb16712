import argparse
import json
import sqlite3
from contextlib import closing

import pytest

from gateway.commands import restore as command
from gateway.errors import UserError
from gateway.settings import Data, Settings
from gateway.store import age, node, reader_keys
from gateway.store.backup import backup
from gateway.store.events import EventStore
from gateway.store.migrate import migrate
from gateway.store.url import store_url
from support.events import payloads
from support.readers import OFFICER, PASSPHRASE


@pytest.fixture
def old(tmp_path, monkeypatch):
    """A node with three events."""
    monkeypatch.setattr(age, "WORK", 4)
    settings = Settings(data=Data(dir=tmp_path / "old"))
    node.node_id(settings.data.dir)
    migrate(store_url(settings))
    store = EventStore(store_url(settings))
    store.append(payloads(1, 3), "node-a")
    store.close()
    (tmp_path / "pass").write_text(PASSPHRASE)
    return settings


@pytest.fixture
def run(tmp_path, capsys):
    """Runs `celnice restore` into a new place; returns exit code and output."""

    def run(*words):
        parser = argparse.ArgumentParser()
        command.configure(parser)
        arguments = parser.parse_args([str(word) for word in words])
        arguments.config = tmp_path / "new.toml"
        return command.run(arguments, Settings(data=Data(dir=tmp_path / "new"))), capsys.readouterr().out

    return run


def test_one_command(old, run, tmp_path):
    """A backup comes back, verified; a second time it is refused without --force."""
    (tmp_path / "old.toml").write_text("[log]\n")
    backup(old, tmp_path / "old.toml", tmp_path / "a.age", passphrase=PASSPHRASE)
    words = (tmp_path / "a.age", "--passphrase-file", tmp_path / "pass")
    code, out = run(*words)
    assert (code, "Záznam je v pořádku. Událostí: 3" in out, "new.toml" in out) == (0, True, True)
    with pytest.raises(UserError, match="--force"):
        run(*words)
    assert "before-restore-" in run(*words, "--force")[1]


def test_a_record_that_is_not_sound(old, run, tmp_path):
    """What was changed before the backup comes back, and is told by the exit code."""
    with closing(sqlite3.connect(store_url(old).removeprefix("sqlite:///"))) as connection:
        connection.execute("UPDATE events SET verdict = 'pass' WHERE seq = 2")
        connection.commit()
    (tmp_path / "key").write_text(reader_keys.protected(OFFICER, PASSPHRASE))
    backup(old, None, tmp_path / "a.age", recipients=[OFFICER.public_key()])
    code, out = run(tmp_path / "a.age", "--key", tmp_path / "key", "--passphrase-file", tmp_path / "pass", "--json")
    assert (code, json.loads(out)["sound"], json.loads(out)["settings"]) == (1, False, "")
