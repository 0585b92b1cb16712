"""The register takes in only entries that can stand, and says at every instant what they are worth."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allowlist import prague
from allowlist.entry import Entry, Pin
from allowlist.errors import RegisterError
from allowlist.loader import load
from allowlist.person import Person
from allowlist.register import Register, Status
from support.register import NOW, entry, register

WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("opneai", {}, "service: is not in the catalogue; did you mean openai", "a misspelt service"),
    ("zzz", {}, "service: is not in the catalogue; see", "a service unlike any"),
    ("OpenAI", {}, "service: is not in the catalogue", "capitals"),
    ("openai", {"approved_by": ""}, "approved_by: is missing; write who", "nobody approved it"),
    ("openai", {"approved_by": "  "}, "approved_by: is missing", "blanks are nobody"),
    ("openai", {"approved_from": "2026-11-01"}, "approved_from: is not a date; write it as", "a quoted date"),
    ("openai", {"approved_until": NOW}, "approved_until: is not a date", "a date with a time"),
    ("openai", {"approved_until": None}, "approved_until: is not a date", "an approval without an end"),
    ("openai", {"approved_until": date(2026, 10, 31)}, "approved_until: 2026-10-31 lies before", "until before from"),
    ("deepseek", {}, "service: is forbidden since 2025-07-09 .*; remove the entry", "a forbidden service"),
    ("openai", {"unknown": "pass"}, "unknown: is no choice; write one of refuse, walk", "an unknown choice"),
    ("openai", {"opaque": "pass"}, "opaque: is no choice; write one of block", "letting unreadable bodies pass"),
    ("openai", {"pin": "localhost:1"}, "pin: is not address:port; write an IP address", "a pin by name"),
    ("openai", {"groups": ("",)}, "groups: holds an empty text", "an empty group"),
    ("openai", {"conditions": ("x", " ")}, "conditions: holds an empty text", "an empty condition"),
]


@pytest.mark.parametrize(("service", "changes", "message", "why"), WRONG, ids=[row[3] for row in WRONG])
def test_wrong_entries(service: str, changes: dict[str, Any], message: str, why: str) -> None:
    """An entry that cannot stand is refused in one line that names it and the fix."""
    with pytest.raises(RegisterError, match=rf"^\[tools\.{service}\] {message}") as caught:
        register(entry(service, **changes))
    assert "\n" not in str(caught.value), why


def test_one_entry_per_service() -> None:
    """Two entries for one service would leave open which one holds."""
    with pytest.raises(RegisterError, match="stands in the register twice"):
        register("openai", "openai")


def test_nothing_is_approved_by_default() -> None:
    """An empty register approves nothing, the demo neither; forbidden is forbidden."""
    empty = register()
    status = {service: empty.status(service, NOW) for service in empty.catalogue.services}
    banned = {service.id for service in empty.catalogue.services.values() if service.bans}
    assert {"deepseek", "pimeyes"} <= banned
    assert {service for service, said in status.items() if said is Status.FORBIDDEN} == banned
    assert set(status.values()) == {Status.FORBIDDEN, Status.NOT_IN_REGISTER}


DAYS = [
    (datetime(2026, 10, 31, 22, 59, 59, tzinfo=UTC), Status.NOT_YET, "a second before the first day, in winter time"),
    (datetime(2026, 10, 31, 23, 0, tzinfo=UTC), Status.APPROVED, "midnight in Prague opens"),
    (datetime(2026, 11, 1, 0, 0, tzinfo=UTC), Status.APPROVED, "midnight in London is already open"),
    (datetime(2027, 7, 31, 21, 59, 59, tzinfo=UTC), Status.APPROVED, "the last second of the last day, in summer time"),
    (datetime(2027, 7, 31, 22, 0, tzinfo=UTC), Status.EXPIRED, "midnight in Prague closes, before it does in London"),
    (datetime(2027, 7, 31, 23, 30, tzinfo=UTC), Status.EXPIRED, "the last day in London is over here"),
    (datetime(2027, 7, 31, 23, 59, tzinfo=timezone(timedelta(hours=2))), Status.APPROVED, "the last minute, on a clock that shows Prague"),
]


@pytest.mark.parametrize(("now", "status", "why"), DAYS, ids=[row[2] for row in DAYS])
def test_days_are_days_in_prague(now: datetime, status: Status, why: str) -> None:
    """From the first midnight in Prague to the one that ends the last day, and not a second more."""
    known = register(entry("openai", approved_until=date(2027, 7, 31)))
    assert known.status("openai", now) is status, why


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 1000), st.integers(-(10**8), 10**8))
def test_an_approval_is_one_unbroken_span(first: date, days: int, seconds: int) -> None:
    """For every approval and instant: approved exactly between the two midnights."""
    last = first + timedelta(days=days)
    now = prague.midnight(first) + timedelta(seconds=seconds)
    known = register(entry("openai", approved_from=first, approved_until=last))
    assert (known.status("openai", now) is Status.APPROVED) == (prague.midnight(first) <= now < prague.end(last))


def test_a_naive_clock_is_refused() -> None:
    """A time without its zone cannot be compared with a day in Prague."""
    with pytest.raises(ValueError, match="time zone"):
        register("openai").status("openai", datetime(2026, 12, 1, 9))  # noqa: DTZ001


BANNED = """
id = "x"
name = "X"
vendor = "V"
country = "CZ"
category = "chat"
source = ["s"]
[[hosts]]
group = "all"
role = "prompt"
names = ["x.example"]
[[bans]]
since = 2026-06-01
until = 2026-06-30
law = "l"
law_en = "l"
"""

BANS = [
    (date(2026, 1, 1), date(2026, 5, 31), True, "over before the ban"),
    (date(2026, 1, 1), date(2026, 6, 1), False, "into the first day of the ban"),
    (date(2026, 6, 30), date(2026, 12, 1), False, "from the last day of the ban"),
    (date(2026, 7, 1), date(2026, 12, 1), True, "after the ban"),
    (date(2026, 1, 1), date(2026, 12, 1), False, "around the ban"),
]


@pytest.mark.parametrize(("first", "last", "stands", "why"), BANS, ids=[row[3] for row in BANS])
def test_a_ban_and_an_approval_do_not_overlap(first: date, last: date, stands: bool, why: str) -> None:
    """No entry may approve a service for a day on which a ban is in force."""
    catalogue = load([("x.toml", BANNED)])
    entries = [entry("x", approved_from=first, approved_until=last)]
    if stands:
        assert Register.from_entries(entries, catalogue).grants, why
    else:
        with pytest.raises(RegisterError, match="is forbidden since"):
            Register.from_entries(entries, catalogue)


def test_a_ban_ends() -> None:
    """A dated ban is in force from its first midnight to its last, and counts before anything else."""
    known = Register.from_entries([], load([("x.toml", BANNED)]))
    seen = [known.status("x", prague.midnight(day)) for day in (date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 30), date(2026, 7, 1))]
    assert seen == [Status.NOT_IN_REGISTER, Status.FORBIDDEN, Status.FORBIDDEN, Status.NOT_IN_REGISTER]


def _alternatives(person: Person | None, *entries: Entry | str) -> tuple[str, ...]:
    return register(*entries).alternatives("chatgpt", person, NOW)


def test_alternatives() -> None:
    """Instead of a service, its category's tools that are approved now and for this person are named."""
    late = entry("gemini", approved_from=date(2027, 1, 1))
    few = entry("le-chat", groups=("právní",))
    assert _alternatives(None, "openai", "claude", late, few) == ("claude",)
    assert _alternatives(Person("p", frozenset({"právní", "jiná"})), "claude", few) == ("claude", "le-chat")
    assert _alternatives(Person("p", frozenset({"jiná"})), "chatgpt", few) == ()


def test_another_category_stands_in() -> None:
    """Where nothing of the category is approved, what does the same work is named, and nothing for what has no substitute."""
    known = register("claude", "openai", "perplexity")
    assert known.alternatives("chatpdf", None, NOW) == ("claude",), "documents: a chat"
    assert known.alternatives("poe", None, NOW) == ("claude",), "a hub: a chat before an interface"
    assert register("openai").alternatives("poe", None, NOW) == ("openai",)
    assert known.alternatives("elicit", None, NOW) == ("perplexity",), "research: a search"
    assert register("claude", "chatpdf").alternatives("humata", None, NOW) == ("chatpdf",), "its own category goes first"
    assert known.alternatives("replika", None, NOW) == ()
    assert known.alternatives("midjourney", None, NOW) == ()
    assert register("beey").alternatives("otter", None, NOW) == ("beey",), "meeting notes: a transcription"


def test_entrance_and_pin() -> None:
    """A tool of the register has its entrance host and its pin; others have none."""
    known = register(entry("demo", pin="127.0.0.1:8443"), "claude")
    assert known.entrance("demo") == "demo.celnice.test"
    assert known.grants["demo"].pin == Pin("127.0.0.1", 8443)
    assert known.entrance("claude") is None
    assert known.entrance("openai") is None
    assert known.entrance("../demo") is None
