"""An event in the Open Cybersecurity Schema Framework: Data Security Finding (2006) for what the gateway found, Incident Finding (2005)
for breach cases, Base Event (0) for everything that is no finding (chain heads, erasures).

Source: schema.ocsf.io 1.5.0, classes ``data_security_finding``, ``incident_finding``, ``base_event``, profile ``security_control``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version
from typing import Any

from gateway.feeds.cef import NAMES
from gateway.feeds.level import Level, level

SCHEMA = "1.5.0"
FINDINGS = 2
DATA_SECURITY_FINDING = 2006
INCIDENT_FINDING = 2005

CREATE, UPDATE, CLOSE, OTHER = 1, 2, 3, 99
DLP_GATEWAY = 2
IN_TRANSIT = 2
NEW, IN_PROGRESS, RESOLVED, CLOSED = 1, 2, 4, 5

DISPOSITIONS: Mapping[str, tuple[int, int]] = {
    # verdict: (action_id: 1 allowed, 2 denied; disposition_id: 1 allowed, 2 blocked, 11 corrected, 15 detected)
    "block": (2, 2),
    "refuse": (2, 2),
    "warn": (2, 2),
    "pseudonymise": (1, 11),
    "pass_recorded": (1, 15),
    "pass": (1, 1),
}

FINDING_TYPES = frozenset({"prompt.blocked", "prompt.recorded", "upload.blocked", "operation.refused", "tool.refused"})

PERSONAL, GOVERNMENTAL, FINANCIAL, BUSINESS, SECURITY, SEVERAL = 1, 2, 3, 4, 6, 99

_MEMBERS: Mapping[int, tuple[str, ...]] = {
    GOVERNMENTAL: (
        *("CZ_ID_CARD", "CZ_PASSPORT", "CZ_DRIVING_LICENCE", "CZ_RESIDENCE_PERMIT", "SK_ID_CARD", "CZ_WEAPON_LICENCE", "CZ_SERVICE_CARD"),
        *("CZ_BIRTH_NUMBER", "SK_BIRTH_NUMBER", "CZ_INSURANCE_NUMBER", "CZ_DIC", "CZ_ICO", "CZ_ECP", "CZ_RID", "US_SSN"),
    ),
    FINANCIAL: ("CZ_BANK_ACCOUNT", "IBAN_CODE", "CREDIT_CARD", "SPAYD"),
    BUSINESS: ("HR_DATA", "LICENSED_TEXT", "CONFIDENTIAL_MARKING"),
    SECURITY: ("SECRET", "IP_ADDRESS", "MAC_ADDRESS"),
}

CATEGORY: Mapping[str, int] = {kind: category for category, kinds in _MEMBERS.items() for kind in kinds}
"""``category_id`` of a kind of data; personal where nothing else is said."""


def ocsf(event: Mapping[str, Any]) -> dict[str, Any]:
    """The event as an object of its class."""
    if "case" in event:
        return _incident(event)
    if event["type"] in FINDING_TYPES:
        return _finding(event)
    return {
        **_base(event, 0, 0, OTHER, "Log"),
        "unmapped": _chosen(event, "heads", "hash", "seq", "writer"),
    }


def _base(event: Mapping[str, Any], category: int, class_uid: int, activity: int, activity_name: str) -> dict[str, Any]:
    grave = level(event)
    return {
        "activity_id": activity,
        "activity_name": activity_name,
        "category_uid": category,
        "class_uid": class_uid,
        "type_uid": class_uid * 100 + activity,
        "severity_id": int(grave),
        "severity": grave.name.capitalize(),
        "time": _milliseconds(event["at"]),
        "message": NAMES.get(event["type"], event["type"]),
        "metadata": {
            "version": SCHEMA,
            "uid": event["id"],
            "event_code": event["type"],
            "product": {"name": "Celnice", "vendor_name": "Celnice", "version": version("celnice")},
            **({"sequence": event["seq"]} if "seq" in event else {}),
        },
    }


def _finding(event: Mapping[str, Any]) -> dict[str, Any]:
    action, disposition = DISPOSITIONS.get(str(event.get("verdict")), (0, 0))
    kinds: Mapping[str, int] = event.get("kinds", {})
    base = _base(event, FINDINGS, DATA_SECURITY_FINDING, CREATE, "Create")
    base["metadata"]["profiles"] = ["security_control"]
    found: dict[str, Any] = {
        **base,
        "action_id": action,
        "disposition_id": disposition,
        "is_alert": level(event) >= Level.MEDIUM,
        "status_id": NEW,
        "finding_info": {
            "uid": event["id"],
            "title": base["message"],
            "analytic": {"type_id": 1, "name": ", ".join(sorted(event.get("rules", {}))) or event.get("reason", "register")},
            "created_time": base["time"],
        },
        "data_security": {
            "category_id": _category(kinds),
            "detection_system_id": DLP_GATEWAY,
            "data_lifecycle_state_id": IN_TRANSIT,
            "total": sum(kinds.values()),
            "classifier_details": {"name": "Celnice", "type": "detectors", "version": event.get("detectors", "")},
            "policy": {"name": "Celnice", "version": event.get("policy", ""), "uid": event.get("reason", "")},
        },
        "unmapped": {
            name: event[name] for name in ("kinds", "scan", "disclosed", "operation", "entrance", "hash", "writer") if name in event
        },
    }
    if event.get("host"):
        found["dst_endpoint"] = {"hostname": event["host"], **({"svc_name": event["tool"]} if event.get("tool") else {})}
    return found


def _incident(event: Mapping[str, Any]) -> dict[str, Any]:
    kind = event["type"]
    activity, name = CREATE, "Create"
    if kind != "breach.suspected":
        activity, name = (CLOSE, "Close") if event["state"] in {"closed", "dismissed"} else (UPDATE, "Update")
    base = _base(event, FINDINGS, INCIDENT_FINDING, activity, name)
    status = {"suspected": NEW, "closed": CLOSED, "dismissed": CLOSED}.get(event["state"], IN_PROGRESS)
    incident: dict[str, Any] = {
        **base,
        "status_id": status,
        "is_suspected_breach": bool(event["left"]),
        "assignee_group": {"name": "data protection officer"},
        "finding_info_list": [
            {"uid": one, "title": "Data Security Finding", "product_uid": "celnice"} for one in event.get("events", []) or [event["case"]]
        ],
        "desc": f"Case {event['case']}, {event['state']}",
        "unmapped": _chosen(event, "case", "step", "kinds", "risk", "deadline", "left", "tool"),
    }
    if event.get("link"):
        incident["src_url"] = event["link"]
    return incident


def _category(kinds: Mapping[str, int]) -> int:
    found = {CATEGORY.get(kind, PERSONAL) for kind in kinds}
    if not found:
        return 0
    return found.pop() if len(found) == 1 else SEVERAL


def _milliseconds(at: str) -> int:
    return int(datetime.fromisoformat(at).timestamp() * 1000)


def _chosen(event: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """What the schema has no place for, under our own names."""
    return {name: event[name] for name in names if name in event}
