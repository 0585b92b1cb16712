"""A breach step as JSON values and back: the same in the store, in an export and in a dossier."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from allowlist.workflow import entered
from gateway.record.breach.step import Action, Part, Step


def to_plain(step: Step) -> dict[str, Any]:
    """A step as JSON values."""
    return {
        "case": step.case,
        "number": step.number,
        "at": step.at.isoformat(),
        "who": step.who,
        "part": step.part.value,
        "action": step.action.value,
        "why": step.why,
        "facts": dict(step.facts),
        **({"ids": list(step.ids)} if step.ids else {}),  # older steps have none, and stay as they were written
        **({"entered": step.entered.plain()} if step.entered else {}),
    }


def from_plain(value: Mapping[str, Any]) -> Step:
    """The step of :func:`to_plain`. Raises KeyError, ValueError, TypeError."""
    at, facts = datetime.fromisoformat(value["at"]), MappingProxyType(dict(value["facts"]))
    part, action = Part(value["part"]), Action(value["action"])
    ids = tuple(map(str, value.get("ids", [])))
    return Step(
        value["case"],
        int(value["number"]),
        at,
        value["who"],
        part,
        action,
        value["why"],
        facts,
        ids,
        entered.from_plain(value.get("entered")),
    )
