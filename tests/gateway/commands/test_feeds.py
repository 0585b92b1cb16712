"""Feeds on the command line."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from gateway.commands import feeds as command
from gateway.errors import UserError
from gateway.feeds.api import Status
from gateway.parts.feeds import ledger
from gateway.settings import Settings
from gateway.store.breaches import BreachStore
from gateway.store.events import EventStore
from gateway.store.migrate import migrate
from gateway.store.url import store_url
from support.breach import INCIDENT, step
from support.events import payloads
from support.feeds import http_desk

NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)


class House:
    def __init__(self, folder, capsys, url):
        (folder / "secret").write_text("whsec_" + "c" * 44 + "\n")
        given = {
            "siem": {"kind": "webhook", "url": url, "secret_file": folder / "secret", "start": "beginning"},
            "log": {"kind": "file", "path": folder / "log.jsonl", "start": "beginning"},
            "desk": {"kind": "servicedesk", "url": url},
        }
        self.settings = Settings.model_validate({"data": {"dir": folder}, "feeds": given})
        self._capsys = capsys
        migrate(store_url(self.settings))

    def run(self, *words):
        parser = argparse.ArgumentParser()
        command.configure(parser)
        code = command.run(parser.parse_args(words), self.settings)
        return code, self._capsys.readouterr().out

    def buried(self, count=2):
        """A feed whose receiver would not take so many events."""
        with closing(EventStore(store_url(self.settings))) as store:
            store.append(payloads(1, 5), "node-a")
        with closing(ledger("siem", self.settings, "node-a")) as book:
            book.begin()
            for _ in range(count):
                book.lease(60)
                book.bury(book.portion("events", 5), 0, "HTTP 422")
            book.lease(60)
            book.failed(Status("e3", NOW, 4, NOW + timedelta(minutes=5), "HTTP 500"))


@pytest.fixture
def desk():
    with http_desk() as running:
        yield running


@pytest.fixture
def house(tmp_path, capsys, desk):
    return House(tmp_path, capsys, desk.url)


def test_list(house):
    """Every feed with what waits, its dead letters and its trouble; exit code 1 while one has trouble."""
    code, out = house.run("list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["siem", "log", "desk"]
    house.buried()
    code, out = house.run("list", "--json")
    assert code == 1
    siem = json.loads(out.splitlines()[0])
    assert (siem["waiting"], siem["dead_letters"], siem["error"], siem["attempts"]) == (3, 2, "HTTP 500", 4)
    assert "FAILING (4×): HTTP 500" in house.run("list")[1]


def test_test(house, desk, tmp_path):
    """A test goes to the receiver now, and says what it answered; the ServiceDesk gets a ticket that is plainly a test."""
    assert house.run("test", "siem")[0] == 0
    assert json.loads(desk.requests[0].body)["type"] == "celnice.feed.test"
    desk.answers = [(403, {}, b"")]
    assert house.run("test", "siem") == (1, "siem: not taken: HTTP 403\n")
    assert house.run("test", "log")[0] == 0
    assert '"celnice.feed.test"' in (tmp_path / "log.jsonl").read_text()
    assert house.run("test", "desk")[0] == 0
    assert json.loads(desk.requests[-1].body)["subject"] == "[AIGW][INC-0000-0000][informace] zkouška spojení"
    with pytest.raises(UserError, match="siem, log, desk"):
        house.run("test", "nic")


def test_dead_letters(house, desk):
    """They are listed, sent again, or dropped; one that is refused again stays."""
    house.buried()
    assert [line.split()[0] for line in house.run("letters", "siem")[1].splitlines()] == ["e00000001", "e00000002"]
    desk.answers = [(200, {}, b""), (422, {}, b"")]
    code, out = house.run("resend", "siem", "--all")
    assert (code, out) == (1, "e00000001: taken\ne00000002: not taken: HTTP 422; 1 remain\n")
    assert [json.loads(body)["id"] for body in desk.bodies()] == ["e00000001", "e00000002"]
    with pytest.raises(UserError, match="name dead letters"):
        house.run("resend", "siem", "e00000001")
    with pytest.raises(UserError, match="name dead letters"):
        house.run("drop", "siem")
    assert house.run("drop", "siem", "e00000002") == (0, "e00000002: dropped\n")
    assert house.run("letters", "siem", "--json") == (0, "")


def test_resending_waits_for_its_turn(house, monkeypatch):
    """While the node delivers the feed a command does not deliver beside it."""
    monkeypatch.setattr(command, "BUSY_SECONDS", 0.0)
    house.buried()
    with closing(ledger("siem", house.settings, "node-a")) as book:
        assert book.lease(60)
        with pytest.raises(UserError, match="right now"):
            house.run("resend", "siem", "--all")
        assert book.status().held


def test_a_ticket_that_came_by_mail(house):
    """The ServiceDesk's number is written into the case by hand or by a script."""
    with closing(BreachStore(store_url(house.settings))) as breaches:
        breaches.report(lambda case: step(case, *INCIDENT[0]), 2026)
        assert house.run("ticket", "2026-0001", "SD-9", "--status", "Nový") == (0, "2026-0001: SD-9 Nový\n")
        assert breaches.case("2026-0001").facts["ticket"] == "SD-9"
    with pytest.raises(UserError, match="no case"):
        house.run("ticket", "2026-0009", "SD-9")


def test_without_feeds(tmp_path, capsys):
    """It says how to set one."""
    settings = Settings.model_validate({"data": {"dir": tmp_path}})
    migrate(store_url(settings))
    parser = argparse.ArgumentParser()
    command.configure(parser)
    assert command.run(parser.parse_args(["list"]), settings) == 0
    assert "[feeds.<name>]" in capsys.readouterr().out
