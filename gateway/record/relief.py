"""What a milder policy would have changed: stopped requests of the past, told from the facts of their verdicts alone, no text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

STOPPED = "block"
FOUND = "personal_data"
"""The reason of a request stopped for what was found in it; what is stopped for another reason no finding's rule lets pass."""

type Facet = Literal["kinds", "rules"]


@dataclass(frozen=True, slots=True)
class Relief:
    """Of the stopped requests with one of the names: how many had nothing else and would not have been stopped, how many had more."""

    alone: int = 0
    beside: int = 0

    def __add__(self, other: Relief) -> Relief:
        """Of both."""
        return Relief(self.alone + other.alone, self.beside + other.beside)


def relief(events: Iterable[Mapping[str, Any]], names: Collection[str], facet: Facet = "kinds") -> Relief:
    """Counts over the public facts of events. A request that was not read whole stays stopped, whatever its findings."""
    wanted, found = frozenset(names), Relief()
    for event in events:
        held = frozenset(event.get(facet) or ())
        if event.get("verdict") == STOPPED and held & wanted:
            alone = held <= wanted and event.get("reason") == FOUND and event.get("scan") == "scanned"
            found += Relief(int(alone), int(not alone))
    return found
