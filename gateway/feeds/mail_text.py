"""What officials read in a mail: Czech, short, with what to do. Codes, counts and times only, so there is no personal data in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from gateway.act import texts
from gateway.feeds.digest import PRAGUE
from gateway.feeds.level import CZECH, level

TAG = "AIGW"
NBSP = "\u00a0"

MONTHS = (
    "ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", "listopadu", "prosince",
)  # fmt: skip

TYPES: Mapping[str, str] = {
    "breach.suspected": "podezření na porušení zabezpečení",
    "breach.repeated": "další pokus v témže případu",
    "breach.received": "případ převzal pověřenec",
    "breach.event": "zařazeno jako bezpečnostní událost",
    "breach.incident": "zařazeno jako bezpečnostní incident",
    "breach.dismissed": "nejde o porušení",
    "breach.assessed": "vyhodnoceno riziko",
    "breach.decided": "rozhodnuto",
    "breach.authority_notified": "ohlášeno dozorovému úřadu",
    "breach.persons_notified": "oznámeno subjektům údajů",
    "breach.closed": "případ uzavřen",
    "breach.reopened": "případ znovu otevřen",
    "breach.deadline_near": "blíží se konec lhůty pro ohlášení úřadu",
    "breach.deadline_passed": "lhůta pro ohlášení úřadu uplynula",
    "feed.test": "zkouška spojení",
    "chain.heads": "konce řetězů záznamů",
}

EVENTS: Mapping[str, tuple[str, str, str]] = {
    "prompt.blocked": ("zastavený dotaz", "zastavené dotazy", "zastavených dotazů"),
    "prompt.recorded": ("propuštěný a zaznamenaný dotaz", "propuštěné a zaznamenané dotazy", "propuštěných a zaznamenaných dotazů"),
    "upload.blocked": ("zastavený soubor", "zastavené soubory", "zastavených souborů"),
    "operation.refused": ("odmítnutá neznámá operace", "odmítnuté neznámé operace", "odmítnutých neznámých operací"),
    "evidence.opened": ("otevření zapečetěného důkazu", "otevření zapečetěných důkazů", "otevření zapečetěných důkazů"),
    "access.stopped": ("okamžité pozastavení", "okamžitá pozastavení", "okamžitých pozastavení"),
    "access.resumed": ("zrušení pozastavení", "zrušení pozastavení", "zrušení pozastavení"),
    "evidence.released": ("uvolnění zapečetěného důkazu", "uvolnění zapečetěných důkazů", "uvolnění zapečetěných důkazů"),
    "person.revealed": ("odhalení osoby za pseudonymem", "odhalení osob za pseudonymy", "odhalení osob za pseudonymy"),
    "tool.refused": ("přístup k neschválenému nástroji", "přístupy k neschváleným nástrojům", "přístupů k neschváleným nástrojům"),
}
_OTHER = ("jiný záznam", "jiné záznamy", "jiných záznamů")
_CASES = ("případ", "případy", "případů")
_EVENTS = ("událost", "události", "událostí")

FOOT = (
    "Zpráva neobsahuje osobní údaje. Nepište je, prosím, ani do odpovědi; podrobnosti jsou v konzoli.\n"
    "Zasílá brána Celnice automaticky."
)  # fmt: skip

ROUTES = {"superior": "nadřízeného ohlašovatele", "head_of_office": "vedoucí(ho) kanceláře hejtmana (ohlásil člen orgánu kraje)"}

NEXT: Mapping[str, str] = {
    "breach.suspected": "Převezměte případ v konzoli a zařaďte jej jako událost, nebo incident.",
    "breach.incident": "Popište porušení a vyhodnoťte riziko; o ohlášení rozhoduje pověřenec s vedením.",
    "breach.event": "Navrhněte nápravu a předložte ji vedení.",
    "breach.reopened": "Zařaďte případ znovu.",
    "breach.deadline_near": "Dokončete vyhodnocení rizika a podléhá-li porušení ohlášení, ohlaste je úřadu včas; "
    "chybějící údaje lze doplnit později.",
    "breach.deadline_passed": "Ohlaste porušení neprodleně a uveďte důvody zpoždění (čl. 33 odst. 1 GDPR), "
    "nebo rozhodněte, že ohlášení nepodléhá.",
}


def subject(event: Mapping[str, Any]) -> str:
    """``[AIGW][INC-2026-0001][kritická] podezření na porušení zabezpečení: 2 rodná čísla``: ServiceDesks sort by the brackets."""
    said = TYPES.get(event["type"], event["type"])
    if "case" not in event:
        return f"[{TAG}] {said}"
    kinds = f": {texts.texts('cs').listed(event['kinds'])}" if event.get("kinds") else ""
    return f"[{TAG}][INC-{event['case']}][{CZECH[level(event)]}] {said}{kinds}"


def body(event: Mapping[str, Any]) -> str:
    """One event in a mail of its own."""
    said = TYPES.get(event["type"], event["type"])
    rows = [f"{said[0].upper()}{said[1:]}", ""]
    rows += [f"{name}: {value}" for name, value in _facts(event) if value]
    if event["type"] in NEXT:
        rows += ["", NEXT[event["type"]]]
    if event.get("link"):
        rows += ["", event["link"]]
    return "\n".join([*rows, "", "-- ", FOOT, ""])


def waiting(event: Mapping[str, Any]) -> str:
    """For the superior of whoever reported: that a report waits, and where; neither who nor what."""
    rows = ["Někdo z vašich lidí ohlásil podezření na porušení zabezpečení osobních údajů.", ""]
    rows += [f"{name}: {value}" for name, value in (("Případ", event["case"]), ("Zaznamenáno", moment(event["at"])))]
    rows += ["", "Hlášení čeká v konzoli brány. Pověřenec o něm ví."]
    if event.get("link"):
        rows += ["", event["link"]]
    return "\n".join([*rows, "", "-- ", FOOT, ""])


def digest_subject(events: Sequence[Mapping[str, Any]]) -> str:
    """``[AIGW] souhrn: 3 případy, 12 událostí``."""
    cases = len({event["case"] for event in events if "case" in event})
    others = sum("case" not in event for event in events)
    parts = [plural(cases, *_CASES)] if cases else []
    parts += [plural(others, *_EVENTS)] if others else []
    worst = max((level(event) for event in events if "case" in event), default=None)
    return f"[{TAG}]{f'[{CZECH[worst]}]' if worst else ''} souhrn: {', '.join(parts)}"


def digest_body(events: Sequence[Mapping[str, Any]]) -> str:
    """Cases one by one, what may have left first; everything else by its kind and number."""
    rows: list[str] = []
    cases = sorted((event for event in events if "case" in event), key=lambda one: (not one["left"], one["case"], one["step"]))
    for event in cases:
        left = ", údaje mohly odejít" if event["left"] else ""
        kinds = f", {texts.texts('cs').listed(event['kinds'])}" if event.get("kinds") else ""
        rows.append(f"{event['case']}  [{CZECH[level(event)]}] {TYPES.get(event['type'], event['type'])}{left}{kinds}")
        rows += [f"  {event['link']}"] if event.get("link") else []
    others = [event for event in events if "case" not in event]
    if others:
        rows += ["", "Události:"] if rows else ["Události:"]
        counts = Counter(event["type"] for event in others)
        rows += [f"  {plural(count, *EVENTS.get(kind, _OTHER))}" for kind, count in sorted(counts.items())]
        kinds_found = Counter[str]()
        for event in others:
            kinds_found.update(event.get("kinds", {}))
        if kinds_found:
            rows.append(f"  Nalezeno: {texts.texts('cs').listed(kinds_found)}")
        for head in (one for event in others for one in event.get("heads", [])):
            rows.append(f"  Konec řetězu {head['writer']}: {head['seq']} {head['hash']}")
    return "\n".join([*rows, "", "-- ", FOOT, ""])


def plural(count: int, one: str, few: str, many: str) -> str:
    """``1 případ, 2 případy, 5 případů``, with a space that does not break."""
    forms = {"one": one, "few": few, "many": many}
    return f"{count}{NBSP}{forms[texts.texts('cs').plural(count)]}"


def moment(text: str) -> str:
    """``22. listopadu 2026 v 14.20`` in Prague."""
    at = datetime.fromisoformat(text).astimezone(PRAGUE)
    return f"{at.day}.{NBSP}{MONTHS[at.month - 1]}{NBSP}{at.year} v{NBSP}{at.hour}.{at:%M}"


def _facts(event: Mapping[str, Any]) -> list[tuple[str, str]]:
    facts = [("Zaznamenáno", moment(event["at"]))]
    if "case" in event:
        facts = [
            ("Případ", event["case"]),
            ("Závažnost", CZECH[level(event)]),
            ("Údaje mohly odejít z úřadu", "ano" if event["left"] else "ne, byly zastaveny"),
            *facts,
            ("Lhůta pro ohlášení úřadu", moment(event["deadline"]) if event.get("deadline") else ""),
            ("Do konce lhůty zbývá", plural(event["hours_left"], "hodina", "hodiny", "hodin") if event.get("hours_left", 0) > 0 else ""),
            ("Informovat také", ROUTES.get(event.get("route", ""), "")),
        ]
    kinds = texts.texts("cs").listed(event["kinds"]) if event.get("kinds") else ""
    return [*facts, ("Nástroj", event.get("tool", "")), ("Druhy údajů", kinds)]
