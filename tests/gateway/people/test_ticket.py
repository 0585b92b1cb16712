"""Links to the notice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.people.ticket import LASTS, issue, redeem

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = b"k" * 32


def test_a_ticket_says_whose_and_which_for_a_working_day() -> None:
    """Within its time it gives back record and version; after it, or under another key, nothing."""
    made = issue(KEY, "abc", "verze 2", NOW)
    assert redeem(KEY, made, NOW) == ("abc", "verze 2")
    assert redeem(KEY, made, NOW + LASTS - timedelta(seconds=1)) == ("abc", "verze 2")
    assert redeem(KEY, made, NOW + LASTS) is None
    assert redeem(b"o" * 32, made, NOW) is None
    assert all(character.isalnum() or character in "-_." for character in made)


@given(st.text(max_size=80))
def test_anything_else_is_nobodys(text: str) -> None:
    """Whatever stands in a link, it is answered and never an error."""
    assert redeem(KEY, text, NOW) is None
    assert redeem(KEY, issue(KEY, "abc", "1", NOW) + text, NOW) in {None, ("abc", "1")}
    assert redeem(KEY, f"{text}.{text}", NOW) is None
