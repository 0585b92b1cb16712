"""The history of the list, from the register's own dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from allowlist.publication.change import Change, ChangeKind, changes
from allowlist.register import Register
from support.register import NOW, entry, register

REGISTER = register(
    entry("openai", conditions=("Jen veřejné údaje.",)),
    entry("anthropic", approved_until=date(2026, 11, 30)),
    entry("gemini", approved_from=date(2027, 1, 1)),
)


def _seen(now: datetime, known: Register = REGISTER) -> list[tuple[str, str]]:
    return [(change.tool, change.kind.value) for change in changes(known, now) if change.kind is not ChangeKind.FORBIDDEN]


def test_what_has_happened_so_far_newest_first() -> None:
    """Approvals and their ends at their midnights in Prague; what is still to come is not in it."""
    assert _seen(NOW) == [("anthropic", "expired"), ("anthropic", "approved"), ("openai", "approved")]
    assert _seen(datetime(2026, 11, 30, 22, 59, tzinfo=UTC)) == [("anthropic", "approved"), ("openai", "approved")]
    assert _seen(datetime(2026, 10, 31, 22, 59, tzinfo=UTC)) == []
    assert _seen(datetime(2028, 1, 1, tzinfo=UTC))[:3] == [("gemini", "expired"), ("openai", "expired"), ("gemini", "approved")]


def test_bans_are_changes() -> None:
    """A ban is in it from its day, with its law in both languages."""
    found = [change for change in changes(register(), NOW) if change.tool == "deepseek"]
    assert [change.at for change in found] == [datetime(2025, 7, 9, 22, tzinfo=UTC), datetime(2025, 7, 8, 22, tzinfo=UTC)]
    assert all(change.detail and change.detail_en and change.detail != change.detail_en for change in found)


def test_an_id_belongs_to_a_change() -> None:
    """The same change has the same id each time, two changes have two, and one that is told twice is in it once."""
    first, again = changes(REGISTER, NOW), changes(REGISTER, NOW + timedelta(days=1))
    assert [change.id for change in first] == [change.id for change in again]
    assert len({change.id for change in first}) == len(first)
    assert changes(REGISTER, NOW, first) == first


def test_more_changes_take_their_place() -> None:
    """What the dates do not show, such as a suspension, stands at its time."""
    suspended = Change(NOW - timedelta(hours=1), ChangeKind.SUSPENDED, "openai", "OpenAI API")
    later = Change(NOW + timedelta(hours=1), ChangeKind.RESUMED, "openai", "OpenAI API")
    found = changes(REGISTER, NOW, [suspended, later])
    assert found[0] == suspended
    assert later not in found


def test_nobody_is_named() -> None:
    """Who approved stays inside."""
    assert "Pracovní skupina" not in repr(changes(REGISTER, NOW))


def test_a_naive_clock_is_refused() -> None:
    """A time without its zone cannot be compared with a day in Prague."""
    with pytest.raises(ValueError, match="time zone"):
        changes(REGISTER, NOW.replace(tzinfo=None))
