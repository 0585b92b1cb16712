"""Only what employees notice of the register's history is published, and nobody is named."""

from __future__ import annotations

from datetime import timedelta

import pytest

from allowlist.loader import packaged
from allowlist.publication.change import changes
from allowlist.publication.steps import from_steps
from allowlist.workflow.step import Action, Part, Step
from support.register import NOW, register

ROWS = [
    (["draft", "amend", "submit"], [], "nothing was published"),
    (["publish"], [], "the first day is the register's to tell"),
    (["amend", "publish", "amend"], ["changed"], "only what changes after the publication"),
    (["publish", "suspend", "resume", "retire"], ["suspended", "resumed", "retired"], "the ways a door closes and opens"),
    (["publish", "review", "report", "vote"], [], "inner work"),
    (["publish", "retire", "draft", "amend"], ["retired"], "a new request after the end"),
]


def _steps(actions: list[str], tool: str = "openai") -> list[Step]:
    start = NOW - timedelta(days=1)
    return [
        Step(tool, number, start + timedelta(minutes=number), "Testovací Úřednice", Part.GROUP, Action(action), "protože")
        for number, action in enumerate(actions, 1)
    ]


@pytest.mark.parametrize(("actions", "kinds", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_kinds(actions: list[str], kinds: list[str], why: str) -> None:
    """Each action that employees notice is one change, at its time."""
    found = list(from_steps(_steps(actions), packaged()))
    assert [change.kind.value for change in found] == kinds, why


def test_tools_are_told_apart_and_nobody_is_named() -> None:
    """One tool's publication is not another's, a tool outside the catalogue has its id for a name, and no reason or person leaves."""
    found = list(from_steps([*_steps(["publish"]), *_steps(["suspend"], "claude"), *_steps(["publish", "suspend"], "nikde")], packaged()))
    assert [(change.tool, change.name) for change in found] == [("nikde", "nikde")]
    assert "Úřednice" not in repr(found)
    assert "protože" not in repr(found)


def test_they_take_their_place_in_the_history() -> None:
    """A suspension stands among the register's own dates."""
    known = register("openai")
    found = changes(known, NOW, from_steps(_steps(["publish", "suspend"]), known.catalogue))
    assert [change.kind.value for change in found][:2] == ["suspended", "approved"]
