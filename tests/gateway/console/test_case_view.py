"""The steps of the directive, clocks, lists and histories."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.console.case_view import Status, clock_view, counted, entries, facts, groups, left_words, line, stages
from gateway.console.texts import _SHIPPED
from gateway.record.breach.step import Action
from support.breach import incident


@pytest.mark.parametrize(
    ("upto", "now"),
    [
        (Action.REPORT, "receive"),
        (Action.RECEIVE, "classify"),
        (Action.CLASSIFY, "describe"),
        (Action.DESCRIBE, "assess"),
        (Action.ASSESS, "sign_officer"),
        (Action.SIGN, "authority"),
        (Action.NOTIFY_AUTHORITY, "persons"),
        (Action.NOTIFY_PERSONS, "check"),
        (Action.CHECK, "close"),
        (Action.CLOSE, None),
    ],
)
def test_one_step_is_due(upto: Action, now: str | None) -> None:
    """The first that is needed and not done; of a closed case none."""
    case, _ = incident(upto)
    found = stages(case)
    assert [stage.key for stage in found if stage.status is Status.NOW] == ([now] if now else [])
    assert all(f"case_stage.{stage.key}" in _SHIPPED["cs"] for stage in found)


def test_what_is_not_needed_says_so() -> None:
    """A closed case without a remedy did not need one."""
    case, _ = incident()
    assert {stage.status for stage in stages(case)} == {Status.DONE}


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(hours=67, minutes=12), "zbývá 67\u00a0hodin 12\u00a0minut"),
        (timedelta(hours=1, minutes=2), "zbývá 1\u00a0hodina 2\u00a0minuty"),
        (-timedelta(hours=3, minutes=1), "před 3\u00a0hodiny 1\u00a0minuta"),
    ],
)
def test_time_left_in_words(left: timedelta, said: str) -> None:
    """With the noun's own form."""
    assert left_words(left, "cs") == said
    assert counted(1, "hour", "en") == "1\u00a0hour"


def test_a_clock_shows_both_deadlines() -> None:
    """Our own from the second of awareness, the formal one by the regulation."""
    case, _ = incident(Action.CLASSIFY)
    clock = case.awaited()
    assert clock is not None
    shown = clock_view(clock, clock.aware + timedelta(hours=66), "cs")
    assert shown is not None
    assert (shown.urgency, shown.late) == ("urgent", False)
    assert shown.until == "23.\u00a011.\u00a02026\u00a016:20:00"
    assert shown.formal == "23.\u00a011.\u00a02026\u00a017:00:00"
    assert shown.conservative == clock.conservative.isoformat(), "for the script"
    assert clock_view(None, clock.aware, "cs") is None


def test_groups() -> None:
    """Loud: may have left and nobody classified it; then running clocks; a decided one with the authority told is merely open."""
    made = [
        incident(upto, f"2026-000{at}")[0] for at, upto in enumerate((Action.REPORT, Action.CLASSIFY, Action.NOTIFY_AUTHORITY, None), 1)
    ]
    found = groups(made, made[1].times["aware"])
    assert {key: [case.id for case in cases] for key, cases in found.items()} == {
        "loud": ["2026-0001"],
        "running": ["2026-0002"],
        "open": ["2026-0003"],
        "over": ["2026-0004"],
    }


def test_lines_facts_and_history_are_in_words() -> None:
    """Codes have their words; what somebody wrote stays."""
    case, steps = incident()
    shown = line(case, case.times["aware"], "OpenAI API", "cs")
    assert (shown.tool, shown.left, shown.risk, shown.clock) == ("OpenAI API", True, "high", None)
    assert ("Zdroj", "vnitřní") in list(facts(case, "cs"))
    guessed = replace(case, facts={"persons_estimate": 12})
    assert list(facts(guessed, "cs")) == [("Osob (odhad brány)", "12")]
    assert list(facts(replace(case, facts={"persons_estimate": 12, "persons": 9}), "cs")) == [("Osob", "9")]
    told = list(entries(steps, "cs"))
    assert [one.number for one in told] == list(range(len(steps), 0, -1))
    assert ("Přizván", "vedoucí IT") in [pair for one in told for pair in one.said]
