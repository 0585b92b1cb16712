"""A changed policy and changed texts are taken up; what has a mistake is not."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from gateway.configuration import load
from gateway.confirmed import RULES
from gateway.errors import UserError
from gateway.live_settings import LiveFile
from gateway.reload import Reloader
from gateway.settings import Settings

SERVICES = frozenset({"openai", "anthropic"})
RULE = '[[policy.rules]]\nname = "x"\naction = "warn"\nkinds = ["PERSON"]\ntools = ["{tool}"]\n'


class Office:
    """A configuration file, its folder of texts, and what the processes see."""

    def __init__(self, folder: Path) -> None:
        self.file, self.texts, self.run = folder / "celnice.toml", folder / "texts", folder / "run"
        self.texts.mkdir()
        self.run.mkdir()
        self.tick = 0
        self.write("")
        self.started = self.load()
        self.reloader = Reloader(self.run, self.started, self.file, self.load, SERVICES)
        self.seen = LiveFile(self.run, self.started)

    def load(self) -> Settings:
        return load(self.file, {})

    def write(self, policy: str, path: Path | None = None) -> None:
        target = path or self.file
        target.write_text(policy if path else f'[answers]\ntexts = "texts"\n{policy}', encoding="utf-8")
        self.tick += 1
        os.utime(target, ns=(self.tick, self.tick))  # two changes in one tick of the file system's clock are two changes

    def look(self) -> bool:
        found = self.reloader.look()
        self.seen.changed()
        return found


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_changed_policy_is_taken_up(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """Once, with its version in the log; a file that was only touched changes nothing."""
    caplog.set_level(logging.INFO)
    assert not office.look()
    office.write(RULE.format(tool="openai"))
    assert office.look()
    assert not office.look()
    assert [rule.name for rule in office.seen.now.policy.rules] == ["x"]
    assert "the policy changed: version " in caplog.text
    office.write(RULE.format(tool="openai"))
    assert not office.look()


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("[policy]\nthreshold = 7\n", "celnice.toml:4: policy.threshold"),
        ("[policy]\nthresholt = 0.5\n", "did you mean threshold?"),
        ("[policy\n", "not valid TOML"),
        (RULE.format(tool="opnai"), "did you mean openai?"),
        (RULE.format(tool="openai").replace("PERSON", "HEALTH"), "never set below pseudonymise"),
    ],
)
def test_a_bad_policy_never_replaces_a_good_one(office: Office, caplog: pytest.LogCaptureFixture, bad: str, said: str) -> None:
    """What was in force stays; the log and the console say why, once; the next good one is taken."""
    office.write(RULE.format(tool="openai"))
    office.look()
    good = office.seen.now.policy
    office.write(bad)
    for _ in range(3):
        assert not office.look()
    assert office.seen.now.policy == good
    assert said in office.seen.now.fault
    assert caplog.text.count("were not taken") == 1
    office.write(RULE.format(tool="anthropic"))
    assert office.look()
    assert office.seen.now.fault == ""
    assert office.seen.now.policy.rules[0].tools == ("anthropic",)


def test_a_file_that_is_away_changes_nothing(office: Office) -> None:
    """An editor that writes a new file and renames it, an administrator who moves it: what was in force stays."""
    office.write(RULE.format(tool="openai"))
    office.look()
    office.file.unlink()
    assert not office.look()
    assert office.seen.now.policy.rules


def test_a_change_while_another_is_read(office: Office) -> None:
    """What is written after the settings were read, for a change or for the start, is seen at the next look."""

    def load_and_change() -> Settings:
        read = office.load()
        office.write(RULE.format(tool="anthropic"))
        office.reloader._load = office.load
        return read

    office.reloader._load = load_and_change
    office.write(RULE.format(tool="openai"))
    assert office.look()
    assert office.seen.now.policy.rules[0].tools == ("openai",)
    assert office.look()
    assert office.seen.now.policy.rules[0].tools == ("anthropic",)
    office.reloader = Reloader(office.run, office.started, office.file, office.load, SERVICES)
    assert office.look(), "the file is newer than what the start has read"
    assert office.seen.now.policy.rules[0].tools == ("anthropic",)
    assert not office.look()


def test_texts_are_taken_up(office: Office) -> None:
    """A new file of texts, a change in it, its end; one with a mistake is refused."""
    cs = office.texts / "cs.toml"
    office.write("[common]\nfooter = 'Vzorov'\n", cs)
    assert office.look()
    assert "Vzorov" in office.seen.now.texts["cs"]
    office.write("[common]\nfoter = 'Vzorov'\n", cs)
    assert not office.look()
    assert "cs.toml:2: common.foter is not known" in office.seen.now.fault
    assert "footer" in office.seen.now.texts["cs"]
    cs.unlink()
    assert office.look()
    assert (office.seen.now.texts, office.seen.now.fault) == ({}, "")


def test_texts_with_a_mistake_refuse_the_start(tmp_path: Path) -> None:
    """There is nothing before them that could stay in force."""
    office = Office(tmp_path)
    office.write("[commn]\n", office.texts / "cs.toml")
    with pytest.raises(UserError, match=r"cs\.toml:1: commn is not known"):
        Reloader(office.run, office.started, office.file, office.load, SERVICES)


def test_confirmed_rules_are_taken_up_before_the_office_s_own(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """When their file comes, changes and goes; a bad one changes nothing, and at a start no rule holds, so that what is found is stopped."""
    monkeypatch.chdir(tmp_path)  # the data folder is a relative one
    confirmed = office.started.data.dir / RULES
    confirmed.parent.mkdir(exist_ok=True)
    office.write(RULE.format(tool="anthropic"))
    assert office.look()
    office.write(RULE.format(tool="openai").replace('"x"', '"y"'), confirmed)
    assert office.look()
    assert [rule.name for rule in office.seen.now.policy.rules] == ["y", "x"]
    office.write("broken", confirmed)
    assert not office.look()
    assert [rule.name for rule in office.seen.now.policy.rules] == ["y", "x"]
    Reloader(office.run, office.load(), office.file, office.load, SERVICES)
    assert "everything found is stopped" in caplog.text
    office.seen.changed()
    assert (office.seen.now.policy.rules, bool(office.seen.now.fault)) == ((), True), "some of them may be stricter than the file's"
    office.write(RULE.format(tool="openai").replace('"x"', '"y"'), confirmed)
    Reloader(office.run, office.load(), office.file, office.load, SERVICES)
    office.seen.changed()
    assert [rule.name for rule in office.seen.now.policy.rules] == ["y", "x"]
    assert [rule.name for rule in office.seen.now.own.rules] == ["x"], "what the file alone says"
    confirmed.unlink()
    assert not office.look()
    assert [rule.name for rule in office.seen.now.policy.rules] == ["y", "x"], "a lost file is no decision"
    office.write("# none", confirmed)
    assert office.look()
    assert [rule.name for rule in office.seen.now.policy.rules] == ["x"]


def test_a_node_is_ready_when_its_processes_have_looked(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What changed while it started is taken up first, and the processes are given the time in which each looks."""
    slept: list[float] = []
    monkeypatch.setattr("gateway.reload.time.sleep", slept.append)
    office.reloader.settle()
    office.write(RULE.format(tool="openai"))
    office.reloader.settle()
    office.seen.changed()
    assert [rule.name for rule in office.seen.now.policy.rules] == ["x"]
    assert slept[0] == 0.0
    assert slept[1] > 0.0
