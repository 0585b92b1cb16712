"""Requests of data subjects on the command line."""

from __future__ import annotations

import argparse
import io
import json
from datetime import UTC, datetime

import pytest

from gateway.commands import requests as command
from gateway.errors import UserError
from gateway.settings import Data, Settings
from gateway.store import paths
from gateway.store.events import EventStore
from gateway.store.keyring import Keyring
from gateway.store.migrate import migrate
from gateway.store.url import store_url
from support.events import payload
from support.office import OFFICE


class House:
    """One office's command line."""

    def __init__(self, folder, capsys):
        self.folder, self._capsys = folder, capsys
        self.settings = Settings(data=Data(dir=folder), office=OFFICE)

    def run(self, *words):
        parser = argparse.ArgumentParser()
        command.configure(parser)
        code = command.run(parser.parse_args([str(word) for word in words]), self.settings)
        return code, self._capsys.readouterr().out


@pytest.fixture
def house(tmp_path, capsys):
    """An office with one event of the subject and one of somebody else."""
    house = House(tmp_path, capsys)
    mark = Keyring(paths.fingerprint_keys(tmp_path)).fingerprint("CZ_BIRTH_NUMBER", "7103192745", datetime.now(UTC).date())
    migrate(store_url(house.settings))
    store = EventStore(store_url(house.settings))
    store.append([payload(1, fingerprints=(mark,)), payload(2)], "node-a")
    store.close()
    (tmp_path / "values").write_text("710319/2745\n\n", encoding="utf-8")
    return house


def test_the_whole_way(house):
    """A request for erasure from receipt to the papers, carried out over the store."""
    values, found = ("--values", house.folder / "values"), house.folder / "found.json"
    out = house.run("new", "--kind", "erasure", "--applicant", "Jana Vzorová")[1]
    request = out.partition(":")[0]
    assert "missing: verify, found, draft, answer" in out
    with pytest.raises(UserError, match="verify-identity"):
        house.run("search", request, *values)
    house.run("verify-identity", request, "--how", "datová schránka")
    assert "1 events, 0 sealed records" in house.run("search", request, *values, "-o", found)[1]
    assert json.loads(found.read_text())["found"][0]["id"] == "e00000001"
    assert "7103192745" not in found.read_text()
    assert json.loads(house.run("erase", request, *values, "--kind", "CZ_BIRTH_NUMBER", "--json")[1]) == {
        "id": request,
        "events": 1,
        "kept": {},
        "conversations": 0,
    }
    house.run("act", request, "distribute", "--fact", "departments=IT", "--fact", "departments=personální")
    house.run("act", request, "extend", "--fact", "months=1", "--why", "rozsah")
    house.run("act", request, "draft")
    assert "days left" in house.run("list")[1]
    assert "missing: tell" in house.run("answer", request, "--outcome", "granted", "--dispatch", "DZ 1")[1]
    house.run("act", request, "tell", "--fact", "recipient=nikdo")
    assert house.run("list") == (0, "")
    assert json.loads(house.run("list", "--all", "--json")[1])["outcome"] == "granted"
    assert "Outcome" not in house.run("list", "--all")[1]
    shown = house.run("show", request)[1]
    assert "Jana Vzorová" in shown
    assert "710319" not in shown + house.run("show", request, "--json")[1]
    for name, file in (("zaznamovy_list", "list.docx"), ("odpoved_pristup", "odpoved.pdf")):
        house.run("paper", request, name, "-o", house.folder / file, "--found", found)
        assert (house.folder / file).stat().st_size > 1000


def test_late(house):
    """A request whose deadline has passed is told by the exit code."""
    house.run("new", "--kind", "access", "--applicant", "A", "--received", "2026-01-05T10:00:00+01:00")
    code, out = house.run("list")
    assert (code, "LATE" in out) == (1, True)


def test_values_from_standard_input(house, monkeypatch):
    """Values need not touch the disk, and an employee is found by the pseudonym."""
    request = house.run("new", "--kind", "access", "--applicant", "A")[1].partition(":")[0]
    house.run("verify-identity", request, "--how", "osobně")
    monkeypatch.setattr("sys.stdin", io.StringIO("710319/2745\n"))
    assert "1 events" in house.run("search", request, "--values", "-")[1]
    assert "0 events" in house.run("search", request, "--person", "2026-Q4.abc")[1]


@pytest.mark.parametrize(
    ("words", "fix"),
    [
        (("show", "Z-2026-0009"), "requests list"),
        (("answer", "Z-2026-0009", "--outcome", "granted", "--dispatch", "x"), "requests list"),
        (("search", "{id}"), "--values"),
        (("search", "{id}", "--values", "missing"), "cannot be read"),
        (("search", "{id}", "--values", "{values}", "--kind", "NOBODY"), "no kind of that name"),
        (("search", "{id}", "--values", "{values}", "-o", "{values}"), "name a new file"),
        (("paper", "{id}", "zaznamovy_list", "-o", "x.odt"), "ends with .docx or .pdf"),
        (("paper", "{id}", "odpoved_pristup", "-o", "x.pdf", "--found", "{values}"), "search -o"),
        (("act", "{id}", "extend", "--fact", "months"), "NAME=VALUE"),
        (("act", "{id}", "extend", "--fact", "months=x", "--why", "x"), "one or two months"),
    ],
)
def test_refused(house, words, fix):
    """One line with the fix."""
    request = house.run("new", "--kind", "access", "--applicant", "A")[1].partition(":")[0]
    house.run("verify-identity", request, "--how", "osobně")
    with pytest.raises(UserError, match=fix):
        house.run(*(word.format(id=request, values=house.folder / "values") for word in words))
