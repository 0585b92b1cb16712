"""A breach case step by step, with synthetic persons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from gateway.record.breach.case import Case
from gateway.record.breach.history import take
from gateway.record.breach.step import Action, Part, Step

START = datetime(2026, 11, 20, 13, 20, tzinfo=UTC)  # a Friday, 14:20 in Prague

ASSESSMENT: Mapping[str, object] = {"kinds": ["financial"], "identification": "maximum", "confidentiality": "limited", "persons": 12}
DESCRIPTION: Mapping[str, object] = {
    "source": "internal",
    "category": ["confidentiality"],
    "persons": 12,
    "persons_categories": "zaměstnanci",
    "records": 12,
    "records_categories": "jméno, plat",
    "consequences": "zveřejnění výše platů",
    "measures_taken": "nástroj pozastaven",
}

INCIDENT: tuple[tuple[Action, Part, str, Mapping[str, object]], ...] = (
    (Action.REPORT, Part.SYSTEM, "", {"title": "Tabulka platů", "left": True, "tool": "openai", "events": ["E1"], "kinds": {"PERSON": 12}}),
    (Action.RECEIVE, Part.DPO, "", {}),
    (Action.CLASSIFY, Part.DPO, "údaje mohly odejít", {"as": "incident"}),
    (Action.INVITE, Part.DPO, "", {"name": "vedoucí IT"}),
    (Action.REMEDY, Part.IT, "", {"text": "nástroj pozastaven"}),
    (Action.DESCRIBE, Part.DPO, "", DESCRIPTION),
    (Action.ASSESS, Part.DPO, "", ASSESSMENT),
    (Action.SIGN, Part.DPO, "", {}),
    (Action.SIGN, Part.DIRECTOR, "", {}),
    (Action.NOTIFY_AUTHORITY, Part.DPO, "", {"dispatch": "DZ 123"}),
    (Action.NOTIFY_PERSONS, Part.DPO, "", {"dispatch": "dopis ze dne 21. 11."}),
    (Action.MEASURE, Part.HEAD, "", {"text": "školení", "owner": "vedoucí odboru", "due": "2026-12-31"}),
    (Action.DONE, Part.HEAD, "", {"measure": 1}),
    (Action.CHECK, Part.DPO, "", {"result": "účinné"}),
    (Action.CLOSE, Part.DPO, "", {}),
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
    """The next step of a case, an hour after its last one."""
    when = at or (case.last + timedelta(hours=1) if case.last else START)
    return Step(case.id, case.steps + 1, when, who or f"osoba v roli {part.value}", part, action, why, facts or {}, ids)


def incident(upto: Action | None = None, case_id: str = "C1") -> tuple[Case, list[Step]]:
    """The case and its steps up to (and with) the last use of an action in INCIDENT, or to its end."""
    end = len(INCIDENT) if upto is None else max(at for at, row in enumerate(INCIDENT, 1) if row[0] is upto)
    case, steps = Case(case_id), []
    for action, part, why, facts in INCIDENT[:end]:
        steps.append(step(case, action, part, why, facts))
        case = take(case, steps[-1])
    return case, steps
