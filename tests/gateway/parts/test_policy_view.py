"""Rules of the console in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

from gateway.parts.policy_view import Words, compare, held, history
from gateway.policy_settings import PolicyRule
from gateway.record.policy_step import Step, StepKind
from gateway.record.proposal import Proposal, State, What

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LINES = '[[policy.rules]]\nname = "{name}"\naction = "block"\ntools = ["gone-from-the-catalogue"]'
WORDS = Words("cs", {"gone-from-the-catalogue": "Nástroj"}, NOW)
SAID = "{name}: všechny nálezy se zastaví pro nástroje: Nástroj."


def step(number: int, rule: str, name: str) -> Step:
    return Step(StepKind.SET, rule, name, NOW, "Jana", ("account:jana",), "proto", LINES.format(name=name) if name else "", number=number)


STEPS = (step(1, "r1", "jedna"), step(2, "r2", "dvě"), step(3, "r1", "tři"), step(4, "r2", ""))


def test_each_says_where_it_stems_from() -> None:
    """In the order in which they decide."""
    relief = Proposal("p1", "e1", What.RULE, NOW, "Petr", "x", date(2027, 1, 1), state=State.CONFIRMED, lines=LINES.format(name="úleva"))
    shown = held([STEPS[0], relief], [PolicyRule(name="own", action="block")], WORDS)
    assert [(one.origin, one.id) for one in shown] == [("console", "r1"), ("relief", "p1"), ("settings", "")]
    assert [one.words for one in shown] == [SAID.format(name="jedna"), SAID.format(name="úleva"), "own: všechny nálezy se zastaví."]


def test_the_history_is_told_newest_first() -> None:
    """A tool that the catalogue no longer has is no reason not to tell it."""
    assert [one.words for one in history(STEPS, WORDS)] == ["", *(SAID.format(name=name) for name in ("tři", "dvě", "jedna"))]


def test_two_versions_side_by_side() -> None:
    """What only one of them has, and what both have."""
    found = compare(STEPS, 2, 4, WORDS)
    assert (sorted(found.gone), found.new, found.same) == (
        sorted(SAID.format(name=one) for one in ("jedna", "dvě")),
        [SAID.format(name="tři")],
        [],
    )
    assert compare(STEPS, 3, 3, WORDS).gone == []
    assert compare(STEPS, 0, 1, WORDS).new == [SAID.format(name="jedna")]
