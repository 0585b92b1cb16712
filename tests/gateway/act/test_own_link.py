"""The link to an employee's own event."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gateway.act.own_link import CHOOSE_WITHIN, SHOWS_FOR, OwnLink, issue, redeem
from gateway.decide.choice import Choice

KEY = b"k" * 32
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LINK = OwnLink("7K3QX-9M2PD-R4TWB", "ab" * 16, (Choice.CONFIRM, Choice.PSEUDONYMISE))


def parts(link: str) -> tuple[str, str]:
    path, _, ticket = link.partition("?t=")
    return path.removeprefix("/proc/"), ticket


@pytest.mark.parametrize("link", [LINK, OwnLink("R"), OwnLink("R", "00" * 15 + "01", (Choice.CONFIRM,))])
def test_what_was_issued_is_redeemed(link: OwnLink) -> None:
    """A link says what it was made of, in characters that need no escaping, and stays short enough for a chat."""
    made = issue(KEY, link, NOW)
    assert redeem(KEY, *parts(made), NOW) == link
    assert len(made) < 90
    assert made.isascii()
    assert "%" not in made


def test_choices_end_before_the_page_does() -> None:
    """After an hour there is no choice, after a week no page."""
    reference, ticket = parts(issue(KEY, LINK, NOW))
    late = redeem(KEY, reference, ticket, NOW + CHOOSE_WITHIN)
    assert late == OwnLink(LINK.reference, LINK.mark)
    assert redeem(KEY, reference, ticket, NOW + SHOWS_FOR) is None


def test_a_link_is_of_one_event_and_one_key() -> None:
    """Another reference, another key, a changed or cut ticket, or no ticket at all: nothing."""
    reference, ticket = parts(issue(KEY, LINK, NOW))
    assert redeem(KEY, "7K3QX-9M2PD-R4TWC", ticket, NOW) is None
    assert redeem(b"x" * 32, reference, ticket, NOW) is None
    for at in range(len(ticket)):
        changed = ticket[:at] + ("A" if ticket[at] != "A" else "B") + ticket[at + 1 :]
        found = redeem(KEY, reference, changed, NOW)
        assert found is None or (at == len(ticket) - 1 and found == LINK), "the last character has bits that mean nothing"
    for bad in ("", "a", ticket[:-4], ticket + "AAAA", "ž" * 20, "\ud800", "====", ticket + "\n"):
        assert redeem(KEY, reference, bad, NOW) is None


def test_the_link_holds_no_name() -> None:
    """What can be read in it is a time, a bit for each choice and a keyed mark."""
    assert "ab" * 16 not in issue(KEY, LINK, NOW)
    assert LINK.mark in repr(LINK)
