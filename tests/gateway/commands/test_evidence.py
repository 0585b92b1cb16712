import argparse
import json

import pytest

from gateway.commands import evidence as command
from gateway.commands.parts import secrets_of
from gateway.errors import UserError
from gateway.model import Segment
from gateway.record.evidence import Mark
from gateway.settings import Data, Settings, Store
from gateway.store.events import EventStore
from gateway.store.evidence import EvidenceStore
from gateway.store.sealing import Sealer, move
from support.events import event, payloads
from support.readers import PASSPHRASE
from support.stores import sqlite_url


class House:
    """An office with an officer's and a second holder's key, made by the command."""

    def __init__(self, folder, capsys):
        self.folder, self._capsys = folder, capsys
        self.settings = Settings(data=Data(dir=folder), store=Store(url=sqlite_url(folder)))
        (folder / "pass").write_text(f"{PASSPHRASE}\n")

    def run(self, *words, settings=None):
        parser = argparse.ArgumentParser()
        command.configure(parser)
        code = command.run(parser.parse_args([str(word) for word in words]), settings or self.settings)
        return code, self._capsys.readouterr().out

    def key(self, name):
        self.run("keys", "new", self.folder / name, "--passphrase-file", self.folder / "pass")
        return self.folder / f"{name}.pub"


@pytest.fixture
def house(tmp_path, capsys, monkeypatch):
    house = House(tmp_path, capsys)
    said = {"keep": "full", "readers": [house.key("dpo.key")], "second_readers": [house.key("second.key")]}
    house.settings = Settings.model_validate({**house.settings.model_dump(), "evidence": said})
    store, records = EventStore(house.settings.store.url), EvidenceStore(house.settings.store.url)
    store.append(payloads(1, 1), "node-a")
    Sealer(house.settings.evidence, tmp_path / "waiting").put(event(1), [Segment((), "Pan Novák")], [Mark("PERSON", ((0, 4, 9),))])
    move(tmp_path / "waiting", records)
    store.close()
    records.close()
    monkeypatch.setattr(secrets_of.getpass, "getpass", lambda _: PASSPHRASE)
    return house


def test_the_whole_way(house):
    """Two persons open a record, in turn or together; the openings are listed with their reasons."""
    record = json.loads(house.run("list", "--json")[1])
    assert record["event"] == "e00000001"
    assert record["readers"][0] in house.run("keys", "show")[1]
    assert record["id"] in house.run("list", "--event", "e00000001")[1]
    assert house.run("list", "--event", "e00000002")[1] == ""
    dpo, second, given = (house.folder / name for name in ("dpo.key", "second.key", "given"))
    why = ("--why", "ověření případu", "--who", "Vzorová")
    assert house.run("open", record["id"], "--key", dpo, *why)[0] == 1, "the officer alone"
    house.run("release", record["id"], "--key", second, *why[:3], "Tajemník", "-o", given)
    assert house.run("open", record["id"], "--key", dpo, "--released", given, *why[:3], "Tajemník")[0] == 1, "whoever released it"
    assert "Pan Novák" in house.run("open", record["id"], "--key", dpo, "--released", given, *why)[1]
    assert "Pan Novák" in house.run("open", record["id"], "--key", dpo, "--second", second, "--case", "2026-0001", *why)[1]
    assert [json.loads(line)["type"] for line in house.run("openings", "--json")[1].splitlines()] == [
        "evidence.released",
        "evidence.opened",
        "evidence.opened",
    ]
    assert "Vzorová: ověření případu  2026-0001" in house.run("openings")[1]


def test_refused(house):
    """A missing record, a missing reason, a destroyed record, a missing key: one line with the fix."""
    record = json.loads(house.run("list", "--json")[1])["id"]
    key, why = ("--key", house.folder / "dpo.key"), ("--why", "ověření případu")
    for words, fix in (
        (("open", "nobody", *key, *why), "evidence list"),
        (("open", record, *key, "--why", ""), "needs a reason"),
        (("open", record, "--key", house.folder / "none", *why), "cannot be read"),
        (("keys", "new", house.folder / "dpo.key", "--passphrase-file", house.folder / "pass"), "never overwritten"),
    ):
        with pytest.raises(UserError, match=fix):
            house.run(*words)
    records = EvidenceStore(house.settings.store.url)
    records.destroy(record)
    records.close()
    assert "(destroyed)" in house.run("list")[1]
    with pytest.raises(UserError, match="destroyed"):
        house.run("open", record, *key, *why)


def test_a_change_of_keys(house):
    """The holder of the old key gives the records to the readers that the settings name now."""
    record = json.loads(house.run("list", "--json")[1])["id"]
    new = house.key("new.key")
    said = {**house.settings.evidence.model_dump(), "second_readers": [new]}
    after = Settings.model_validate({**house.settings.model_dump(), "evidence": said})
    old, why = house.folder / "second.key", ("--why", "ověření případu")
    assert house.run("rewrap", "--key", old, settings=after)[1].startswith("1 records")
    assert house.run("rewrap", "--key", old, settings=after)[1].startswith("0 records")
    assert house.run("release", record, "--key", old, *why)[0] == 1
    assert "Pan Novák" in house.run("open", record, "--key", house.folder / "dpo.key", "--second", house.folder / "new.key", *why)[1]
    with pytest.raises(UserError, match="names? no readers"):
        house.run("rewrap", "--key", old, settings=Settings(data=house.settings.data, store=house.settings.store))
