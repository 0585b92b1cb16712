"""Forms of the register: which fields each action shows, and from what was sent to the facts of a step. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from allowlist.workflow.facts import REGISTER_FIELDS, REQUEST_FIELDS, AccountType, DataClass, Facts, Use, plain
from allowlist.workflow.step import Action
from gateway.console.forms import Form, one


class Kind(StrEnum):
    """How a field is written."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"  # one item on each line
    CHECKS = "checks"
    CHOICE = "choice"
    DATE = "date"
    FLAG = "flag"


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "owner": Kind.LINE,
        "department": Kind.LINE,
        "purpose": Kind.TEXT,
        "legal_basis": Kind.LINE,
        "data_classes": Kind.CHECKS,
        "uses": Kind.CHECKS,
        "account": Kind.CHOICE,
        "conditions": Kind.LINES,
        "groups": Kind.LINES,
        "contract": Kind.LINE,
        "contract_until": Kind.DATE,
        "processing_agreement": Kind.LINE,
        "training_off": Kind.FLAG,
        "training_off_evidence": Kind.LINE,
        "training_off_until": Kind.DATE,
        "output_rights": Kind.LINE,
        "data_export": Kind.LINE,
        "transfer_mechanism": Kind.LINE,
        "security_notes": Kind.TEXT,
        "policy_profile": Kind.LINE,
        "approved_from": Kind.DATE,
        "approved_until": Kind.DATE,
        "next_review": Kind.DATE,
    }
)
"""The fields of the card that people write; who approved, the risk level and the announcement come from steps."""

OPTIONS: Mapping[str, tuple[StrEnum, ...]] = MappingProxyType(
    {"data_classes": tuple(DataClass), "uses": tuple(Use), "account": tuple(AccountType)}
)

_DATES = ("approved_from", "approved_until", "next_review", "contract_until", "training_off_until")

SHOWN: Mapping[Action, tuple[str, ...]] = MappingProxyType(
    {
        Action.DRAFT: REQUEST_FIELDS,
        Action.CONSULT: ("security_notes",),
        Action.SUBMIT: REQUEST_FIELDS,
        Action.AMEND: tuple(KINDS),
        Action.APPROVE: tuple(name for name in KINDS if name not in REQUEST_FIELDS),
        Action.PUBLISH: _DATES[:3],
        Action.REVIEW: _DATES,
        Action.RESUME: _DATES,
    }
)
"""The card's fields that an action shows; the others show none."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field as the page shows it. ``options`` are values with whether they are chosen."""

    name: str
    kind: Kind
    value: str = field(default="", repr=False)
    options: tuple[tuple[str, bool], ...] = ()
    needed: bool = False


_UNSENT = frozenset({Kind.CHECKS, Kind.FLAG})
"""A browser sends nothing for a box that is not ticked; any other field that is not there is left as it is."""


def fields(action: Action, facts: Facts, form: Form | None = None) -> Iterator[FieldView]:
    """The fields of an action, filled from the card, or from what was sent and could not be taken."""
    known = plain(facts)
    for name in SHOWN.get(action, ()):
        value = known.get(name) if form is None else _sent(name, form)
        options = tuple((each.value, each.value in _listed(value)) for each in OPTIONS.get(name, ()))
        text = "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")
        yield FieldView(name, KINDS[name], text, options, name in (REQUEST_FIELDS if action is Action.DRAFT else REGISTER_FIELDS))


def facts(action: Action, form: Form, card: Facts) -> dict[str, object]:
    """The facts of a step: fields of the card that differ from it, and what the action has of its own."""
    known = plain(Facts() if action is Action.DRAFT else card)
    changed = {name: _sent(name, form) for name in SHOWN.get(action, ()) if name in form or KINDS[name] in _UNSENT}
    found: dict[str, object] = {name: value for name, value in changed.items() if value != known.get(name, _empty(name))}
    if action is Action.ASSESS:
        found |= {"criteria": _under(form, "criterion."), "answers": _under(form, "answer.")}
    elif action is Action.VOTE:
        found["approve"] = one(form, "approve") == "yes"
    elif action is Action.SUSPEND and one(form, "notice"):
        found["notice"] = one(form, "notice")
    elif action is Action.REPORT:
        found["department"] = one(form, "department")
    return found


def _sent(name: str, form: Form) -> object:
    match KINDS[name]:
        case Kind.LINES:
            return [line.strip() for line in one(form, name).split("\n") if line.strip()]
        case Kind.CHECKS:
            return [value for value in form.get(name, []) if value]
        case Kind.FLAG:
            return one(form, name) == "yes"
        case Kind.LINE | Kind.TEXT | Kind.CHOICE | Kind.DATE:
            return one(form, name)


def _empty(name: str) -> object:
    return {Kind.LINES: [], Kind.CHECKS: [], Kind.FLAG: False}.get(KINDS[name], "")


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _under(form: Form, prefix: str) -> dict[str, object]:
    return {name.removeprefix(prefix): one(form, name) for name in form if name.startswith(prefix) and one(form, name)}
