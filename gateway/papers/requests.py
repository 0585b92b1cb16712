"""The papers of a data subject's request: the record sheet (Příloha č. 3 of the directive) and the answer to a request for access."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from gateway.keeping_settings import Retention
from gateway.papers import czech, fields, template, words
from gateway.papers.model import Paper
from gateway.record.request.case import Request
from gateway.record.request.step import Kind, Outcome
from gateway.settings import Office

OF_A_REQUEST = ("zaznamovy_list", "odpoved_pristup")

KINDS: Mapping[Kind, str] = {
    Kind.ACCESS: "přístup k osobním údajům (čl. 15)",
    Kind.RECTIFICATION: "oprava (čl. 16)",
    Kind.ERASURE: "výmaz (čl. 17)",
    Kind.RESTRICTION: "omezení zpracování (čl. 18)",
    Kind.PORTABILITY: "přenositelnost (čl. 20)",
    Kind.OBJECTION: "námitka (čl. 21)",
    Kind.OTHER: "jiná",
}

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.GRANTED: "vyhověno",
    Outcome.PARTLY: "vyhověno zčásti",
    Outcome.REFUSED: "nevyhověno",
    Outcome.NOTHING_FOUND: "žádné údaje se neuchovávají",
    Outcome.WITHDRAWN: "žádost vzata zpět",
}

KEPT = {
    "open_case": "vede se případ porušení zabezpečení",
    "filing_plan": "spisový a skartační plán",
    "legal_hold": "zadrženo pro právní spor nebo kontrolu",
}

LEFT = {"none": "ne", "partial": "zčásti", "full": "ano", "unknown": "není známo"}


def of_request(
    name: str,
    request: Request,
    office: Office,
    retention: Retention,
    now: datetime,
    *,
    events: Sequence[Mapping[str, Any]] = (),
    tool_name: Callable[[str], str] = str,
) -> Paper:
    """One paper of a request; ``events`` are those that a search found. Raises :class:`~gateway.papers.template.WrongTemplate`."""
    known = {
        "office": fields.of_office(office),
        "request": values(request, tool_name),
        "retention": {"attempts_days": retention.attempts_days, "incident_years": retention.incident_years},
        "events": [_event(event, tool_name) for event in events],
        "today": czech.day(czech.prague(now).date()),
    }
    return template.fill(name, known, folder=office.templates)


def values(request: Request, tool_name: Callable[[str], str] = str) -> dict[str, str]:
    """The fields under ``request``."""
    due = request.deadlines()
    last = request.found[-1] if request.found else None
    return {
        "number": request.id,
        "applicant": request.applicant,
        "identity_check": f"{request.identity_check} ({czech.moment(request.verified)})" if request.verified else "dosud neověřena",
        "kind": KINDS[request.kind],
        "received": czech.moment(request.received) if request.received else fields.UNKNOWN,
        "internal_deadline": czech.day(due.internal)
        + (f"; návrh {czech.day(czech.prague(request.drafted).date())}" if request.drafted else ""),
        "deadline": czech.day(due.answer),
        "extension": _extension(request),
        "departments": ", ".join(request.departments) or fields.UNKNOWN,
        "found": _found(last, request),
        "recipients": _recipients(last, tool_name),
        "answered": f"{czech.moment(request.answered)} ({request.answer})" if request.answered else "dosud ne",
        "outcome": OUTCOMES[request.outcome] if request.outcome else "dosud nerozhodnuto",
        "recipients_told": "; ".join(request.told) or "nikdo nebyl dotčen",
    }


def _extension(request: Request) -> str:
    if not request.further_months:
        return "ne"
    return f"o {czech.plural(request.further_months, 'měsíc', 'měsíce', 'měsíců')}: {request.extension}"


def _found(last: Mapping[str, Any] | None, request: Request) -> str:
    if last is None:
        return "dosud nehledáno"
    if not last["events"]:
        return "Žádné údaje nebyly nalezeny."
    parts = [f"Nalezeno: {czech.plural(last['events'], 'událost', 'události', 'událostí')}"]
    if kinds := {name: count for name, count in last.get("kinds", {}).items() if name != "person"}:
        parts.append(words.kinds(kinds))
    if last.get("evidence"):
        parts.append(czech.plural(last["evidence"], "zapečetěný záznam", "zapečetěné záznamy", "zapečetěných záznamů"))
    if request.erased:
        parts.append(f"vymazáno: {czech.plural(request.erased, 'událost', 'události', 'událostí')}")
    parts += [f"ponecháno: {count} ({KEPT[reason]})" for reason, count in request.kept.items()]
    return "; ".join(parts) + "."


def _recipients(last: Mapping[str, Any] | None, tool_name: Callable[[str], str]) -> str:
    sent = [tool_name(tool) for tool in (last or {}).get("recipients", ())]
    return f"provozovatelé nástrojů: {', '.join(sent)}" if sent else "žádní; zprávy byly zastaveny v úřadu"


def _event(event: Mapping[str, Any], tool_name: Callable[[str], str]) -> dict[str, str]:
    kinds = {name: event["kinds"].get(name, 1) for name in event["matched"] if name != "person"}
    return {
        "at": czech.moment(datetime.fromisoformat(event["at"])),
        "tool": tool_name(event["tool"]),
        "kinds": words.kinds(kinds or event["kinds"]) if kinds or event["kinds"] else "",
        "left": LEFT.get(event["disclosed"], "není známo"),
    }
