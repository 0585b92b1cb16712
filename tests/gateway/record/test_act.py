"""Acts out of payloads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.record.act import GROUPS, TYPES, Act, Wanted, act_of, actor
from gateway.record.event import OFFICIAL

AT = datetime(2027, 3, 14, 8, tzinfo=UTC)
PLACE = ("console", 7)


def act(kind: str, payload: dict[str, Any] | None) -> Act:
    return act_of("a1", AT, kind, PLACE, payload)


def test_every_official_type_belongs_to_one_group() -> None:
    """Nothing that an official does is missing from the page, and nothing stands there twice."""
    assert sorted(TYPES) == sorted(kind.value for kind in OFFICIAL)
    assert len(TYPES) == len(set(TYPES)) == sum(map(len, GROUPS.values()))


@pytest.mark.parametrize(
    ("kind", "payload", "who", "about", "person", "more", "why"),
    [
        (
            "person.revealed",
            {"opening": {"who": "V (v)", "event": "e1", "why": "pokusy", "case": "", "person": "2027-Q1.ab"}},
            "V (v)",
            "e1",
            "2027-Q1.ab",
            (),
            "an opening names the event",
        ),
        (
            "console.account",
            {"console": {"account": "n", "by": "v", "what": "roles", "roles": ["dpo", "director"]}},
            "v",
            "n",
            "",
            (("what", "roles"), ("roles", "dpo, director")),
            "somebody changes another's account",
        ),
        (
            "console.account",
            {"console": {"account": "n", "by": "n", "what": "password"}},
            "n",
            "",
            "",
            (("what", "password"),),
            "one's own",
        ),
        ("console.signed_in", {"console": {"account": "n", "session": "s"}}, "n", "", "", (), "the session's id stays inside"),
        ("access.stopped", {"tool": "openai", "person": None}, "", "openai", "", (), "a tool"),
        ("chain.erased", {"erased": [{}, {}], "reason": "retention"}, "", "", "", (("count", "2"), ("reason", "retention")), "how many"),
        ("console.sealed", None, "", "", "", (), "erased itself"),
    ],
)
def test_acts(
    kind: str, payload: dict[str, Any] | None, who: str, about: str, person: str, more: tuple[tuple[str, str], ...], why: str
) -> None:
    """Who, about whom or what, and the rest by name."""
    made = act(kind, payload)
    assert (made.who, made.about, made.person, made.more) == (who, about, person, more), why
    assert made.erased is (payload is None)


@pytest.mark.parametrize(
    ("wanted", "takes", "why"),
    [
        (Wanted(), True, "everything"),
        (Wanted(person="2027-Q1.ab"), True, "the pseudonym that was revealed"),
        (Wanted(person="e1"), True, "the event"),
        (Wanted(person="2027-Q1.a"), False, "a part is none"),
        (Wanted(actor=actor("V (v)")), True, "who did it"),
        (Wanted(actor=actor("v")), False, "somebody else"),
    ],
)
def test_whose(wanted: Wanted, takes: bool, why: str) -> None:
    """By pseudonym, by event, by who did it; a name stands in no address."""
    made = act("person.revealed", {"opening": {"who": "V (v)", "event": "e1", "why": "pokusy", "person": "2027-Q1.ab"}})
    assert wanted.takes(made) is takes, why
    assert "V" not in made.actor
    assert "V (v)" not in repr(made)
