"""Which choices a stopped request leaves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.finding import Finding
from gateway.decide.action import FLOOR, NO_PERSON, Action
from gateway.decide.choice import Choice
from gateway.decide.offers import offered
from gateway.decide.policy import Policy, decide
from gateway.decide.rules import Period, Permission, Rule, Situation
from gateway.decide.verdict import Block

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HERE = Situation("openai", "chat", frozenset(), NOW)
PERIOD = Period(NOW - timedelta(days=1), NOW + timedelta(days=1))
OVER = Period(NOW - timedelta(days=2), NOW)
PERMITS = {"openai": Permission("openai", "WG", PERIOD)}
WARN = (Rule("w", Action.WARN, kinds=frozenset({"PERSON", "EMAIL_ADDRESS"})),)
BOTH, TOKENS, CONFIRM = (Choice.CONFIRM, Choice.PSEUDONYMISE), (Choice.PSEUDONYMISE,), (Choice.CONFIRM,)


def finding(kind: str) -> Finding:
    return Finding(kind, 0, 5, 0.9, "test")


@pytest.mark.parametrize(
    ("policy", "kinds", "choices", "why"),
    [
        (Policy(), ["PERSON"], (), "the default leaves none"),
        (Policy(rules=WARN), ["PERSON"], CONFIRM, "what a rule warns of"),
        (Policy(rules=WARN), ["PERSON", "EMAIL_ADDRESS"], CONFIRM, "several such"),
        (Policy(rules=WARN), ["PERSON", "IBAN_CODE"], (), "something beside it that blocks"),
        (Policy(rules=WARN), ["PERSON", "CZ_BIRTH_NUMBER"], (), "a floor beside it"),
        (Policy(rules=WARN, permissions=PERMITS), ["PERSON"], BOTH, "tokens are the milder way"),
        (Policy(rules=WARN, permissions=PERMITS), ["PERSON", "CZ_BIRTH_NUMBER"], TOKENS, "a floor becomes a token, and is never confirmed"),
        (Policy(permissions=PERMITS), ["CZ_BIRTH_NUMBER", "PERSON"], TOKENS, "nobody has spoken of these kinds"),
        (Policy(permissions={"openai": Permission("openai", "WG", OVER)}), ["PERSON"], (), "the permission is over"),
        (Policy(permissions=PERMITS), ["SECRET"], (), "a token in place of a key word does not hide what the text says"),
        (Policy(rules=(Rule("b", Action.BLOCK),), permissions=PERMITS), ["PERSON"], (), "a rule that blocks in as many words"),
        (Policy(rules=(Rule("p", Action.PSEUDONYMISE),)), ["PERSON"], (), "a rule says tokens, but nobody has permitted the tool"),
    ],
)
def test_offered(policy: Policy, kinds: list[str], choices: tuple[Choice, ...], why: str) -> None:
    """A choice is there where it would help."""
    found = [finding(kind) for kind in kinds]
    assert offered(decide(found, (), policy, HERE), found, policy, HERE) == choices, why


def test_other_blocks_leave_none() -> None:
    """What is too large or could not be scanned is nothing to confirm."""
    policy = Policy(rules=WARN, permissions=PERMITS)
    assert offered(Block("not_scanned", "deadline"), [finding("PERSON")], policy, HERE) == ()
    assert offered(Block("personal_data"), [], policy, HERE) == ()


KINDS = sorted({"PERSON", "EMAIL_ADDRESS", "IBAN_CODE"} | FLOOR | NO_PERSON)


@given(
    st.lists(st.sampled_from(KINDS), min_size=1, max_size=4), st.sampled_from(list(Action)), st.booleans(), st.sampled_from(list(Choice))
)
def test_floors_stay(kinds: list[str], action: Action, permitted: bool, choice: Choice) -> None:
    """Whatever the rules and the choice, a floor kind is blocked or becomes a token."""
    from dataclasses import replace

    policy = Policy(rules=(Rule("r", action),), permissions=PERMITS if permitted else {})
    for kind in kinds:
        if kind in FLOOR:
            assert policy.ruling(finding(kind), replace(HERE, chosen=choice)).action >= Action.PSEUDONYMISE
