"""A wanted rule as lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gateway.confirmed import rule_of
from gateway.console.policy_ports import Change
from gateway.parts.policy_lines import LONGEST_DAYS, lines_of, reason
from gateway.record.policy_step import StepError

TODAY = date(2026, 11, 22)
TOOLS = {"openai", "deepl"}
GOOD = Change("", 'čísla "firem"', "warn", ("CZ_ICO",), ("openai",), ("IT", "odbor kultury"), date(2027, 3, 1), "proč")  # fmt: skip


def test_the_lines_are_the_rule() -> None:
    """Whatever stands in a name or a group."""
    rule = rule_of(lines_of(GOOD, TODAY, TOOLS))
    assert (rule.name, rule.action, rule.kinds, rule.tools) == (GOOD.name, "warn", ("CZ_ICO",), ("openai",))
    assert (rule.groups, rule.until) == (("IT", "odbor kultury"), GOOD.until)
    everywhere = rule_of(lines_of(Change("", "vše", "block"), TODAY, TOOLS))
    assert (everywhere.kinds, everywhere.tools, everywhere.groups, everywhere.until) == ((), (), (), None)


@pytest.mark.parametrize(
    ("change", "code", "why"),
    [
        (replace(GOOD, name=" "), "lines", "no name"),
        (replace(GOOD, name="x" * 81), "lines", "a long one"),
        (replace(GOOD, name="floor"), "lines", "a word that events use where no rule decided"),
        (replace(GOOD, action="delete"), "lines", "no such act"),
        (replace(GOOD, kinds=("NOTHING",)), "lines", "no kind"),
        (replace(GOOD, tools=("opnai",)), "lines", "no tool"),
        (replace(GOOD, groups=("x" * 201,)), "lines", "no group has such a name"),
        (replace(GOOD, groups=tuple(map(str, range(41)))), "lines", "too many"),
        (replace(GOOD, kinds=("CZ_ICO", "HEALTH")), "floor", "never below tokens"),
        (replace(GOOD, action="ignore", kinds=("CZ_BIRTH_NUMBER",)), "floor", "nor birth numbers"),
        (replace(GOOD, until=None), "until", "milder for ever"),
        (replace(GOOD, until=TODAY + timedelta(days=LONGEST_DAYS + 1)), "until", "nearly for ever"),
        (replace(GOOD, action="block", until=TODAY - timedelta(days=1)), "until", "over"),
    ],
)
def test_what_cannot_be(change: Change, code: str, why: str) -> None:
    """Each with its code; nothing that was written stands in it."""
    with pytest.raises(StepError) as refused:
        lines_of(change, TODAY, TOOLS)
    assert str(refused.value) == code, why


def test_a_reason_is_needed() -> None:
    """In one line."""
    assert reason(" kvůli \n projektu ") == "kvůli projektu"
    for said in ("", " \n", "x" * 401):
        with pytest.raises(StepError, match="lines"):
            reason(said)
