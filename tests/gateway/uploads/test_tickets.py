"""Addresses that a tool handed out."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.uploads.database import Database
from gateway.uploads.limits import Limits
from gateway.uploads.tickets import Ticket, Tickets

LIMITS = Limits(whole=1, ticket_seconds=60, tickets_per_person=2, tickets=3)
TICKET = Ticket("chatgpt", "file.put", "file.register", "chatgpt.com", "conversation", ("0a", "0b"))
ME, YOU = b"me", b"you"


class Clock:
    """A clock that stands until it is set."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def made(folder: Path) -> tuple[Tickets, Clock]:
    clock = Clock()
    return Tickets(Database(folder), LIMITS, clock), clock


def test_a_ticket_is_for_one_address_of_one_person(tmp_path: Path) -> None:
    """Nobody else, no other host and no other address; and the host is open to its holder only."""
    tickets, _ = made(tmp_path)
    assert tickets.give(ME, "a.example", "/p?sig=x", TICKET)
    assert tickets.find(ME, "a.example", "/p?sig=x") == TICKET
    assert tickets.leads_to(ME, "a.example")
    for who, host, address in (
        (YOU, "a.example", "/p?sig=x"),
        (ME, "b.example", "/p?sig=x"),
        (ME, "a.example", "/p?sig=y"),
        (ME, "a.example", "/p"),
    ):
        assert tickets.find(who, host, address) is None
    assert not tickets.leads_to(YOU, "a.example")
    assert not tickets.leads_to(ME, "b.example")
    tickets.close()


def test_other_processes_know_it(tmp_path: Path) -> None:
    """The upload may come to another process of the node."""
    (one, _), (two, _) = made(tmp_path), made(tmp_path)
    one.give(ME, "a.example", "/p", TICKET)
    assert two.find(ME, "a.example", "/p") == TICKET
    one.close()
    two.close()


def test_time(tmp_path: Path) -> None:
    """It is over after its time; a new one of the same address starts the time anew."""
    tickets, clock = made(tmp_path)
    tickets.give(ME, "a.example", "/p", TICKET)
    clock.now += 50
    tickets.give(ME, "a.example", "/p", TICKET)
    clock.now += 50
    assert tickets.find(ME, "a.example", "/p")
    clock.now += 11
    assert tickets.find(ME, "a.example", "/p") is None
    assert not tickets.leads_to(ME, "a.example")
    tickets.close()


def test_bounds(tmp_path: Path) -> None:
    """A person and the node hold so many at most; those that are over make room."""
    tickets, clock = made(tmp_path)
    assert [tickets.give(ME, "a.example", f"/{number}", TICKET) for number in range(3)] == [True, True, False]
    assert [tickets.give(YOU, "a.example", f"/{number}", TICKET) for number in range(2)] == [True, False]
    clock.now += 61
    assert tickets.give(ME, "a.example", "/9", TICKET)
    tickets.close()


def test_no_address_lies_on_the_disk(tmp_path: Path) -> None:
    """Who reads the files learns no address, host or person."""
    tickets, _ = made(tmp_path)
    tickets.give(b"person-1", "host-of-somebody.example", "/path-of-somebody?sig=secret", TICKET)
    tickets.close()
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"chatgpt" in written
    assert not any(word in written for word in (b"somebody", b"secret"))


def test_fields_of_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the tool said for a form counts for that person, that host and some time, whole; a person has so many at most."""
    tickets, clock = made(tmp_path)
    tickets.vouch(ME, "a.example", ["signature"])
    assert tickets.vouched(ME, "a.example", "signature")
    for who, host, text in ((YOU, "a.example", "signature"), (ME, "b.example", "signature"), (ME, "a.example", "signature ")):
        assert not tickets.vouched(who, host, text)
    monkeypatch.setattr("gateway.uploads.tickets.FIELDS_PER_PERSON", 2)
    tickets.vouch(ME, "a.example", ["second", "third"])
    assert tickets.vouched(ME, "a.example", "second")
    assert not tickets.vouched(ME, "a.example", "third")
    clock.now += 61
    assert not tickets.vouched(ME, "a.example", "signature")
    tickets.vouch(ME, "a.example", ["third"])
    assert tickets.vouched(ME, "a.example", "third")
    tickets.close()
