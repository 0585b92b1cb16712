"""Answers as JSON values and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.record.breach.assessment import answers_of, facts_of
from gateway.record.breach.severity import Answers, DataKind, Identification, Loss

ANSWERS = st.builds(
    Answers, st.frozensets(st.sampled_from(DataKind)), st.sampled_from(Identification), st.sampled_from(Loss), st.sampled_from(Loss),
    st.sampled_from(Loss), malicious=st.booleans(), adjustment=st.integers(-3, 3), persons=st.integers(0, 999), unintelligible=st.booleans(),
)  # fmt: skip


@given(ANSWERS)
def test_there_and_back(answers):
    """Through JSON the answers stay the same."""
    assert answers_of(json.loads(json.dumps(facts_of(answers)))) == answers


@pytest.mark.parametrize(
    "change",
    [{"kinds": "simple"}, {"kinds": ["x"]}, {"identification": "some"}, {"malicious": "no"}, {"persons": True}, {"adjustment": "1"}],
)
def test_wrong(change):
    """What is no choice of the method is refused."""
    good = facts_of(Answers(frozenset({DataKind.SIMPLE}), Identification.LIMITED, Loss.NONE))
    with pytest.raises((ValueError, TypeError)):
        answers_of({**good, **change})
