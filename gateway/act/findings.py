"""What programs read of a refusal beside its text: kinds with their numbers, places, the page of the event. Never a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gateway.model import Notice


def details(notice: Notice) -> dict[str, Any]:
    """``findings`` ``[{"type", "count"}]``, ``places`` ``[{"message": 3, "line": 12}]``, ``more_places``, ``choices``, ``link``, ``rules``.

    What is empty is absent.
    """
    found: Mapping[str, Any] = {
        "findings": [{"type": kind, "count": count} for kind, count in notice.kinds.items()],
        "places": [dict(where) for where in notice.where],
        "more_places": notice.more,
        "choices": list(notice.choices),
        "link": notice.own,
        "rules": notice.rules,
    }
    return {name: value for name, value in found.items() if value}


def as_texts(notice: Notice) -> dict[str, str]:
    """The same for envelopes that hold texts alone: ``CZ_BIRTH_NUMBER=2``, ``message=3,line=12; sheet=2,cell=B7``."""
    found = {
        "findings": "; ".join(f"{kind}={count}" for kind, count in notice.kinds.items()),
        "places": "; ".join(",".join(f"{name}={value}" for name, value in where) for where in notice.where),
        "more_places": str(notice.more or ""),
        "choices": "; ".join(notice.choices),
        "link": notice.own,
        "rules": notice.rules,
    }
    return {name: value for name, value in found.items() if value}
