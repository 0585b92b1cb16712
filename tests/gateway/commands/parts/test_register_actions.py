"""The working group's steps on the command line."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from pathlib import Path

import pytest

from gateway.commands import allowlist as command
from gateway.errors import UserError
from gateway.settings import Data, Settings
from gateway.store.register import RegisterStore
from gateway.store.url import store_url
from support.workflow import ANSWERS, APPROVAL, CRITERIA, REQUEST, history


def toml(values: dict[str, object]) -> str:
    """Values of the kinds that facts have, as TOML."""
    tables = {key: value for key, value in values.items() if isinstance(value, dict)}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if key not in tables]
    for name, table in tables.items():
        lines += [f"[{name}]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in table.items())]
    return "\n".join(lines)


class House:
    """One office's command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.settings = Settings(data=Data(dir=folder))
        self._capsys = capsys

    def run(self, *words: str, facts: dict[str, object] | None = None) -> tuple[int, str]:
        if facts is not None:
            (self.folder / "facts.toml").write_text(toml(facts), encoding="utf-8")
            words = (*words, "--facts", str(self.folder / "facts.toml"))
        parser = argparse.ArgumentParser()
        command.configure(parser)
        code = command.run(parser.parse_args(words), self.settings)
        return code, self._capsys.readouterr().out


@pytest.fixture
def house(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> House:
    return House(tmp_path / "a", capsys)


def publish(house: House) -> None:
    house.run("request", "mistral", "--who", "vedoucí", facts=dict(REQUEST))
    house.run("act", "mistral", "consult")
    house.run("act", "mistral", "submit")
    house.run("assess", "mistral", facts={"criteria": CRITERIA, "answers": ANSWERS})
    house.run("act", "mistral", "vote", "--paper", "zápis 1/2027", facts={"approve": True})
    house.run(
        "decide",
        "mistral",
        "--approve",
        "--why",
        "splňuje",
        "--who",
        "Pracovní skupina",
        facts={
            **APPROVAL,
            "approved_from": "2030-01-02",
            "approved_until": "2031-01-01",
            "contract_until": "2032-01-01",
            "next_review": "2030-06-30",
        },
    )
    house.run("act", "mistral", "announce")


def test_the_whole_way(house: House) -> None:
    """From the request to the published tool; each answer says the state, what is missing and what may follow."""
    code, out = house.run("request", "mistral", facts=dict(REQUEST))
    assert code == 0
    assert "mistral: draft" in out
    assert "missing" in out
    assert "next: consult, amend" in out
    with pytest.raises(UserError, match="cannot follow"):
        publish(house)


def test_published(house: House) -> None:
    """Published, shown, suspended, with the history of who did what."""
    publish(house)
    _, out = house.run("act", "mistral", "publish", "--part", "administrator", "--json")
    assert json.loads(out)["state"] == "published"
    assert house.run("due")[0] == 1  # not yet in force
    assert "not_yet" in house.run("list")[1]
    house.run("suspend", "mistral", "--why", "podezření na únik", "--part", "data_protection_officer")
    out = house.run("history", "mistral")[1]
    assert len(out.splitlines()) == 9
    assert "podezření na únik" in out


@pytest.mark.parametrize(
    ("words", "facts", "fix"),
    [
        (("request", "nonsense"), {}, "allowlist list"),
        (("request", "mistral"), {"nonsense": "x"}, "allowlist fields"),
        (("suspend", "mistral", "--why", "x"), None, "cannot follow"),
        (("request", "mistral", "--part", "employee"), {}, "not by employee"),
        (("request", "mistral", "--facts", "missing.toml"), None, "cannot be read"),
    ],
)
def test_what_is_refused(house: House, words: tuple[str, ...], facts: dict[str, object] | None, fix: str) -> None:
    """One line with the fix, and nothing is stored."""
    with pytest.raises(UserError, match=fix):
        house.run(*words, facts=facts)
    assert house.run("history", "mistral")[1] == ""


def test_from_one_office_to_another(house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A signed export is taken over where its signer's key is known, once, and refused elsewhere."""
    publish(house)
    file = tmp_path / "register.jsonl"
    house.run("export", str(file))
    other = House(tmp_path / "b", capsys)
    with pytest.raises(UserError, match="trusted"):
        other.run("import", str(file))
    from gateway.store import paths, signing

    keys = paths.register_keys(other.folder)
    keys.mkdir(parents=True, exist_ok=True)
    (keys / "sousedé.pub").write_bytes(signing.public_pem(signing.signer(paths.register_keys(house.folder))))
    assert other.run("import", str(file))[1] == "7 steps taken over\n"
    assert other.run("import", str(file))[1] == "0 steps taken over\n"


def test_an_offices_own_method(house: House, tmp_path: Path) -> None:
    """A risk method that cannot be read is said with its setting."""
    (tmp_path / "method.toml").write_text("version = 1", encoding="utf-8")
    house.settings = Settings(data=Data(dir=house.folder), approval={"method": tmp_path / "method.toml"})  # type: ignore[arg-type]
    with pytest.raises(UserError, match="approval.method"):
        house.run("fields")


def test_the_fields(house: House) -> None:
    """What a request and the register must say, and the questions with their answers."""
    out = house.run("fields")[1]
    assert "purpose                in the request" in out
    assert "training               contract | setting | yes" in out


def test_a_suspension_with_its_notice(house: House) -> None:
    """What employees read is shown with the tool; the reason is not."""
    house.run("due")
    with closing(RegisterStore(store_url(house.settings))) as store:
        store.take_over(history()[1])
    house.run("suspend", "mistral", "--why", "Jan Vzor nahrál spis", "--notice", "Prověřujeme únik dat.")
    shown = house.run("show", "mistral")[1]
    assert "closed: suspended" in shown
    assert "Prověřujeme únik dat." in shown
    assert "Jan Vzor" not in shown
