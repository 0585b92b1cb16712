"""From a case to the fields of its papers: everything the machine knows, in Czech, so that nobody types it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from gateway.papers import czech, words
from gateway.record.breach.case import Case, lacks
from gateway.record.breach.step import Action, Step
from gateway.settings import Office

UNKNOWN = "zatím nezjištěno"


def of_office(office: Office) -> dict[str, str]:
    """The office's fields; an empty one is a line to fill by hand."""
    return {name: str(getattr(office, name)) or "……………" for name in Office.model_fields if name != "templates"}


def of_case(case: Case, history: Sequence[Step], tool_name: Callable[[str], str] = str, recurrence: str = "") -> dict[str, Any]:
    """The fields under ``case``. What nobody has found out yet is :data:`UNKNOWN`."""
    facts = case.facts
    running = case.clock()
    classified = [step for step in history if step.action is Action.CLASSIFY]
    return {
        "number": case.id,
        "state": words.STATES[case.state],
        "nature": _nature(case, tool_name),
        "left": "ano" if facts.get("left") else "ne, přenos byl zastaven",
        "category": ", ".join(words.CATEGORIES[one] for one in facts.get("category", [])) or UNKNOWN,
        "source": words.SOURCES.get(str(facts.get("source")), UNKNOWN),
        "recipient": str(facts.get("recipient") or (tool_name(str(facts["tool"])) if facts.get("tool") else UNKNOWN)),
        "department": facts.get("department") or UNKNOWN,
        "kinds": words.kinds(facts.get("kinds", {})) if facts.get("kinds") else UNKNOWN,
        "attempts": czech.plural(len(facts.get("events", [])) or case.reports, "pokus", "pokusy", "pokusů"),
        "persons": _persons(facts),
        "persons_categories": facts.get("persons_categories") or UNKNOWN,
        "records": czech.plural(facts["records"], "záznam", "záznamy", "záznamů") if "records" in facts else UNKNOWN,
        "records_categories": facts.get("records_categories") or (words.kinds(facts.get("kinds", {})) if facts.get("kinds") else UNKNOWN),
        "consequences": facts.get("consequences") or UNKNOWN,
        "measures_taken": facts.get("measures_taken") or UNKNOWN,
        "measures": [_measure(one.text, one.owner, one.done) for one in case.measures],
        "remedies": "; ".join(case.remedies) or UNKNOWN,
        "risk": words.RISKS[case.risk] if case.risk else UNKNOWN,
        "severity": f"{words.SEVERITIES[case.score.severity]} ({str(case.score.value).replace('.', ',')})" if case.score else UNKNOWN,
        "deadline": czech.moment(running.conservative) if running else "neběží",
        "delay_reasons": case.authority[0].delay_reasons if case.authority else "",
        "notification_kind": "doplnění" if len(case.authority) > 1 else "první ohlášení",
        "persons_told": _told(case),
        "cross_border": "neurčeno",
        "proposal": case.proposal,
        "classified_why": classified[-1].why if classified else UNKNOWN,
        "recurrence": recurrence or UNKNOWN,
        "lacks": [words.LACKS.get(one, one) for one in lacks(case)],
        **{
            name: czech.moment(case.times[name]) if name in case.times else UNKNOWN
            for name in ("occurred", "detected", "reported", "received", "aware")
        },
    }


def _persons(facts: Mapping[str, Any]) -> str:
    """The officer's number; until then the gateway's estimate, said to be one."""
    if "persons" in facts:
        return czech.plural(facts["persons"], "osoba", "osoby", "osob")
    estimate = facts.get("persons_estimate")
    return f"přibližně {czech.plural(estimate, 'osoba', 'osoby', 'osob')} (odhad brány)" if estimate else UNKNOWN


def of_history(history: Sequence[Step]) -> list[dict[str, str]]:
    """The fields under ``steps``: when, who in which part, what, why."""
    return [
        {
            "at": czech.moment(step.at),
            "who": f"{step.who} ({words.PARTS[step.part]}){_entered(step)}",
            "action": words.ACTIONS[step.action],
            "why": step.why,
        }
        for step in history
    ]


def _entered(step: Step) -> str:
    """Said beside the name where somebody else put the step in: a reader of the paper must not take it for the person's own act."""
    if step.entered is None:
        return ""
    by = f", uživatel {step.entered.by}" if step.entered.by else ""
    paper = f"; podle listiny {step.entered.paper}" if step.entered.paper else ""
    return f", zapsáno za tuto osobu {words.WAYS[step.entered.way]}{by}{paper}"


def of_corrections(case: Case) -> list[str]:
    """The fields under ``corrections``."""
    return [f"{name}: dříve {czech.moment(datetime.fromisoformat(old))}" for name, old in case.corrections]


def _nature(case: Case, tool_name: Callable[[str], str]) -> str:
    facts: Mapping[str, Any] = case.facts
    if facts.get("title"):
        return str(facts["title"])
    tool = tool_name(str(facts.get("tool", ""))) or "nástroj umělé inteligence"
    did = "byl odeslán text" if facts.get("left") else "byl zastaven pokus odeslat text"
    found = f", který obsahoval: {words.kinds(facts['kinds'])}" if facts.get("kinds") else ""
    return f"Do nástroje {tool} {did}{found}."


def _measure(text: str, owner: str, done: datetime | None) -> str:
    state = f"splněno {czech.day(czech.prague(done).date())}" if done else "trvá"
    return f"{text} ({owner}; {state})"


def _told(case: Case) -> str:
    if case.persons:
        return f"ano, {czech.moment(case.persons[0].at)}"
    return f"ne: {case.persons_exception}" if case.persons_exception else "dosud ne"
