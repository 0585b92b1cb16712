"""Who acts on a case by API: nobody who is known may name somebody else, or take another's part."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from allowlist.workflow.entered import Entered, Way
from gateway.console.access import Role
from gateway.console.breach_bodies import Approve, Note, Report, Sign
from gateway.console.case_acting import acting, taken
from gateway.console.request_bodies import Draft
from gateway.console.visitor import Visitor
from gateway.record.breach.machine import CaseError
from gateway.record.breach.step import Action, Part
from gateway.record.request.case import RequestError
from gateway.record.request.step import Action as Asked

TOKEN = Visitor(token=True)
DPO = Visitor(frozenset({Role.DPO, Role.EMPLOYEE}), "vzorova", "Mgr. Vzorová")
IT = Visitor(frozenset({Role.IT_SECURITY, Role.EMPLOYEE}), "spravce")
AUDITOR = Visitor(frozenset({Role.AUDITOR}), "auditor", "Auditor")


@pytest.mark.parametrize(
    ("visitor", "given", "who", "part"),
    [
        (TOKEN, Sign(action=Action.SIGN, version=1, who="B", part=Part.DIRECTOR), "B", Part.DIRECTOR),
        (DPO, Sign(action=Action.SIGN, version=1), "Mgr. Vzorová", Part.DPO),
        (DPO, Sign(action=Action.SIGN, version=1, who="Ing. Příkladný"), "Mgr. Vzorová", Part.DPO),  # a name of one's own only
        (DPO, Report(title="x"), "Mgr. Vzorová", Part.EMPLOYEE),
        (IT, Note(action=Action.NOTE, version=1, text="x"), "spravce", Part.IT),  # the usual part is not theirs
    ],
)
def test_who(visitor: Visitor, given: Report, who: str, part: Part) -> None:
    """The account's own name and part; behind the token what the body says."""
    made = acting(given, visitor)
    assert (made.who, made.acts_as) == (who, part)


@pytest.mark.parametrize(
    ("visitor", "given", "reason"),
    [
        (DPO, Sign(action=Action.SIGN, version=1, part=Part.DIRECTOR), "part"),  # the second signature is not theirs
        (IT, Approve(action=Action.APPROVE, version=1, approve=True, part=Part.DIRECTOR), "part"),
        (AUDITOR, Report(title="x"), "part"),
        (TOKEN, Report(title="x"), "who"),
        (None, Report(title="x"), "who"),
    ],
)
def test_refused(visitor: Visitor | None, given: Report, reason: str) -> None:
    """Another's part, and a step that nobody takes."""
    with pytest.raises(CaseError) as caught:
        acting(given, visitor)
    assert caught.value.reason == reason


def test_what_stays_of_the_person() -> None:
    """The account and the provider's subject go with the step; nobody writes them into a body, and behind the token there are none."""
    somebody = Visitor(frozenset({Role.DPO}), "vzorova", "Mgr. Vzorová", ids=("account:vzorova", "oidc:1"))
    assert acting(Sign(action=Action.SIGN, version=1), somebody).ids == somebody.ids
    assert acting(Sign(action=Action.SIGN, version=1, who="B"), TOKEN).ids == ()
    assert acting(Sign(action=Action.SIGN, version=1, who="B", paper="č. j. 1"), TOKEN).entered == Entered(Way.TOKEN, paper="č. j. 1")
    assert acting(Sign(action=Action.SIGN, version=1, paper="č. j. 1"), somebody).entered is None, "who signs needs no paper"
    with pytest.raises(ValidationError):
        Sign.model_validate({"action": "sign", "version": 1, "_ids": ["account:b"]})


def test_requests() -> None:
    """The same of data subjects' requests."""
    assert taken(Draft(action=Asked.DRAFT, version=1, who="X"), DPO).who == "Mgr. Vzorová"
    assert taken(Draft(action=Asked.DRAFT, version=1, who="X"), TOKEN).who == "X"
    with pytest.raises(RequestError):
        taken(Draft(action=Asked.DRAFT, version=1), TOKEN)
