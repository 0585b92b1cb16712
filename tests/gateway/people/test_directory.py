"""The picture of people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from gateway.people.api import Wrong
from gateway.people.directory import NOTICE, TRAINING, Directory, Key, User

DAY = date(2026, 11, 22)


def prague(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+01:00").astimezone(UTC)


KEYS: list[tuple[Key, str, str, Wrong | None, str]] = [
    (Key("k", "d", "a", (), DAY), "openai", "2026-11-22T23:59:59", None, "until the end of its last day in Prague"),
    (Key("k", "d", "a", (), DAY), "openai", "2026-11-23T00:00:00", Wrong.EXPIRED, "and no longer"),
    (Key("k", "d", "a", ("openai",), DAY), "openai", "2026-11-22T12:00:00", None, "its tool"),
    (Key("k", "d", "a", ("openai",), DAY), "mistral", "2026-11-22T12:00:00", Wrong.TOOL, "another tool"),
    (Key("k", "d", "a", (), DAY, revoked=True), "openai", "2026-11-22T12:00:00", Wrong.REVOKED, "revoked"),
]


@pytest.mark.parametrize(("key", "tool", "now", "expected", "why"), KEYS, ids=[row[4] for row in KEYS])
def test_keys(key: Key, tool: str, now: str, expected: Wrong | None, why: str) -> None:
    """A key opens its tools until its last day is over."""
    assert key.refusal(tool, prague(now)) == expected, why


def test_suspended() -> None:
    """By the lasting name of an account, or by a pseudonym of any period whose key is there."""
    known = Directory(stopped=frozenset({"record:r1", "person:2026-Q3.p2", "tool:openai"}))

    def of(names: dict[str, str]) -> Callable[[str], str | None]:
        return names.get

    assert known.suspended("r1", of({}))
    assert known.suspended("r2", of({"2026-Q3": "2026-Q3.p2", "2026-Q4": "2026-Q4.x"}))
    assert not known.suspended("r3", of({"2026-Q3": "2026-Q3.p3"}))
    assert not known.suspended("r2", of({})), "the key of that period is gone"
    assert not Directory().suspended("r1", of({}))


TRAININGS: list[tuple[str, int, str, bool, str]] = [
    ("2026-11-01", 30, "2026-11-22T12:00:00", True, "within its days"),
    ("2026-11-22", 1, "2026-11-23T23:00:00", True, "the day after, of one day"),
    ("2026-11-22", 1, "2026-11-24T00:00:00", False, "over"),
    ("2026-11-23", 30, "2026-11-22T12:00:00", False, "not held yet"),
]


@pytest.mark.parametrize(("day", "days", "now", "expected", "why"), TRAININGS, ids=[row[4] for row in TRAININGS])
def test_trainings(day: str, days: int, now: str, expected: bool, why: str) -> None:
    """A training counts from its day for so many days."""
    known = Directory(facts={("r", TRAINING): frozenset({day})})
    assert known.trained("r", prague(now), days) is expected, why
    assert not known.trained("somebody else", prague(now), days)


def test_a_notice_is_read_by_version() -> None:
    """Another version has not been read."""
    known = Directory(facts={("r", NOTICE): frozenset({"1"})})
    assert (known.has_read("r", "1"), known.has_read("r", "2"), known.has_read("s", "1")) == (True, False, False)


def test_groups_given_here() -> None:
    """An account has the groups given here; a stranger has none."""
    known = Directory(users={"a": User("a", "", frozenset({"g"}))})
    assert (known.groups("a"), known.groups("b")) == (frozenset({"g"}), frozenset())


def test_nothing_is_shown() -> None:
    """No account, hash or digest stands in a repr."""
    assert "secret" not in repr(
        [User("secret", "secret"), Key("k", "secret", "secret", (), DAY), Directory(users={"secret": User("secret")})]
    )
