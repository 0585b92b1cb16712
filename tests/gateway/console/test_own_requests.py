"""Whose requests a head of department sees."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from allowlist.workflow.case import Case
from allowlist.workflow.facts import Facts
from allowlist.workflow.step import Action, Part, Step
from gateway.accounts.role import Role
from gateway.console.access import GOVERNANCE
from gateway.console.own_requests import own, sees_all
from gateway.console.visitor import Visitor

HEAD = Visitor(frozenset({Role.HEAD, Role.EMPLOYEE}), "vzorova", "Ing. Vzorová", ids=("account:vzorova",))
CASE = Case("mistral", facts=Facts(department="Odbor kultury"))
STEP = Step("mistral", 1, datetime(2027, 3, 1, tzinfo=UTC), "Ing. Vzorová", Part.HEAD, Action.DRAFT, ids=("account:vzorova",))


@pytest.mark.parametrize(
    ("department", "history", "sees", "reason"),
    [
        ("kultury", (), True, "the directory's group without its prefix"),
        ("odbor-kultury", (), True, "the group as it is"),
        ("ODBOR  KULTURY", (), True, "letters and spaces do not matter"),
        ("dopravy", (), False, "another department"),
        ("", (), False, "nobody knows the department"),
        ("", (STEP,), True, "acted in it"),
        ("dopravy", (replace(STEP, ids=("account:jina",)),), False, "somebody of the same name"),
    ],
)
def test_a_head_sees_their_own(department: str, history: tuple[Step, ...], sees: bool, reason: str) -> None:
    """By the department that the directory names, or by an own step."""
    assert own(HEAD, department, CASE, lambda _tool: history) is sees, reason


def test_an_empty_department_is_nobodys() -> None:
    """A draft that names none is its author's alone."""
    assert not own(HEAD, "", Case("mistral"), lambda _tool: ())


@pytest.mark.parametrize("role", sorted(GOVERNANCE))
def test_the_house_sees_all(role: Role) -> None:
    """Who decides on tools or audits that reads the whole register; a head, an employee and nobody do not."""
    assert own(replace(HEAD, roles=frozenset({role, Role.HEAD})), "", CASE, lambda _tool: ())
    assert not sees_all(HEAD)
    assert not sees_all(None)
    assert not own(None, "kultury", CASE, lambda _tool: ())
    assert sees_all(Visitor(frozenset(Role), token=True))
