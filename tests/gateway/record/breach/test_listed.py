"""The ids that every report makes longer, gathered beside the case."""

from __future__ import annotations

from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from gateway.record.breach import history
from gateway.record.breach.case import Case
from gateway.record.breach.history import replay, take
from gateway.record.breach.listed import LISTED, unlisted
from gateway.record.breach.step import Action, Part
from support.breach import incident, step

IDS = st.lists(st.sampled_from([f"E{number}" for number in range(9)]), max_size=4, unique=True)
REPORTS = st.lists(
    st.fixed_dictionaries({"kinds": st.just({"PERSON": 2})}, optional={"events": IDS, "choices": IDS, "tool": st.just("openai")}),
    min_size=1,
)


def reports(facts: list[dict[str, object]]) -> tuple[Case, list]:
    """The case of these reports, step after step, and the steps."""
    case, steps = Case("C1"), []
    for said in facts:
        steps.append(step(case, Action.REPORT, Part.SYSTEM, "", said))
        case = take(case, steps[-1])
    return case, steps


@given(REPORTS)
def test_gathering_them_changes_no_case(facts):
    """What is replayed in linear time is what the steps say one after the other: the same ids in the same order, each once."""
    case, steps = reports(facts)
    assert replay("C1", steps) == case


def test_a_description_says_them_anew():
    """What the officer describes replaces what was reported, and later reports add to it."""
    case, steps = incident(Action.CLASSIFY)
    for action, part, said in (
        (Action.REPORT, Part.SYSTEM, {"events": ["E2"]}),
        (Action.DESCRIBE, Part.DPO, {"events": ["E9", "E1"]}),
        (Action.REPORT, Part.SYSTEM, {"events": ["E1", "E3"]}),
    ):
        steps.append(step(case, action, part, "", said))
        case = take(case, steps[-1])
    assert replay("C1", steps) == case
    assert case.facts["events"] == ["E9", "E1", "E3"]


def test_the_next_step_needs_none_of_them():
    """Without them a case stands where it stands, and takes every further step to the same state, times and gaps."""
    whole, steps = incident()
    lean = Case("C1")
    for one in steps:
        lean = unlisted(take(lean, one))
    assert lean == unlisted(whole)
    assert "title" in lean.facts
    assert not any(name in lean.facts for name in LISTED)
    assert unlisted(lean) is lean


def test_a_long_case_is_not_copied_by_every_step(monkeypatch):
    """While steps are read no case holds more ids than its last step said."""
    most = 0

    def watched(case, one):
        nonlocal most
        after = take(case, one)
        most = max(most, len(after.facts.get("events", ())))
        return after

    _, steps = reports([{"events": [f"E{number}.{at}" for at in range(5)]} for number in range(50)])
    monkeypatch.setattr(history, "take", watched)
    assert len(replay("C1", steps).facts["events"]) == 250
    assert most == 5
    assert isinstance(replay("C1", steps).facts, MappingProxyType)
