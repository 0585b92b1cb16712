"""A tool's case: the whole way, and what may not be skipped."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allowlist.workflow.case import Case, replay, take
from allowlist.workflow.entered import Entered, Way
from allowlist.workflow.machine import WorkflowError, actions
from allowlist.workflow.step import Action, Part, State
from support.workflow import ANSWERS, APPROVAL, CRITERIA, WAY, history, step


def test_the_whole_way():
    """Request, consultation, assessment, vote, decision, announcement, publication."""
    case, steps = history()
    assert case.state is State.PUBLISHED
    assert case.facts.risk_level == "low"
    assert case.facts.approved_by == "osoba v roli working_group"
    assert replay("mistral", steps) == case


def refused(case: Case, *given: object, **more: object) -> str:
    with pytest.raises(WorkflowError) as caught:
        take(case, step(case, *given, **more))  # type: ignore[arg-type]
    return caught.value.reason


@pytest.mark.parametrize(
    ("upto", "given", "reason", "why"),
    [
        (Action.CONSULT, (Action.SUBMIT, Part.HEAD, "", {"purpose": ""}), "incomplete", "a request without its purpose"),
        (Action.SUBMIT, (Action.ASSESS, Part.GROUP, "", {"answers": ANSWERS}), "value", "no criteria"),
        (Action.ASSESS, (Action.APPROVE, Part.GROUP, "ano", APPROVAL), "votes", "nobody voted"),
        (Action.VOTE, (Action.APPROVE, Part.GROUP, "ano", {**APPROVAL, "contract": ""}), "incomplete", "no contract"),
        (Action.VOTE, (Action.APPROVE, Part.GROUP, "ano", {**APPROVAL, "approved_until": "2026-01-01"}), "value", "ends before it begins"),
        (Action.APPROVE, (Action.PUBLISH, Part.ADMINISTRATOR), "announced", "new processing was not announced"),
        (Action.ANNOUNCE, (Action.PUBLISH, Part.ADMINISTRATOR, "", {"approved_from": "2026-09-10"}), "announced", "too few working days"),
        (Action.PUBLISH, (Action.AMEND, Part.GROUP, "změna", {"contract": ""}), "incomplete", "a published card stays whole"),
        (Action.PUBLISH, (Action.REVIEW, Part.GROUP, "", {"next_review": "2026-09-01"}), "incomplete", "the next review lies behind"),
        (Action.ASSESS, (Action.VOTE, Part.GROUP, "", {"approve": "ano"}), "value", "a vote is yes or no"),
    ],
)
def test_what_may_not_be_skipped(upto, given, reason, why):
    """Each step asks for what the directive asks for."""
    case, _ = history(upto=upto)
    assert refused(case, *given) == reason, why


def test_a_member_votes_once():
    """Under any name: the account counts, and the name only where nothing else is known."""
    case, _ = history(upto=Action.ASSESS)
    for number, (who, ids, approve) in enumerate(
        [
            ("Jana", ("account:jana", "oidc:1"), True),
            ("Jana Vzorová", ("account:jana",), True),  # the same person, renamed
            ("Jana", ("account:other", "oidc:1"), True),  # with another account name, the same person to the provider
            ("Petr", (), False),
        ]
    ):
        case = take(case, step(case, Action.VOTE, Part.GROUP, "", {"approve": approve}, who=who, ids=ids))
        assert len(case.votes) == (2 if number == 3 else 1)
    assert refused(case, Action.APPROVE, Part.GROUP, "ano", APPROVAL) == "votes", "one of two is not more than half"


def test_votes():
    """More than half; a member's later vote takes the place of the earlier; a new assessment begins the vote anew."""
    case, _ = history(upto=Action.VOTE)
    case = take(case, step(case, Action.VOTE, Part.DPO, "bez dohody", {"approve": False}))
    assert refused(case, Action.APPROVE, Part.GROUP, "ano", APPROVAL) == "votes"
    case = take(case, step(case, Action.VOTE, Part.DPO, "dohoda je", {"approve": True}))
    assert len(case.votes) == 2
    again = take(case, step(case, Action.ASSESS, Part.GROUP, "nové skutečnosti", {"criteria": CRITERIA, "answers": ANSWERS}))
    assert again.votes == ()


def test_an_unacceptable_risk_is_not_approved():
    """However the vote ends."""
    case, _ = history(upto=Action.SUBMIT)
    case = take(case, step(case, Action.ASSESS, Part.GROUP, "", {"criteria": CRITERIA, "answers": {**ANSWERS, "training": "yes"}}))
    case = take(case, step(case, Action.VOTE, Part.GROUP, "", {"approve": True}))
    assert refused(case, Action.APPROVE, Part.GROUP, "ano", APPROVAL) == "unacceptable"


def test_two_at_once():
    """Who acts on what has changed meanwhile is told so."""
    case, _ = history(upto=Action.VOTE)
    late = step(case, Action.VOTE, Part.DPO, "", {"approve": True})
    case = take(case, step(case, Action.VOTE, Part.GROUP, "", {"approve": True}, who="jiný člen"))
    with pytest.raises(WorkflowError, match="somebody else") as caught:
        take(case, late)
    assert caught.value.reason == "number"


def test_a_clock_that_went_back():
    """A step is never older than the last one."""
    case, _ = history(upto=Action.VOTE)
    assert case.last is not None
    assert refused(case, Action.VOTE, Part.GROUP, "", {"approve": True}, at=case.last - timedelta(seconds=1)) == "time"


def test_another_tools_step():
    """A step belongs to one tool."""
    case, _ = history(upto=Action.DRAFT)
    with pytest.raises(WorkflowError, match="another tool"):
        take(case, step(Case("openai"), Action.DRAFT, Part.HEAD))


def test_asked_for_again():
    """A rejected tool may be asked for again; the new request begins with empty facts, the history stays."""
    case, _ = history(upto=Action.VOTE)
    case = take(case, step(case, Action.REJECT, Part.GROUP, "dodavatel neodpověděl"))
    case = take(case, step(case, Action.DRAFT, Part.HEAD, "dodavatel doložil"))
    assert (case.state, case.facts.purpose, case.votes, case.steps) == (State.DRAFT, "", (), 7)


@given(st.lists(st.tuples(st.sampled_from(Action), st.sampled_from(Part)), max_size=12))
def test_no_way_round_the_vote(moves):
    """Whatever is tried in whatever order, nothing is published without an assessment, a vote and an announcement."""
    case, done = Case("mistral"), set()
    ready = {action: (why, facts) for action, _, why, facts in WAY}
    for action, part in moves:
        why, facts = ready.get(action, ("důvod", {}))
        try:
            case = take(case, step(case, action, part, why or "důvod", facts))
        except WorkflowError:
            continue
        done.add(action)
    if case.state is State.PUBLISHED:
        assert {Action.ASSESS, Action.VOTE, Action.APPROVE, Action.ANNOUNCE} <= done
    assert actions(case.state)


def test_a_vote_entered_for_somebody_takes_a_paper() -> None:
    """One person with the token would be a whole working group; the minutes say who voted."""
    case, _ = history(upto=Action.ASSESS)
    vote = step(case, Action.VOTE, Part.GROUP, "", {"approve": True}, who="A")
    with pytest.raises(WorkflowError) as error:
        take(case, dataclasses.replace(vote, entered=Entered(Way.TOKEN)))
    assert error.value.reason == "paper"
    assert len(take(case, dataclasses.replace(vote, entered=Entered(Way.TOKEN, paper="zápis 1"))).votes) == 1
