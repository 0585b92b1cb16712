"""From forms to the facts of steps."""

from __future__ import annotations

import pytest

from allowlist.workflow.case import take
from allowlist.workflow.facts import Facts, amended, plain
from allowlist.workflow.step import Action, Part
from gateway.console.register_form import KINDS, OPTIONS, SHOWN, Kind, facts, fields
from gateway.console.texts import word
from support.workflow import APPROVAL, REQUEST, history, step

CARD = history()[0].facts


def as_form(card: Facts, action: Action) -> dict[str, list[str]]:
    """What a browser sends of the fields as they are shown."""
    form: dict[str, list[str]] = {}
    for one in fields(action, card):
        if one.kind is Kind.CHECKS:
            form[one.name] = [value for value, chosen in one.options if chosen]
        elif one.kind is Kind.CHOICE:
            form[one.name] = [next((value for value, chosen in one.options if chosen), "")]
        elif one.kind is Kind.FLAG:
            form |= {one.name: ["yes"]} if one.value == "True" else {}
        else:
            form[one.name] = [one.value]
    return form


@pytest.mark.parametrize("action", [action for action in SHOWN if action is not Action.DRAFT])
def test_what_is_sent_back_unchanged_changes_nothing(action: Action) -> None:
    """A form that nobody touched makes a step without facts, so that the history shows what changed and nothing else."""
    assert facts(action, as_form(CARD, action), CARD) == {}


def test_only_what_differs_is_a_fact() -> None:
    """A changed line, a date that is taken away, a flag that is taken back, another list."""
    form = as_form(CARD, Action.AMEND) | {"purpose": ["jiný"], "contract_until": [""], "conditions": ["a\n\n b "], "uses": ["chat"]}
    form.pop("training_off")
    found = facts(Action.AMEND, form, CARD)
    assert found == {"purpose": "jiný", "contract_until": "", "conditions": ["a", "b"], "uses": ["chat"], "training_off": False}
    after = amended(CARD, found)
    assert (after.contract_until, after.training_off, after.conditions) == (None, False, ("a", "b"))


def test_a_draft_is_a_whole_request() -> None:
    """All of a request's fields come out as the workflow takes them."""
    form = {name: value if isinstance(value, list) else [str(value)] for name, value in REQUEST.items()}
    assert facts(Action.DRAFT, form, CARD) == REQUEST


def test_an_approval_goes_through_the_form() -> None:
    """What the working group fills in approves a tool."""
    case, _ = history(upto=Action.VOTE)
    form: dict[str, list[str]] = {}
    for name, value in APPROVAL.items():
        form[name] = ["yes"] if value is True else ["\n".join(value)] if isinstance(value, list) else [str(value)]
    found = facts(Action.APPROVE, form | {"security_notes": [case.facts.security_notes]}, case.facts)
    assert found == APPROVAL
    assert take(case, step(case, Action.APPROVE, Part.GROUP, "ano", found)).facts.contract == APPROVAL["contract"]


@pytest.mark.parametrize(
    ("action", "form", "expected"),
    [
        (Action.VOTE, {"approve": ["yes"]}, {"approve": True}),
        (Action.VOTE, {"approve": ["no"]}, {"approve": False}),
        (Action.VOTE, {}, {"approve": False}),
        (Action.SUSPEND, {"notice": ["Prověřujeme."]}, {"notice": "Prověřujeme."}),
        (Action.SUSPEND, {"notice": [""]}, {}),
        (Action.REPORT, {"department": ["kultura"], "contract": ["x"]}, {"department": "kultura"}),
        (Action.ANNOUNCE, {"contract": ["x"]}, {}),
        (Action.ASSESS, {"criterion.secure": ["v pořádku"], "answer.data": ["public"], "answer.x": [""]},
         {"criteria": {"secure": "v pořádku"}, "answers": {"data": "public"}}),
    ],
)  # fmt: skip
def test_actions_with_facts_of_their_own(action: Action, form: dict[str, list[str]], expected: dict[str, object]) -> None:
    """Each action takes its own fields and no others."""
    assert facts(action, form, CARD) == expected


@pytest.mark.parametrize("language", ["cs", "en"])
def test_every_field_and_choice_has_its_word(language: str) -> None:
    """Nobody reads a bare code."""
    prefix = {"data_classes": "data_class", "uses": "use", "account": "account"}
    for name in (*KINDS, "risk_level", "approved_by", "announced"):
        assert word(language, "field", name) != name  # type: ignore[arg-type]
    for name, options in OPTIONS.items():
        for option in options:
            assert f"{prefix[name]}.{option.value}" in _keys(language)


def _keys(language: str) -> set[str]:
    from gateway.console import texts

    return set(texts._SHIPPED[language])


def test_the_card_has_no_field_that_nobody_can_write() -> None:
    """Every field of the register can be written, or comes from a step."""
    assert set(Facts.__dataclass_fields__) - set(KINDS) == {"risk_level", "approved_by", "announced", "extra"}
    assert set(plain(CARD)) - set(KINDS) == {"risk_level", "approved_by", "announced"}
