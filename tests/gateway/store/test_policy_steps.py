"""Steps of the policy in the store, on both databases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest

from gateway.record.policy_step import Step, StepError, StepKind
from gateway.store.events import EventStore
from gateway.store.policy_steps import PolicyStepStore

AT = datetime(2027, 3, 14, 8, tzinfo=UTC)
ONE = Step(StepKind.DRAFTED, "r1", "jména", AT, "Jana (jana)", ("account:jana", "oidc:1"), "proto", "[[policy.rules]]")


@pytest.fixture
def steps(url: str) -> Iterator[PolicyStepStore]:
    store = PolicyStepStore(url)
    yield store
    store.close()


def test_steps_are_numbered_and_stay(steps: PolicyStepStore, store: EventStore) -> None:
    """Each sees those before it, and is an event of the officials' chain."""
    seen: list[int] = []

    def make(before: Sequence[Step]) -> Step:
        seen.append(len(before))
        return ONE

    first = steps.take(make)
    second = steps.take(make)
    assert (seen, first.number, second.number) == ([0, 1], 1, 2)
    assert steps.steps() == (first, second)
    assert [row.type for row in store.page().rows] == ["policy.drafted", "policy.drafted"]
    assert store.verify().sound


def test_what_is_refused_leaves_everything_as_it_was(steps: PolicyStepStore, store: EventStore) -> None:
    """Neither a step nor an event."""

    def refuse(_before: Sequence[Step]) -> Step:
        raise StepError("moved")

    with pytest.raises(StepError, match="moved"):
        steps.take(refuse)
    assert steps.steps() == ()
    assert store.page().rows == ()
