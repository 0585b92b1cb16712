"""The register's history in the store, on both databases."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest

from allowlist.workflow.case import Case
from allowlist.workflow.machine import WorkflowError
from allowlist.workflow.step import Action, Part, State
from gateway.store.register import RegisterStore
from support.workflow import WAY, history, step


def walk(store: RegisterStore, tool: str = "mistral") -> Case:
    for action, part, why, facts in WAY:
        case = store.act(tool, lambda case, given=(action, part, why, facts): step(case, *given))
    return case


@pytest.fixture
def store(url):
    with closing(RegisterStore(url)) as opened:
        yield opened


def test_the_whole_way(store):
    """What was done is there in order, and the case is what the steps say."""
    before = store.mark()
    case = walk(store)
    assert case.state is State.PUBLISHED
    assert store.case("mistral") == case == store.cases()["mistral"]
    assert list(store.history("mistral")) == history()[1]
    assert store.mark() != before
    assert store.case("openai").state is State.NONE


def test_a_step_that_may_not_be_taken_leaves_nothing(store):
    """Neither a forbidden step nor one on an outdated view is stored."""
    walk(store)
    for make, version in (
        (lambda case: step(case, Action.DRAFT, Part.HEAD), None),
        (lambda case: step(case, Action.SUSPEND, Part.GROUP, "únik"), 3),
    ):
        with pytest.raises(WorkflowError):
            store.act("mistral", make, version=version)
    assert len(store.history("mistral")) == len(WAY)


def test_two_at_once(store, url):
    """Of two who act on the same view one is told that the other was faster."""
    version = walk(store).version
    outcome: list[str] = []

    def suspend(who: str) -> None:
        try:
            with closing(RegisterStore(url)) as own:
                own.act("mistral", lambda case: step(case, Action.SUSPEND, Part.GROUP, "únik", who=who), version=version)
            outcome.append("done")
        except WorkflowError as error:
            outcome.append(error.reason)

    threads = [threading.Thread(target=suspend, args=(who,)) for who in ("A", "B")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["done", "number"]


def test_taking_over(store):
    """Steps that are not here yet are added, once; a history that differs is refused whole."""
    _, steps = history()
    assert store.take_over(steps[:3]) == 3
    assert store.take_over(steps) == len(steps) - 3
    assert store.take_over(steps) == 0
    _, other = history("openai")
    changed = [step(Case("mistral"), Action.DRAFT, Part.GROUP)]
    with pytest.raises(WorkflowError) as caught:
        store.take_over([*other, *changed])
    assert caught.value.reason == "history"
    assert store.history("openai") == ()
