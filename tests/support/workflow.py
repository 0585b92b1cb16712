"""A tool's whole way, step by step, with synthetic persons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from allowlist.workflow.case import Case, take
from allowlist.workflow.risk import Criterion, packaged
from allowlist.workflow.step import Action, Part, Step

START = datetime(2026, 9, 1, 8, tzinfo=UTC)

REQUEST: Mapping[str, object] = {
    "owner": "Ing. Alena Zkoušková",
    "department": "odbor kultury",
    "purpose": "Shrnutí veřejných dokumentů",
    "legal_basis": "čl. 6 odst. 1 písm. e) GDPR",
    "data_classes": ["public", "internal"],
    "uses": ["chat", "upload"],
    "account": "enterprise",
}
APPROVAL: Mapping[str, object] = {
    "contract": "SML-2026-0123",
    "contract_until": "2027-12-31",
    "training_off": True,
    "training_off_evidence": "příloha 2 smlouvy",
    "output_rights": "úřadu",
    "data_export": "vyzkoušen 1. 9. 2026",
    "transfer_mechanism": "není třeba (EU)",
    "approved_from": "2026-11-02",
    "approved_until": "2027-10-31",
    "next_review": "2027-04-30",
    "conditions": ["výstup vždy ověří člověk"],
}
CRITERIA = {criterion.value: "v pořádku" for criterion in Criterion}
ANSWERS = {question.key: min(question.choices, key=lambda choice: choice.points).key for question in packaged().questions}

WAY: tuple[tuple[Action, Part, str, Mapping[str, object]], ...] = (
    (Action.DRAFT, Part.HEAD, "", REQUEST),
    (Action.CONSULT, Part.IT, "", {"security_notes": "přihlášení přes úřad"}),
    (Action.SUBMIT, Part.HEAD, "", {}),
    (Action.ASSESS, Part.GROUP, "", {"criteria": CRITERIA, "answers": ANSWERS}),
    (Action.VOTE, Part.GROUP, "", {"approve": True}),
    (Action.APPROVE, Part.GROUP, "splňuje všechna kritéria", APPROVAL),
    (Action.ANNOUNCE, Part.DPO, "", {}),
    (Action.PUBLISH, Part.ADMINISTRATOR, "", {}),
)


def step(
    case: Case,
    action: Action,
    part: Part,
    why: str = "",
    facts: Mapping[str, object] | None = None,
    *,
    at: datetime | None = None,
    who: str = "",
    ids: tuple[str, ...] = (),
) -> Step:
    """The next step of a case, a day after its last one."""
    when = at or (case.last + timedelta(days=1) if case.last else START)
    return Step(case.tool, case.steps + 1, when, who or f"osoba v roli {part.value}", part, action, why, facts or {}, ids)


def history(tool: str = "mistral", upto: Action | None = None) -> tuple[Case, list[Step]]:
    """The case and its steps up to (and with) an action of WAY, or to its end."""
    case, steps = Case(tool), []
    for action, part, why, facts in WAY:
        steps.append(step(case, action, part, why, facts))
        case = take(case, steps[-1])
        if action is upto:
            break
    return case, steps
