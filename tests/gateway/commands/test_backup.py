import argparse
import json
from pathlib import Path

import pytest

from gateway.commands import backup as command
from gateway.errors import UserError
from gateway.settings import Data, Settings
from gateway.store import age, node, reader_keys
from gateway.store.events import EventStore
from gateway.store.migrate import migrate
from gateway.store.url import store_url
from support.events import payloads
from support.readers import OFFICER, PASSPHRASE


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Runs `celnice backup`; returns exit code and output."""
    monkeypatch.setattr(age, "WORK", 4)
    monkeypatch.delenv("CELNICE_CONFIG", raising=False)
    settings = Settings(data=Data(dir=tmp_path / "data"))
    node.node_id(settings.data.dir)
    migrate(store_url(settings))
    store = EventStore(store_url(settings))
    store.append(payloads(1, 3), "node-a")
    store.close()
    (tmp_path / "pass").write_text(PASSPHRASE)
    (tmp_path / "officer.pub").write_text(reader_keys.public_pem(OFFICER.public_key()))

    def run(*words):
        parser = argparse.ArgumentParser()
        command.configure(parser)
        code = command.run(parser.parse_args([str(word) for word in words]), settings)
        return code, capsys.readouterr().out

    return run


def test_one_command(run, tmp_path):
    """For a passphrase or for a recipient; says what is in it."""
    code, out = run(tmp_path / "a.age", "--passphrase-file", tmp_path / "pass")
    assert (code, "sqlite store" in out) == (0, True)
    said = json.loads(run(tmp_path / "b.age", "--recipient", tmp_path / "officer.pub", "--json")[1])
    assert said["bytes"] == (tmp_path / "b.age").stat().st_size


def test_refused(run, tmp_path):
    """A short passphrase and a file that is there are refused."""
    (tmp_path / "short").write_text("short")
    with pytest.raises(UserError, match="too short"):
        run(tmp_path / "a.age", "--passphrase-file", tmp_path / "short")
    with pytest.raises(UserError, match="name a new file"):
        run(tmp_path / "pass", "--passphrase-file", tmp_path / "pass")


def test_which_settings_file(monkeypatch):
    """That of --config, else of CELNICE_CONFIG, else ./celnice.toml."""
    monkeypatch.delenv("CELNICE_CONFIG", raising=False)
    assert command.settings_file(argparse.Namespace()) == Path("celnice.toml")
    monkeypatch.setenv("CELNICE_CONFIG", "a.toml")
    assert command.settings_file(argparse.Namespace(config=None)) == Path("a.toml")
    assert command.settings_file(argparse.Namespace(config=Path("b.toml"))) == Path("b.toml")
