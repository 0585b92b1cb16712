"""What a case still lacks."""

from __future__ import annotations

import pytest

from gateway.record.breach.case import Case, lacks
from gateway.record.breach.step import Action
from support.breach import incident


@pytest.mark.parametrize(
    ("upto", "gaps"),
    [
        (Action.RECEIVE, ()),
        (Action.DESCRIBE, ("assess", "sign:data_protection_officer", "sign:director", "check")),
        (Action.ASSESS, ("sign:data_protection_officer", "sign:director", "notify_authority", "notify_persons", "check")),
        (Action.SIGN, ("notify_authority", "notify_persons", "check")),
        (Action.MEASURE, ("measures", "check")),
        (Action.CHECK, ()),
    ],
)
def test_gaps(upto, gaps):
    """What is due next stands first."""
    assert lacks(incident(upto)[0]) == gaps


def test_the_deadline_runs_from_awareness():
    """There is none before, and it stays in the closed file."""
    assert incident(Action.RECEIVE)[0].clock() is None
    case, _ = incident()
    assert case.clock().aware == case.times["aware"]
    assert Case("C1").clock() is None
