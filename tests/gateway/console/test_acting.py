"""Who acts."""

from __future__ import annotations

import pytest

from allowlist.workflow.entered import Entered, Way
from allowlist.workflow.machine import WorkflowError
from allowlist.workflow.step import Part
from gateway.console.access import Role
from gateway.console.acting import PARTS, Acting, acting, parts_of
from gateway.console.visitor import Visitor

TOKEN = Visitor(frozenset(Role), token=True)


def person(*roles: Role) -> Visitor:
    return Visitor(frozenset(roles), "jana", "Ing. Jana Vzorová")


def test_what_stays_of_the_person() -> None:
    """Votes go by it; behind the token there is none."""
    ids = ("account:jana", "oidc:1")
    visitor = Visitor(frozenset({Role.WORKING_GROUP}), "jana", "Ing. Jana Vzorová", ids=ids)
    assert acting({}, [Part.GROUP], visitor).ids == ids
    assert acting({"who": ["Vzor"]}, [Part.GROUP], TOKEN).ids == ()


def test_with_the_token_the_form_says_who_and_in_which_part() -> None:
    """Nobody stands behind the token; without a part it is the only one there is."""
    assert acting({"who": ["Ing.  Vzor\n"], "part": ["director"]}, [], TOKEN) == Acting(
        "Ing. Vzor", Part.DIRECTOR, entered=Entered(Way.TOKEN)
    )
    assert acting({"who": ["Vzor"]}, [Part.GROUP], TOKEN).part is Part.GROUP
    assert "Vzor" not in repr(acting({"who": ["Vzor"]}, [Part.GROUP], TOKEN))


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({}, "who"),
        ({"who": [""]}, "who"),
        ({"who": ["x" * 121]}, "who"),
        ({"who": ["a", "b"]}, "who"),
        ({"who": ["a"], "part": ["king"]}, "part"),
    ],
)
def test_nobody_is_no_one(form: dict[str, list[str]], reason: str) -> None:
    """A step names who did it, in a part that exists."""
    with pytest.raises(WorkflowError) as caught:
        acting(form, [Part.GROUP], TOKEN)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("roles", "form", "part", "reason"),
    [
        ([Role.WORKING_GROUP], {}, Part.GROUP, "the part that goes with the role"),
        ([Role.WORKING_GROUP], {"who": ["Někdo Jiný"]}, Part.GROUP, "a name in the form is not read"),
        ([Role.WORKING_GROUP], {"part": ["head_of_department"]}, Part.HEAD, "an official may head a department, too"),
        ([Role.EMPLOYEE, Role.HEAD], {"part": ["head_of_department"]}, Part.HEAD, "the part that goes with the role"),
        ([Role.HEAD], {"part": ["working_group"]}, None, "somebody else's part"),
        ([Role.WORKING_GROUP, Role.DPO], {"part": ["data_protection_officer"]}, Part.DPO, "one of two roles"),
        ([Role.WORKING_GROUP], {"part": ["data_protection_officer"]}, None, "somebody else's part"),
        ([Role.EMPLOYEE], {"part": ["working_group"]}, None, "somebody else's part"),
        ([Role.AUDITOR], {"part": ["employee"]}, None, "the auditor does nothing"),
        ([Role.AUDITOR], {}, None, "the auditor does nothing"),
    ],
)
def test_a_person_acts_as_who_they_are(roles: list[Role], form: dict[str, list[str]], part: Part | None, reason: str) -> None:
    """Name and part come from the account."""
    if part is None:
        with pytest.raises(WorkflowError):
            acting(form, [Part.GROUP], person(*roles))
    else:
        assert acting(form, [Part.GROUP], person(*roles)) == Acting("Ing. Jana Vzorová", part), reason


def test_every_role_but_the_auditors_has_its_part() -> None:
    """And nobody unknown has any."""
    assert set(PARTS) == set(Role) - {Role.AUDITOR}
    assert parts_of(None) == parts_of(person(Role.AUDITOR)) == frozenset()
    assert parts_of(TOKEN) == frozenset(Part)
