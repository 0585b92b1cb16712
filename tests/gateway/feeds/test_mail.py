"""Mail: one for what has just come, or a digest."""

from __future__ import annotations

import asyncio

import pytest

from gateway.feeds.mail import Mail, worth
from gateway.feeds.smtp import Mailer
from support.feeds import case_outgoing, outgoing


class Kept(Mailer):
    """Keeps what it would send; the sending itself is tested with a real server in test_smtp.py."""

    def send(self, messages):
        SENT.extend(messages)


SENT: list = []


@pytest.fixture
def mailer():
    SENT.clear()
    return Kept("h", "celnice@urad.example", ("dpo@urad.example",))


def test_one_case_is_one_mail(mailer):
    """The subject is structured, and steps of one case are one thread."""
    asyncio.run(Mail("m", mailer).deliver([case_outgoing(1)]))
    asyncio.run(Mail("m", mailer).deliver([case_outgoing(2, type="breach.received", rings=False)]))
    assert SENT[0]["Subject"].startswith("[AIGW][INC-2026-0001][kritická]")
    assert SENT[0]["References"] == SENT[1]["References"]


def test_a_burst_is_one_mail(mailer):
    """A hundred cases at once are one summary."""
    asyncio.run(Mail("m", mailer).deliver([case_outgoing(1, case=f"2026-{n:04}", id=f"case-{n}") for n in range(1, 101)]))
    assert [message["Subject"] for message in SENT] == ["[AIGW][kritická] souhrn: 100\u00a0případů"]


def test_one_more_attempt_is_no_mail(mailer):
    """A known case that was tried once more disturbs nobody, unless now something may have left; a digest counts it."""
    again = case_outgoing(3, type="breach.repeated", rings=False)
    assert not worth(again)
    assert worth(case_outgoing(3, type="breach.repeated", rings=True))
    asyncio.run(Mail("m", mailer).deliver([again]))
    assert not SENT
    asyncio.run(Mail("m", mailer, "daily").deliver([again, outgoing(1)]))
    assert len(SENT) == 1
