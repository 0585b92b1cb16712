"""Sessions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gateway.accounts.session import Limits, Session, Source, Stage, agent_of

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
LIMITS = Limits(timedelta(minutes=30), timedelta(hours=10))


@pytest.mark.parametrize(
    ("stage", "began", "seen", "over", "reason"),
    [
        (Stage.FULL, 0, 0, False, "fresh"),
        (Stage.FULL, -500, -29, False, "in use"),
        (Stage.FULL, -500, -30, True, "idle"),
        (Stage.FULL, -600, 0, True, "ten hours"),
        (Stage.FULL, 5, 5, True, "from the future: a clock was wrong"),
        (Stage.FULL, 0.5, 0.5, False, "another node's clock is half a minute ahead"),
        (Stage.CODE, -9, -9, False, "looking for the telephone"),
        (Stage.CODE, -10, 0, True, "half a session does not live on by use"),
        (Stage.ENROL, -10, -10, True, "nor does the other half"),
    ],
)
def test_when_a_session_is_over(stage: Stage, began: float, seen: float, over: bool, reason: str) -> None:
    """Minutes from now; idle and whole length."""
    session = Session("s", "jana", "", frozenset(), Source.HERE, stage, NOW + timedelta(minutes=began), NOW + timedelta(minutes=seen))
    assert session.over(NOW, LIMITS) is over, reason


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1", "Safari, iOS"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_in_a_word_or_two(header: str, said: str) -> None:
    """So that a person can tell their sessions apart, and nothing more is kept."""
    assert agent_of(header) == said
