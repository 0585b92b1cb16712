"""The ServiceDesk, by JSON and by mail."""

from __future__ import annotations

import asyncio
import base64
import json

import pytest

from gateway.feeds.api import FeedUnavailable
from gateway.feeds.http import Receiver
from gateway.feeds.servicedesk import ByJson, ByMail, Ticket
from gateway.feeds.smtp import Mailer
from support.feeds import case_outgoing, http_desk


class Book:
    """Tickets in memory."""

    def __init__(self, *tickets):
        self.tickets = {ticket.case: ticket for ticket in tickets}

    def known(self, case=None):
        return [ticket for ticket in self.tickets.values() if case in (None, ticket.case)]

    def record(self, ticket):
        self.tickets[ticket.case] = ticket


def test_a_ticket_comes_back(tmp_path):
    """The first step opens a ticket, whose number goes with the next; a repeat has the same idempotency key."""
    (tmp_path / "token").write_text("t0ken\n")
    (tmp_path / "secret").write_text(f"whsec_{base64.b64encode(b's' * 32).decode()}")
    book = Book()
    with http_desk() as desk:
        desk.answers = [(201, {}, b'{"data": {"key": "SD-4711", "state": "Nov\xc3\xbd"}}'), (200, {}, b"")]
        feed = ByJson("d", Receiver(desk.url, 60), book, "data.key", "data.state", "", tmp_path / "secret", tmp_path / "token")
        asyncio.run(
            feed.deliver(
                [case_outgoing(1), case_outgoing(2, type="breach.repeated", rings=False), case_outgoing(3, type="breach.received")]
            )
        )
    first, second = (json.loads(body) for body in desk.bodies())
    assert first["subject"].startswith("[AIGW][INC-2026-0001][kritická] ")
    assert (first["ticket"], second["ticket"]) == (None, "SD-4711")
    assert first["idempotency_key"] == desk.requests[0].headers["idempotency-key"] == "case-2026-0001-1"
    assert (first["severity"], first["severity_cs"], first["urgent"]) == ("critical", "kritická", True)
    assert desk.requests[0].headers["authorization"] == "Bearer t0ken"
    assert desk.requests[0].headers["webhook-signature"].startswith("v1,")
    assert book.tickets["2026-0001"] == Ticket("2026-0001", "SD-4711", "")  # the second answer said no status


def test_half_a_batch():
    """What was taken before a failure counts, also over steps that are not sent."""
    with http_desk() as desk:
        desk.answers = [(200, {}, b"{}"), (503, {}, b"")]
        batch = [case_outgoing(1), case_outgoing(2, type="breach.repeated", rings=False), case_outgoing(3)]
        with pytest.raises(FeedUnavailable) as caught:
            asyncio.run(ByJson("d", Receiver(desk.url, 60), Book()).deliver(batch))
    assert caught.value.taken == 2


@pytest.mark.parametrize("answer", [b"", b"no json", b"[]", b'{"id": {"a": 1}}', b'{"id": "' + b"x" * 65 + b'"}', b'{"id": "a\\nb"}'])
def test_answers_without_a_number(answer):
    """An answer that has no number, or something that is none, is taken and nothing is written into the case."""
    book = Book()
    with http_desk() as desk:
        desk.answers = [(200, {}, answer)]
        asyncio.run(ByJson("d", Receiver(desk.url, 60), book).deliver([case_outgoing(1)]))
    assert not book.tickets


def test_the_status_is_asked_for():
    """Open tickets are asked for one by one, their numbers escaped; a new status is written down."""
    book = Book(Ticket("2026-0001", "SD/1", "Nový"))
    with http_desk() as desk:
        desk.answers = [(200, {}, '{"status": "Řeší se"}'.encode())]
        feed = ByJson("d", Receiver(desk.url, 60), book, status_url=desk.url + "/tickets/{ticket}/status")
        assert asyncio.run(feed.poll()) == 1
    assert desk.requests[0].path == "/hook/tickets/SD%2F1/status"
    assert book.tickets["2026-0001"].status == "Řeší se"
    assert asyncio.run(ByJson("d", Receiver(desk.url, 60), book).poll()) == 0


def test_nothing_personal_is_said():
    """The whole request is made of codes, counts, times and our own words."""
    from gateway.feeds.servicedesk import request

    made = json.dumps(request(case_outgoing(1).event, None), ensure_ascii=False)
    assert "neobsahuje osobní údaje" in made
    assert "person" not in made


class Sent(Mailer):
    def send(self, messages):
        for taken, message in enumerate(messages):
            if message["Subject"].endswith("STOP"):
                raise FeedUnavailable("x", taken=taken)
            SUBJECTS.append(message["Subject"])


SUBJECTS: list[str] = []


def test_by_mail():
    """One structured mail for each step; a failure points to the step in the batch."""
    SUBJECTS.clear()
    mailer = Sent("h", "celnice@urad.example", ("servicedesk@urad.example",))
    batch = [case_outgoing(1), case_outgoing(2, type="breach.repeated", rings=False), case_outgoing(3, type="STOP", kinds={})]
    with pytest.raises(FeedUnavailable) as caught:
        asyncio.run(ByMail("d", mailer).deliver(batch))
    assert caught.value.taken == 2
    assert SUBJECTS == ["[AIGW][INC-2026-0001][kritická] podezření na porušení zabezpečení: 2 rodná čísla"]
