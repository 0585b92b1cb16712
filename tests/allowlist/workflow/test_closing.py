"""What the door of a case says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from allowlist.closure import Cause
from allowlist.workflow.case import Case, take
from allowlist.workflow.closing import closing
from allowlist.workflow.machine import WorkflowError
from allowlist.workflow.step import Action, Part
from support.workflow import ANSWERS, CRITERIA, history, step


@pytest.mark.parametrize(
    ("upto", "cause"),
    [
        (Action.DRAFT, Cause.REQUESTED),
        (Action.CONSULT, Cause.REQUESTED),
        (Action.SUBMIT, Cause.REQUESTED),
        (Action.ASSESS, Cause.REQUESTED),
        (Action.APPROVE, Cause.DECIDED),
        (Action.PUBLISH, Cause.REVIEW),
    ],
)
def test_on_its_way(upto, cause):
    """A request that is looked at is said to be; a published tool says what will close it."""
    case, _ = history(upto=upto)
    found = closing(case)
    assert found is not None
    assert (found.service, found.cause) == ("mistral", cause)


def test_nobody_asked():
    """A case without a step says nothing."""
    assert closing(Case("mistral")) is None


@pytest.mark.parametrize(
    ("changes", "cause", "day"),
    [
        ({}, Cause.REVIEW, date(2027, 5, 30)),
        ({"next_review": "2027-10-30"}, Cause.EXPIRED, date(2027, 10, 31)),
        ({"contract_until": "2027-05-29"}, Cause.CONTRACT, date(2027, 5, 29)),
        ({"training_off_until": "2027-05-28"}, Cause.TRAINING, date(2027, 5, 28)),
        ({"next_review": "2027-01-31"}, Cause.REVIEW, date(2027, 3, 2)),
    ],
)
def test_the_earliest_date_closes(changes, cause, day):
    """Contract, evidence and a late review (with its thirty days of grace) close as the approval's own end does."""
    case, _ = history()
    case = take(case, step(case, Action.AMEND, Part.GROUP, "změna", changes))
    found = closing(case)
    assert found is not None
    assert (found.cause, found.day) == (cause, day)


def test_a_suspension_says_its_notice_and_not_its_reason():
    """Employees read the notice; the reason may name a person and stays inside; a new assessment does not hide the suspension."""
    case, _ = history()
    at = case.last + timedelta(days=1, hours=15)  # 23.00 UTC: in Prague it is the next day
    case = take(case, step(case, Action.SUSPEND, Part.DPO, "Jan Vzor nahrál spis", {"notice": " Prověřujeme únik dat. "}, at=at))
    for _ in range(2):
        found = closing(case)
        assert found is not None
        assert (found.cause, found.day, found.notice) == (Cause.SUSPENDED, at.date() + timedelta(days=1), "Prověřujeme únik dat.")
        if _ == 0:
            case = take(case, step(case, Action.ASSESS, Part.GROUP, "znovu", {"criteria": CRITERIA, "answers": ANSWERS}))
    assert case.settled


def test_resumed_and_retired():
    """After a suspension the dates speak again; what was retired says when."""
    case, _ = history()
    case = take(case, step(case, Action.SUSPEND, Part.DPO, "únik"))
    case = take(case, step(case, Action.RESUME, Part.GROUP, "vyřešeno"))
    found = closing(case)
    assert found is not None
    assert found.cause is Cause.REVIEW
    case = take(case, step(case, Action.RETIRE, Part.GROUP, "nahrazen"))
    found = closing(case)
    assert found is not None
    assert (found.cause, found.day) == (Cause.RETIRED, case.last.date())
    again = take(case, step(case, Action.DRAFT, Part.HEAD, "znovu", {"purpose": "x"}))
    assert again.settled, "the word of the working group holds while it looks at a tool anew"


@pytest.mark.parametrize("notice", [7, "x" * 301])
def test_a_notice_is_a_short_text(notice):
    """What every employee reads is no essay."""
    case, _ = history()
    with pytest.raises(WorkflowError) as caught:
        take(case, step(case, Action.SUSPEND, Part.DPO, "únik", {"notice": notice}))
    assert caught.value.reason == "value"
