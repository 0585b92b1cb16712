"""Whether a changed policy protects less."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allowlist import prague
from detectors.finding import Finding
from gateway.decide import weaker as module
from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Period, Rule, Situation
from gateway.decide.weaker import ALWAYS, weaker

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WARN = Rule("w", Action.WARN, frozenset({"PERSON"}), frozenset({"openai"}))
BLOCK = Rule("b", Action.BLOCK, frozenset({"PERSON"}))
IT = frozenset({"IT"})


def until(rule: Rule, day: date) -> Rule:
    return replace(rule, period=Period(ALWAYS.since, prague.end(day)))


SOON, LATE, PAST = date(2026, 12, 1), date(2027, 6, 1), date(2026, 1, 1)


@pytest.mark.parametrize(
    ("before", "after", "weak", "why"),
    [
        ((), (BLOCK,), False, "blocked either way"),
        ((), (WARN,), True, "a person may be confirmed"),
        ((WARN,), (), False, "ended"),
        ((WARN,), (replace(WARN, action=Action.PSEUDONYMISE),), False, "no person leaves any more"),
        ((WARN,), (replace(WARN, action=Action.IGNORE),), True, "nobody is asked"),
        ((WARN,), (BLOCK, WARN), False, "a block before it"),
        ((WARN,), (WARN, BLOCK), False, "a block behind it changes nothing there, and is stricter elsewhere"),
        ((BLOCK, WARN), (WARN, BLOCK), True, "the order decides"),
        ((WARN,), (replace(WARN, tools=frozenset({"openai", "deepl"})),), True, "one tool more"),
        ((WARN,), (replace(WARN, tools=frozenset()),), True, "every tool, also those that nobody names"),
        ((WARN,), (replace(WARN, groups=IT),), False, "fewer people"),
        ((replace(WARN, groups=IT),), (WARN,), True, "more people"),
        ((WARN,), (replace(WARN, kinds=frozenset({"CZ_ICO"})),), True, "another kind"),
        ((), (replace(WARN, below=0.6),), True, "weak findings"),
        ((replace(WARN, below=0.6),), (replace(WARN, below=0.7),), True, "surer ones, too"),
        ((replace(WARN, below=0.7),), (replace(WARN, below=0.6),), False, "fewer"),
        ((until(WARN, SOON),), (until(WARN, LATE),), True, "for longer"),
        ((until(WARN, LATE),), (until(WARN, SOON),), False, "for shorter"),
        ((), (until(WARN, PAST),), False, "it is over"),
        ((WARN, ), (until(BLOCK, SOON), WARN), False, "afterwards it is as it was"),
        ((until(BLOCK, LATE), WARN), (until(BLOCK, SOON), WARN), True, "the block ends sooner"),
        ((), (Rule("i", Action.IGNORE),), True, "everything but the floors"),
        ((), (Rule("i", Action.IGNORE, frozenset({"HEALTH"})),), False, "a floor holds whatever a rule says"),
        ((BLOCK,), (), True, "without the rule an employee may send tokens where the tool is permitted that"),
    ],
)  # fmt: skip
def test_what_is_weaker(before: tuple[Rule, ...], after: tuple[Rule, ...], weak: bool, why: str) -> None:
    """Somewhere, for somebody, some day: then two persons decide."""
    assert weaker(Policy(rules=before), Policy(rules=after), NOW) is weak, why


SETS = st.sets(st.sampled_from(["a", "b"])).map(frozenset)
RULES = st.lists(
    st.builds(
        Rule,
        st.just("r"),
        st.sampled_from(Action),
        st.sets(st.sampled_from(["PERSON", "HEALTH", "CZ_ICO"])).map(frozenset),
        SETS,
        SETS,
        SETS,
        st.sampled_from([None, 0.6, 0.8]),
        st.sampled_from([None, Period(ALWAYS.since, NOW + timedelta(days=3)), Period(NOW + timedelta(days=1), ALWAYS.until)]),
    ),
    max_size=3,
).map(tuple)


@settings(max_examples=60, deadline=None)
@given(RULES, RULES, st.data())
def test_no_situation_is_overlooked(before: tuple[Rule, ...], after: tuple[Rule, ...], data: st.DataObject) -> None:
    """What counts as not weaker is nowhere milder, whatever is asked."""
    old, new = Policy(rules=before), Policy(rules=after)
    if weaker(old, new, NOW):
        return
    finding = Finding(
        data.draw(st.sampled_from(["PERSON", "HEALTH", "CZ_ICO", "EMAIL_ADDRESS", "SECRET"])), 0, 1, data.draw(st.floats(0.1, 1)), "x"
    )
    at = NOW + timedelta(hours=data.draw(st.integers(0, 200)))
    situation = Situation(data.draw(st.sampled_from("abc")), data.draw(st.sampled_from("abc")), data.draw(SETS), at)
    assert new.ruling(finding, situation).action >= old.ruling(finding, situation).action


def test_too_much_to_look_at_counts_as_weaker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second person looks at it."""
    monkeypatch.setattr(module, "MOST", 3)
    assert weaker(Policy(), Policy(rules=(BLOCK,)), NOW)
