"""People on the command line."""

from __future__ import annotations

import argparse
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gateway.commands import users as command
from gateway.errors import UserError
from gateway.parts.people import keyed
from gateway.people import keys
from gateway.people.directory import TRAINING, Directory
from gateway.people.passwords import fits
from gateway.people.pseudonym import record
from gateway.settings import Data, Settings
from gateway.store.people import PeopleStore
from gateway.store.url import store_url

PASSWORD = "velmi dlouhé heslo"


class House:
    """One office's command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        people: dict[str, Any] = {"domains": ["urad.cz"], "addresses": {"file": folder / "seats"}}
        self.settings = Settings.model_validate({"data": Data(dir=folder), "people": people})
        self._capsys, self._patch = capsys, patch

    def run(self, *words: str, typed: str = "") -> tuple[int, str]:
        self._patch.setattr("sys.stdin", io.StringIO(typed))
        parser = argparse.ArgumentParser()
        command.configure(parser)
        code = command.run(parser.parse_args(words), self.settings)
        return code, self._capsys.readouterr().out

    def directory(self) -> Directory:
        store = PeopleStore(store_url(self.settings))
        try:
            return store.directory()
        finally:
            store.close()


@pytest.fixture
def house(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> House:
    return House(tmp_path, capsys, monkeypatch)


def test_users(house: House) -> None:
    """Added with groups and a password from standard input; the password changes, the groups stay; removed."""
    house.run("add", "Jana.Novakova@urad.cz", "--group", "odbor", typed=f"{PASSWORD}\n")
    known = house.directory().users["jana.novakova"]
    assert fits(known.password, PASSWORD)
    assert known.groups == {"odbor"}
    with pytest.raises(UserError, match="already"):
        house.run("add", "jana.novakova", typed=f"{PASSWORD}\n")
    house.run("passwd", "jana.novakova", typed="docela jine heslo\n")
    known = house.directory().users["jana.novakova"]
    assert fits(known.password, "docela jine heslo")
    assert known.groups == {"odbor"}
    house.run("add", "petr", "--no-password", "--group", "spisovna")
    _, said = house.run("list")
    assert "jana.novakova  password  odbor" in said
    assert "petr  groups only  spisovna" in said
    assert house.run("remove", "petr")[0] == 0
    assert house.run("remove", "petr")[0] == 1


def test_a_password_is_never_repeated(house: House) -> None:
    """A short one is refused without its text; an unknown user has none to change."""
    with pytest.raises(UserError, match="at least 12") as error:
        house.run("add", "jana", typed="kratke\n")
    assert "kratke" not in str(error.value)
    with pytest.raises(UserError, match="no such user"):
        house.run("passwd", "jana", typed=f"{PASSWORD}\n")
    with pytest.raises(UserError, match="no account"):
        house.run("add", "jana:nova", typed=f"{PASSWORD}\n")


def test_a_key_is_shown_once(house: House) -> None:
    """Only its digest is kept; it ends on its day, for its tools, or when it is revoked."""
    _, said = house.run("key", "add", "jana", "--tool", "openai", "--until", "2099-01-31")
    made = said.strip()
    kept = house.directory().keys[keys.digest(keyed(house.settings).lasting, made)]
    assert (kept.account, kept.tools, kept.until) == ("jana", ("openai",), date(2099, 1, 31))
    for file in house.settings.data.dir.rglob("*"):
        assert not file.is_file() or made.encode() not in file.read_bytes()
    assert made not in house.run("list")[1]
    assert house.run("key", "revoke", kept.id)[0] == 0
    assert house.run("key", "revoke", kept.id)[0] == 1
    listed = json.loads(house.run("list", "--json")[1])
    assert listed["keys"][0] == {"id": kept.id, "account": "jana", "tools": ["openai"], "until": "2099-01-31", "revoked": True}
    with pytest.raises(UserError, match="--tool"):
        house.run("key", "add", "jana", "--tool", "nothing")
    with pytest.raises(UserError, match="--until"):
        house.run("key", "add", "jana", "--until", "2020-01-01")


def test_removing_a_user_ends_the_keys(house: House) -> None:
    """Whoever leaves the office leaves no key behind."""
    house.run("key", "add", "jana")
    assert house.run("remove", "jana")[0] == 0
    assert [key.revoked for key in house.directory().keys.values()] == [True]


def test_a_training(house: House) -> None:
    """Noted under the record of the account, never under its name."""
    house.run("trained", "Jana@urad.cz", "--on", "2026-10-01")
    who = record(keyed(house.settings).lasting, "jana")
    assert house.directory().facts == {(who, TRAINING): frozenset({"2026-10-01"})}
    assert "1 people with a training" in house.run("list")[1]


def test_a_seat(house: House, tmp_path: Path) -> None:
    """The map gets a line; a wrong address or time is said."""
    house.run("address", "Jana", "10.1.2.3", "--until", "2099-11-22T16:00:00+01:00")
    assert (tmp_path / "seats").read_text(encoding="utf-8") == "10.1.2.3,jana,2099-11-22T16:00:00+01:00\n"
    with pytest.raises(UserError, match="no address"):
        house.run("address", "jana", "10.1.2")
    with pytest.raises(UserError, match="zone"):
        house.run("address", "jana", "10.1.2.3", "--until", "2099-11-22T16:00:00")
    (tmp_path / "seats").write_text("broken", encoding="utf-8")
    with pytest.raises(UserError, match="line 1"):
        house.run("address", "jana", "10.1.2.3")
