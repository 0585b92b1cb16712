"""Which forms a case shows to whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gateway.console.access import Role
from gateway.console.case_forms import BODIES, HIDDEN, Sent, forms, parts_of
from gateway.console.texts import _SHIPPED
from gateway.console.typed_form import fields
from gateway.console.visitor import Visitor
from gateway.record.breach.step import Action, Part
from support.breach import incident

OFFICER, DIRECTOR = Visitor(frozenset({Role.DPO}), "a"), Visitor(frozenset({Role.DIRECTOR}), "b")


@pytest.mark.parametrize(
    ("upto", "visitor", "there", "not_there"),
    [
        (Action.REPORT, OFFICER, {"receive"}, {"classify", "sign"}),
        (Action.DESCRIBE, OFFICER, {"assess"}, {"sign"}),  # nothing to sign before the assessment
        (Action.ASSESS, OFFICER, {"sign", "describe"}, {"receive"}),
        (Action.ASSESS, DIRECTOR, {"sign", "measure"}, {"describe"}),
        (Action.SIGN, OFFICER, {"notify_authority"}, {"supplement", "done", "close"}),  # nothing to supplement or to finish yet
        (Action.MEASURE, OFFICER, {"done", "supplement"}, {"close"}),
        (Action.CHECK, OFFICER, {"close"}, {"done"}),
        (Action.CHECK, Visitor(frozenset({Role.AUDITOR}), "c"), set(), {"note", "close"}),
        (Action.CHECK, None, set(), {"note"}),
    ],
)
def test_what_may_be_done(upto: Action, visitor: Visitor | None, there: set[str], not_there: set[str]) -> None:
    """The machine's table, the visitor's parts, and whether the step has anything to be about."""
    case, _ = incident(upto)
    shown = {form.action for form in forms(case, visitor)}
    assert there <= shown
    assert not not_there & shown


def test_the_token_acts_in_every_part_of_a_person() -> None:
    """But never as the gateway."""
    assert set(parts_of(Visitor(token=True))) == set(Part) - {Part.SYSTEM}


def test_forms_begin_with_what_is_known() -> None:
    """The description with its facts, the assessment with a proposal, what was done with the next open measure."""
    case, _ = incident(Action.MEASURE)
    known = {form.action: {one.name: one.value for one in form.fields} for form in forms(case, OFFICER)}
    assert known["describe"]["persons"] == "12"
    assert known["assess"]["identification"] == "maximum"
    assert known["done"]["measure"] == "1"


def test_forms_begin_with_the_gateways_estimate() -> None:
    """Of persons, until the officer has given a number."""
    case, _ = incident(Action.CLASSIFY)
    case = replace(case, facts={**case.facts, "persons_estimate": 5})
    known = {form.action: {one.name: one.value for one in form.fields} for form in forms(case, OFFICER)}
    assert (known["describe"]["persons"], known["assess"]["persons"]) == ("5", "5")
    case = replace(case, facts={**case.facts, "persons": 2})
    known = {form.action: {one.name: one.value for one in form.fields} for form in forms(case, OFFICER)}
    assert (known["describe"]["persons"], known["assess"]["persons"]) == ("2", "2")


def test_a_refused_form_alone_is_touched() -> None:
    """It has its fault and what was written."""
    case, _ = incident(Action.SIGN)
    shown = {form.action: form for form in forms(case, OFFICER, Sent("note", {"text": ["x"], "why": ["y"]}, "ne"))}
    assert (shown["note"].fault, shown["note"].why, shown["note"].touched) == ("ne", "y", True)
    assert not shown["measure"].touched


def test_every_action_field_and_choice_has_its_word() -> None:
    """In the texts, which have both languages or none."""
    wanted = {f"case_action.{action.value}" for action in Action} | {f"case_part.{part.value}" for part in Part}
    for action, body in BODIES.items():
        wanted.add(f"case_action_help.{action.value}")
        for one in fields(body, HIDDEN):
            wanted.add(f"case_field.{one.name}")
            own = f"case_choice_{one.name}.{one.options[0][0]}" if one.options else ""
            section = f"case_choice_{one.name}" if own in _SHIPPED["cs"] else "case_choice"
            wanted |= {f"{section}.{value}" for value, _ in one.options}
    assert not wanted - _SHIPPED["cs"].keys()
