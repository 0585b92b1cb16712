"""The last gate before an event is written: every string in it must look like a name of ours, not like somebody's words.

Events are built from closed sets and names of modules, so nothing is withheld while the code is right. If a later change puts user
text into a field, the text is withheld here, the field is named under ``withheld``, and the event itself still stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

WITHHELD = "withheld"

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TOKEN = re.compile(r"[A-Za-z0-9_.:/+@,=-]{0,160}")
"""Names of tools, formats, rules, versions. No space: words of a person have one."""
_HOST = re.compile(r"[A-Za-z0-9_.:\[\]-]{0,255}")  # a DNS name is at most 253 octets (RFC 1035); IPv6 in brackets
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00")
_HEX = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[0-9a-f]{32}")
_PERIOD = re.compile(r"\d{4}(-Q[1-4]|-\d\d)?")
_DEPARTMENT = re.compile(r"(?!.*\d{5})[\w ,.()/&-]{0,80}")
"""A name of the directory's, never of a request: words, but no line, and no number that a person could have."""
_REFERENCE = re.compile(r"[2-9A-HJ-NP-Z]{5}(-[2-9A-HJ-NP-Z]{5}){2}")
"""The id of another event (:mod:`gateway.reference`); by chance it may have seven digits in a row."""
_WHERE = re.compile(r"[a-z]{1,20}=[A-Z]{0,3}[0-9]{1,6}(,[a-z]{1,20}=[A-Z]{0,3}[0-9]{1,6}){0,9}")
"""``message=3,line=12``, ``sheet=2,cell=B7``: our own words, numbers that count, and a cell's address."""
_LONG_NUMBER = re.compile(r"(?:\d[ ./-]?){7,}")
"""Seven digits in a row, also spelt apart: every identifier of a person that we look for has more (a birth number has nine or ten)."""

_NAMES = ("type", "tool", "operation", "verdict", "reason", "scan", "disclosed", "detail", "entrance")
_VERSIONS = ("policy", "detectors", "person")
"""May hold digits: a policy of 2026-10-01, a pseudonym in hex."""


class NotAnEvent(ValueError):
    """A payload without a usable id or time. Says which, never the value."""


def guarded(payload: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of an event's payload in which everything that could be user text is replaced by ``"withheld"``.

    Raises :class:`NotAnEvent` when the id or the time is not one: without them an event can be neither kept once nor found.
    """
    if not _ID.fullmatch(str(payload.get("id", ""))):
        raise NotAnEvent("id")
    if not _MOMENT.fullmatch(str(payload.get("at", ""))):
        raise NotAnEvent("at")
    out: dict[str, Any] = {"schema": payload["schema"], "id": payload["id"], "at": payload["at"]}
    withheld: set[str] = set()

    def keep(name: str, value: Any, *, good: bool) -> Any:
        if good:
            return value
        withheld.add(name)
        return WITHHELD

    for name in _NAMES:
        out[name] = keep(name, payload.get(name, ""), good=_name(payload.get(name, "")))
    if _REFERENCE.fullmatch(str(payload.get("detail", ""))):
        out["detail"] = payload["detail"]
        withheld.discard("detail")
    for name in _VERSIONS:
        value = payload.get(name)
        out[name] = keep(name, value, good=value is None or (isinstance(value, str) and bool(_TOKEN.fullmatch(value))))
    host = payload.get("host", "")
    out["host"] = keep("host", host, good=isinstance(host, str) and bool(_HOST.fullmatch(host)))
    key = payload.get("conversation")
    out["conversation"] = keep("conversation", key, good=key is None or (isinstance(key, str) and bool(_KEY.fullmatch(key))))
    named = payload.get("department", "")
    out["department"] = keep("department", named, good=isinstance(named, str) and bool(_DEPARTMENT.fullmatch(named)))
    for name in ("kinds", "rules"):
        counts: dict[str, int] = {}
        for key, count in payload.get(name, {}).items():
            safe = keep(name, key, good=_name(key))
            counts[safe] = counts.get(safe, 0) + (count if isinstance(count, int) else 1)
        out[name] = counts
    grounds: dict[str, list[int]] = {}
    for rule, told in payload.get("grounds", {}).items():
        grounds[keep("grounds", rule, good=_name(rule))] = keep("grounds", told, good=_counts(told))
    out["grounds"] = grounds
    out["places"] = [keep("places", place, good=_name(place)) for place in payload.get("places", ())]
    out["where"] = [keep("where", one, good=isinstance(one, str) and bool(_WHERE.fullmatch(one))) for one in payload.get("where", ())]
    out["fingerprints"] = [mark for mark in payload.get("fingerprints", ()) if keep("fingerprints", mark, good=_mark(mark)) is mark]
    withheld |= payload.keys() - out.keys()  # a field that this gate has not been taught yet
    if withheld:
        out[WITHHELD] = sorted(withheld)
    return out


def _name(value: Any) -> bool:
    return isinstance(value, str) and bool(_TOKEN.fullmatch(value)) and not _LONG_NUMBER.search(value)


def _counts(told: Any) -> bool:
    return isinstance(told, list) and len(told) == 3 and all(isinstance(one, int) and 0 <= one < 1_000_000 for one in told)


def _mark(mark: Any) -> bool:
    return (
        isinstance(mark, dict)
        and mark.keys() == {"entity", "period", "digest"}
        and _name(mark["entity"])
        and isinstance(mark["period"], str)
        and bool(_PERIOD.fullmatch(mark["period"]))
        and isinstance(mark["digest"], str)
        and bool(_HEX.fullmatch(mark["digest"]))
    )
