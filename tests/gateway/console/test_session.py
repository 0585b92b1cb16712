"""Sessions: signed, ended, expired."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.console import session
from gateway.console.session import LIFETIME_SECONDS, Sessions
from support.console import TOKEN


class Clock:
    now = 1_000_000.0


def made() -> tuple[Sessions, Clock]:
    clock = Clock()
    return Sessions(TOKEN, lambda: clock.now), clock


@pytest.mark.parametrize(
    ("after", "valid", "reason"),
    [
        (0, True, "fresh"),
        (LIFETIME_SECONDS - 2, True, "just before its end"),
        (LIFETIME_SECONDS + 1, False, "after a working day"),
        (-10, False, "made in the future: the clock was wrong"),
    ],
)
def test_a_session_lives_one_working_day(after: float, valid: bool, reason: str) -> None:
    """Its end is absolute."""
    sessions, clock = made()
    value = sessions.start()
    clock.now += after
    assert sessions.valid(value) is valid, reason


def test_a_signed_out_session_stays_out() -> None:
    """Signing out ends it on the server, and no other."""
    sessions, _ = made()
    mine, another = sessions.start(), sessions.start()
    sessions.end(mine)
    sessions.end("nonsense")
    assert not sessions.valid(mine)
    assert sessions.valid(another)


def test_a_new_token_ends_every_session() -> None:
    """The signing key comes from the token."""
    assert not Sessions(TOKEN + "x", lambda: 1_000_000.0).valid(made()[0].start())


@given(st.text(max_size=200))
def test_no_other_text_is_a_session(text: str) -> None:
    """Whatever is presented, only a signed value is valid, and nothing raises."""
    assert not made()[0].valid(text)


@given(st.integers(min_value=0), st.characters(codec="ascii"))
def test_a_changed_letter_breaks_it(place: int, letter: str) -> None:
    """No single letter of a session can be changed."""
    sessions, _ = made()
    value = sessions.start()
    place %= len(value)
    changed = value[:place] + letter + value[place + 1 :]
    assert sessions.valid(changed) is (changed == value)


def test_ended_sessions_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory does not grow with sign-outs."""
    monkeypatch.setattr(session, "MAX_ENDED", 3)
    sessions, _ = made()
    for _ in range(10):
        sessions.end(sessions.start())
    assert len(sessions._ended) == 3
