r"""An event in the Common Event Format, which ArcSight, Sentinel, QRadar and most others read.

``CEF:0|Vendor|Product|Version|Signature|Name|Severity|key=value …``; ``\`` and ``|`` are escaped in the header, ``\``, ``=`` and line
breaks in the extension. Source: ArcSight, *Common Event Format*, revision 25.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version
from typing import Any

from gateway.feeds.level import Level, level

SEVERITY: Mapping[Level, int] = {Level.INFORMATIONAL: 1, Level.LOW: 3, Level.MEDIUM: 5, Level.HIGH: 8, Level.CRITICAL: 10}

NAMES: Mapping[str, str] = {
    "prompt.blocked": "Personal data stopped on the way to an AI tool",
    "prompt.recorded": "Personal data let through to an AI tool under a policy",
    "upload.blocked": "File with personal data stopped on the way to an AI tool",
    "operation.refused": "Unknown operation of an AI tool refused",
    "tool.refused": "AI tool that is not approved refused",
    "chain.erased": "Payloads of events erased",
    "evidence.opened": "Sealed evidence opened",
    "access.stopped": "Kill switch: a tool or a person was suspended at the proxy",
    "access.resumed": "Kill switch: a suspension was lifted",
    "evidence.released": "Sealed evidence released by its second holder",
    "person.revealed": "Sealed name behind a pseudonym handed out to its reader",
    "chain.heads": "Heads of the event chains",
    "breach.suspected": "Suspected breach of personal data",
    "breach.repeated": "Further attempt of a suspected breach",
    "breach.incident": "Breach classified as an incident",
    "breach.event": "Breach classified as a security event",
    "breach.dismissed": "Suspected breach dismissed",
    "breach.closed": "Breach case closed",
    "feed.test": "Test of this feed",
}
"""Others are named by their type."""

_LABELS = ("kinds", "scan", "disclosed", "policy", "case", "risk")
"""What the six custom strings hold, in order."""

_BREAKS = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def cef(event: Mapping[str, Any]) -> str:
    """One line."""
    kind = str(event["type"])
    header = ("Celnice", "Celnice", version("celnice"), kind, NAMES.get(kind, kind), str(SEVERITY[level(event)]))
    extension = " ".join(f"{key}={_value(value)}" for key, value in _extension(event).items() if value not in (None, ""))
    return "|".join(["CEF:0", *(_header(one) for one in header), extension])


def _extension(event: Mapping[str, Any]) -> dict[str, object]:
    kinds: Mapping[str, int] = event.get("kinds", {})
    listed = " ".join(f"{name}:{count}" for name, count in sorted(kinds.items()))
    heads = " ".join(f"{one['writer']}:{one['seq']}:{one['hash']}" for one in event.get("heads", []))
    strings = {"kinds": listed, **{name: event.get(name) for name in _LABELS[1:]}}
    custom: dict[str, object] = {}
    for number, name in enumerate(_LABELS, 1):
        if strings[name]:
            custom |= {f"cs{number}": strings[name], f"cs{number}Label": name}
    return {
        "rt": int(datetime.fromisoformat(event["at"]).timestamp() * 1000),
        "externalId": event["id"],
        "cat": event["type"],
        "act": event.get("verdict") or event.get("state"),
        "outcome": "failure" if event.get("verdict") in {"block", "refuse"} else None,
        "reason": event.get("reason"),
        "cnt": sum(kinds.values()) or None,
        "dhost": event.get("host"),
        "destinationServiceName": event.get("tool"),
        "deviceFacility": event.get("operation"),
        "deviceCustomDate1": _moment(event.get("deadline")),
        "deviceCustomDate1Label": "deadline" if event.get("deadline") else None,
        "request": event.get("link"),
        "msg": heads,
        **custom,
    }


def _moment(text: str | None) -> int | None:
    return int(datetime.fromisoformat(text).timestamp() * 1000) if text else None


def _header(text: str) -> str:
    return _BREAKS.sub(" ", _CONTROLS.sub("", text)).replace("\\", "\\\\").replace("|", "\\|")


def _value(value: object) -> str:
    return _BREAKS.sub(r"\\n", _CONTROLS.sub("", str(value)).replace("\\", "\\\\").replace("=", "\\="))
