"""Codes of a case in Czech."""

from __future__ import annotations

from collections.abc import Mapping

from allowlist.workflow.entered import Way
from gateway.act import texts
from gateway.papers import czech
from gateway.record.breach.recurrence import Recurrence
from gateway.record.breach.severity import Risk, Severity
from gateway.record.breach.step import Action, Part, State

STATES: Mapping[State, str] = {
    State.NONE: "neznámý",
    State.SUSPECTED: "podezření, čeká na pověřence",
    State.RECEIVED: "převzato pověřencem",
    State.EVENT: "bezpečnostní událost",
    State.INCIDENT: "bezpečnostní incident",
    State.DECIDED: "incident, rozhodnuto",
    State.CLOSED: "uzavřeno",
    State.DISMISSED: "nejde o porušení",
}

RISKS: Mapping[Risk, str] = {Risk.NONE: "bez rizika", Risk.RISK: "s rizikem", Risk.HIGH: "s vysokým rizikem"}

SEVERITIES: Mapping[Severity, str] = {
    Severity.LOW: "nízká",
    Severity.MEDIUM: "střední",
    Severity.HIGH: "vysoká",
    Severity.VERY_HIGH: "velmi vysoká",
}

SOURCES = {"internal": "vnitřní", "external": "vnější", "processor": "zpracovatel", "unknown": "neznámý"}
CATEGORIES = {"confidentiality": "důvěrnost", "integrity": "integrita", "availability": "dostupnost"}

ACTIONS: Mapping[Action, str] = {
    Action.REPORT: "ohlášení",
    Action.RECEIVE: "převzetí pověřencem",
    Action.CLASSIFY: "zařazení",
    Action.CORRECT: "oprava údaje",
    Action.NOTE: "poznámka",
    Action.PROPOSE: "návrh nápravy",
    Action.APPROVE: "vyjádření vedení",
    Action.INVITE: "přizvání odborníka",
    Action.REMEDY: "okamžitá náprava",
    Action.DESCRIBE: "popis porušení",
    Action.ASSESS: "vyhodnocení rizika",
    Action.SIGN: "podpis rozhodnutí",
    Action.NOTIFY_AUTHORITY: "ohlášení dozorovému úřadu",
    Action.SUPPLEMENT: "doplnění ohlášení",
    Action.NOTIFY_PERSONS: "oznámení subjektům údajů",
    Action.MEASURE: "uložení opatření",
    Action.DONE: "splnění opatření",
    Action.CHECK: "ověření účinnosti",
    Action.CLOSE: "uzavření",
    Action.REOPEN: "znovuotevření",
    Action.REMIND: "připomenutí lhůty",
}

WAYS: Mapping[Way, str] = {Way.TOKEN: "tokenem", Way.COMMAND_LINE: "příkazem na serveru"}
"""How a step was put in for somebody."""

PARTS: Mapping[Part, str] = {
    Part.SYSTEM: "brána",
    Part.EMPLOYEE: "zaměstnanec",
    Part.HEAD: "vedoucí",
    Part.IT: "bezpečnost IT",
    Part.DPO: "pověřenec",
    Part.DIRECTOR: "ředitel(ka)",
}

LACKS = {
    "propose": "navrhnout nápravu",
    "approve": "schválení nápravy vedením",
    "source": "určit zdroj porušení",
    "category": "určit kategorii porušení",
    "persons": "odhadnout počet dotčených osob",
    "persons_categories": "určit kategorie dotčených osob",
    "records": "odhadnout počet záznamů",
    "records_categories": "určit kategorie údajů",
    "consequences": "popsat důsledky",
    "measures_taken": "popsat přijatá opatření",
    "assess": "vyhodnotit riziko",
    "sign:data_protection_officer": "podpis pověřence",
    "sign:director": "podpis ředitele nebo ředitelky",
    "notify_authority": "ohlásit dozorovému úřadu",
    "notify_persons": "oznámit subjektům údajů",
    "measures": "splnit uložená opatření",
    "check": "ověřit účinnost opatření",
}


def repeated(found: Recurrence) -> str:
    """``ojedinělý výskyt``, or how often before."""
    series = f"{czech.plural(found.attempts, 'pokus', 'pokusy', 'pokusů')} v jednom sledu" if found.attempts > 1 else ""
    if not found.year or found.first is None or found.last is None:
        return f"opakovaně: {series}" if series else "ojedinělý výskyt"
    first, last = (czech.day(czech.prague(at).date()) for at in (found.first, found.last))
    days = f"dne {first}" if first == last else f"první {first}, poslední {last}"
    before = f"za posledních 365{czech.NBSP}dnů {czech.plural(found.year, 'podobný případ', 'podobné případy', 'podobných případů')}"
    quarter = f", z toho {found.quarter} za posledních 90{czech.NBSP}dnů"
    return f"opakovaně: {before}{quarter} ({days}){f'; {series}' if series else ''}"


def kinds(counts: Mapping[str, int]) -> str:
    """``2 rodná čísla, 1 jméno``: the kinds of data with their numbers, as employees read them."""
    return texts.texts("cs").listed(counts)
