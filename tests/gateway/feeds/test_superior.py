"""Mail to superiors."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

import pytest

from gateway.feeds.api import FeedUnavailable, Outgoing
from gateway.feeds.smtp import Mailer
from gateway.feeds.superior import ToSuperior
from support.feeds import case_outgoing

ADDRESSES = {"petr.svoboda": "petr.svoboda@urad.example", "": "", "karel.dvorak": ""}
LINK = "https://brana.urad.example/start#reports"
SENT: list[EmailMessage] = []


@dataclass(frozen=True, slots=True)
class Kept(Mailer):
    """Keeps what it would send; the sending itself is tested with a real server in test_smtp.py."""

    away: bool = field(default=False)

    def send(self, messages: Any) -> None:
        if self.away:
            raise FeedUnavailable("SMTP 421")
        SENT.extend(messages)


def feed(*, away: bool = False) -> ToSuperior:
    SENT.clear()
    return ToSuperior("s", Kept("h", "celnice@urad.example", ("personalni@urad.example",), away=away), ADDRESSES.get)


def report(superior: str, number: int = 1) -> Outgoing:
    return case_outgoing(number, superior=superior, link=LINK, department="odbor kultury")


@pytest.mark.parametrize(
    ("superior", "to", "reason"),
    [
        ("petr.svoboda", "petr.svoboda@urad.example", "whom the directory names"),
        ("karel.dvorak", "personalni@urad.example", "a superior without an address"),
        ("", "personalni@urad.example", "a report whose superior nobody knows"),
    ],
)
def test_whom_it_goes_to(superior: str, to: str, reason: str) -> None:
    """To the superior alone, or to those whom the office set for that."""
    asyncio.run(feed().deliver([report(superior)]))
    (sent,) = SENT
    assert sent["To"] == to, reason


def test_it_says_that_a_report_waits_and_where() -> None:
    """Neither who reported, nor their superior's account, nor a department."""
    asyncio.run(feed().deliver([report("petr.svoboda")]))
    text = SENT[0].get_content()
    assert LINK in text
    assert "čeká v konzoli" in text
    assert "petr.svoboda" not in text
    assert "kultury" not in text


def test_a_directory_that_is_away_is_asked_again() -> None:
    """Nothing goes to anybody else meanwhile; what was sent is not sent twice."""
    with pytest.raises(FeedUnavailable) as caught:
        asyncio.run(feed().deliver([report("petr.svoboda"), report("neodpovida", 2)]))
    assert caught.value.taken == 1
    assert len(SENT) == 1
    assert "neodpovida" not in str(caught.value)


def test_a_mail_server_that_is_away() -> None:
    """The report comes again."""
    with pytest.raises(FeedUnavailable, match="421"):
        asyncio.run(feed(away=True).deliver([report("petr.svoboda")]))
