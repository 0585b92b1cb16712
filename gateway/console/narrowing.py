"""What narrows the list of events: the fields of its form, read from an address and written into one again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from allowlist import prague
from gateway.console.ports import MakeFilters
from gateway.record.event import OFFICIAL, EventType

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
LONGEST = 120
"""Characters of a department's name."""
STOPPED = tuple(kind.value for kind in EventType if kind not in OFFICIAL)
"""What the list shows: the use of tools. What officials do has pages of its own."""
FIELDS = ("tool", "kind", "verdict", "department", "since", "until")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The fields; "" and None ask for everything. Days are Prague's, and both count."""

    tool: str = ""
    kind: str = ""
    verdict: str = ""
    department: str = field(default="", repr=False)
    since: date | None = None
    until: date | None = None

    @property
    def active(self) -> bool:
        """Whether anything is narrowed."""
        return self != Narrowing()

    @property
    def live(self) -> bool:
        """Whether new events can be followed: what is found by the index appears a moment after the event."""
        return not (self.kind or self.department or self.until)

    def query(self) -> str:
        """As a part of an address, without its question mark; "" for everything."""
        given = {name: getattr(self, name) for name in FIELDS}
        return urlencode({name: str(value) for name, value in given.items() if value})

    def filters(self, make: MakeFilters) -> Any:
        """What the store takes."""
        return make(
            types=STOPPED,
            tools=(self.tool,) if self.tool else (),
            verdicts=(self.verdict,) if self.verdict else (),
            kinds=(self.kind,) if self.kind else (),
            departments=(self.department,) if self.department else (),
            since=prague.midnight(self.since) if self.since else None,
            until=prague.end(self.until) if self.until else None,
        )


def narrowing_of(query: Mapping[str, str]) -> Narrowing:
    """The fields of an address; others are passed over. Raises ValueError for one of another form, and quotes none."""
    codes = {name: query.get(name, "") for name in ("tool", "kind", "verdict")}
    if not all(not value or CODE.fullmatch(value) for value in codes.values()):
        raise ValueError("not a code")
    department = query.get("department", "")
    if len(department) > LONGEST or not department.isprintable():
        raise ValueError("not a department")
    try:
        days = [date.fromisoformat(query[name]) if query.get(name) else None for name in ("since", "until")]
    except ValueError:
        raise ValueError("not a day") from None
    return Narrowing(**codes, department=department, since=days[0], until=days[1])
