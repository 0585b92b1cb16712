"""Whether a changed policy protects less."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allowlist import prague
from detectors.finding import Finding
from gateway.decide import weaker as module
from gateway.decide.action import NO_PERSON, Action
from gateway.decide.choice import Choice
from gateway.decide.policy import Policy, decide
from gateway.decide.rules import Approval, Monitor, Period, Permission, Rule, Situation
from gateway.decide.verdict import Block, Warn
from gateway.decide.weaker import ALWAYS, weaker

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WARN = Rule("w", Action.WARN, frozenset({"PERSON"}), frozenset({"openai"}))
BLOCK = Rule("b", Action.BLOCK, frozenset({"PERSON"}))
MARK = Rule("m", Action.WARN, frozenset({"CONFIDENTIAL_MARKING"}))
IT = frozenset({"IT"})


def until(rule: Rule, day: date) -> Rule:
    return replace(rule, period=Period(ALWAYS.since, prague.end(day)))


GMAIL = Approval("x", frozenset({"connector:connector_gmail"}), frozenset({"openai"}), period=ALWAYS)


@pytest.mark.parametrize(
    ("before", "after", "weak", "why"),
    [
        ((), (GMAIL,), True, "a source that nobody scans"),
        ((GMAIL,), (), False, "ended"),
        ((GMAIL,), (GMAIL,), False, "as it was"),
        ((GMAIL,), (replace(GMAIL, tools=frozenset({"openai", "claude"})),), True, "for another tool"),
    ],
)
def test_sources(before: tuple[Approval, ...], after: tuple[Approval, ...], weak: bool, why: str) -> None:
    """An approval of a source that was not there makes a policy weaker."""
    assert weaker(Policy(sources=before), Policy(sources=after), NOW) is weak, why


SOON, LATE, PAST = date(2026, 12, 1), date(2027, 6, 1), date(2026, 1, 1)


@pytest.mark.parametrize(
    ("before", "after", "weak", "why"),
    [
        ((), (BLOCK,), False, "blocked either way"),
        ((), (WARN,), True, "a person may be confirmed"),
        ((WARN,), (), False, "ended"),
        ((WARN,), (replace(WARN, action=Action.PSEUDONYMISE),), False, "no person leaves any more"),
        ((WARN,), (replace(WARN, action=Action.IGNORE),), True, "nobody is asked"),
        ((MARK,), (replace(MARK, action=Action.PSEUDONYMISE),), True, "with a token for its mark the text leaves, and nobody is asked"),
        ((replace(MARK, action=Action.PSEUDONYMISE),), (MARK,), True, "the mark itself leaves"),
        ((MARK,), (replace(MARK, action=Action.BLOCK),), False, "nothing leaves"),
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


KINDS = ["PERSON", "HEALTH", "CZ_ICO", "CONFIDENTIAL_MARKING", "EMAIL_ADDRESS"]
SETS = st.sets(st.sampled_from(["a", "b"])).map(frozenset)
RULE = st.builds(
    Rule,
    st.just("r"),
    st.sampled_from(Action),
    st.sets(st.sampled_from(KINDS[:4])).map(frozenset),
    SETS,
    SETS,
    SETS,
    st.sampled_from([None, 0.6, 0.8]),
    st.sampled_from([None, Period(ALWAYS.since, NOW + timedelta(days=3)), Period(NOW + timedelta(days=1), ALWAYS.until)]),
)
RULES = st.lists(RULE, max_size=3).map(tuple)
FOUND = st.lists(
    st.builds(Finding, st.sampled_from(KINDS), st.just(0), st.just(1), st.floats(0.1, 1), st.just("x")), min_size=1, max_size=3
)


@st.composite
def changes(draw: st.DrawFn) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Some rules, and the same with one added, changed or gone, or in another order: most changes of people are small."""
    before = draw(RULES)
    at = draw(st.integers(0, len(before)))
    after = (*before[:at], *draw(st.lists(RULE, max_size=1)), *before[at + draw(st.integers(0, 1)) :])
    return before, tuple(draw(st.permutations(after))) if draw(st.booleans()) else after


@settings(max_examples=150, deadline=None)
@given(changes(), st.data())
def test_no_verdict_is_milder(change: tuple[tuple[Rule, ...], tuple[Rule, ...]], data: st.DataObject) -> None:
    """Whatever is found, chosen, permitted or on trial: after a change that counts as not weaker no request leaves with a finding in clear,
    and none with a marked text, that did not before.
    """
    before, after = (Policy(rules=rules) for rules in change)
    if weaker(before, after, NOW):
        return
    tool = data.draw(st.sampled_from("abc"))
    permissions = MappingProxyType({tool: Permission(tool, "x", ALWAYS)} if data.draw(st.booleans()) else {})
    monitors = MappingProxyType({tool: Monitor(tool, "x", "y", ALWAYS)} if data.draw(st.booleans()) else {})
    old, new = (replace(policy, permissions=permissions, monitors=monitors) for policy in (before, after))
    at = NOW + timedelta(hours=data.draw(st.integers(0, 200)))
    chosen = data.draw(st.sampled_from([None, *Choice]))
    situation = Situation(tool, data.draw(st.sampled_from("abc")), data.draw(SETS), at, chosen)
    found = data.draw(FOUND)
    for had, has in zip(*(leaves(policy, found, situation) for policy in (old, new)), strict=True):
        assert had or not has


def leaves(policy: Policy, found: list[Finding], situation: Situation) -> tuple[bool, bool]:
    """Whether a finding leaves in clear, and whether a marked text leaves."""
    out = not isinstance(decide(found, [], policy, situation), (Block, Warn))
    clear = any(policy.ruling(finding, situation).action < Action.PSEUDONYMISE for finding in found)
    return out and clear, out and any(finding.entity in NO_PERSON for finding in found)


def test_too_much_to_look_at_counts_as_weaker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second person looks at it."""
    monkeypatch.setattr(module, "MOST", 3)
    assert weaker(Policy(), Policy(rules=(BLOCK,)), NOW)
