"""Steps entered for somebody are acts of their own in the officials' chain, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from allowlist.workflow.entered import Entered, Way
from allowlist.workflow.step import Action as RegisterAction
from allowlist.workflow.step import Part as RegisterPart
from gateway.record.act import Wanted
from gateway.record.breach.step import Action, Part, Step
from gateway.store import auditing
from gateway.store.breaches import BreachStore
from gateway.store.events import EventStore
from gateway.store.register import RegisterStore
from support.workflow import step as register_step

AT = datetime(2027, 3, 14, 8, tzinfo=UTC)
ROOT = Entered(Way.COMMAND_LINE, "root", "č. j. 1")


@pytest.fixture
def breaches(url: str) -> Iterator[BreachStore]:
    made = BreachStore(url)
    yield made
    made.close()


def test_who_entered_it_is_on_record(breaches: BreachStore, store: EventStore, url: str) -> None:
    """For whom, how, by whom and after which paper; a step of somebody who signed in is no such act."""

    def by(entered: Entered | None) -> Step:
        return Step("2027-0001", 1, AT, "Jana", Part.DPO, Action.REPORT, "", {"title": "x"}, (), entered)

    breaches.report(lambda case: replace(by(ROOT), case=case.id), 2027)
    breaches.report(lambda case: replace(by(None), case=case.id), 2027)
    register = RegisterStore(url)
    try:
        register.act(
            "openai",
            lambda case: replace(register_step(case, RegisterAction.DRAFT, RegisterPart.HEAD, "", {}, at=AT), entered=Entered(Way.TOKEN)),
        )
    finally:
        register.close()
    found = auditing.acts(store, Wanted("entered"), None, 10).rows
    assert [(act.about, dict(act.more)) for act in found] == [
        ("openai", {"step": "draft", "way": "token"}),
        ("2027-0001", {"step": "report", "way": "command_line", "by": "root", "paper": "č. j. 1"}),
    ]
    assert found[1].who == "Jana"
    assert store.verify().sound
    assert breaches.history("2027-0001")[0].entered == ROOT
