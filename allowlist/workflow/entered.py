"""A step that somebody else put in than the person whose step it is: by the API's token or at the command line, which prove nobody.

Whoever holds the token, or a shell on the server, writes any name. So such a step says how it came, and where two persons matter (a
signature, the director's word, a vote) it takes the reference of the paper that the person signed: the paper is the proof, the step is its
copy. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_PAPER = 200
"""Characters of a reference such as ``č. j. KUVZ 123/2027``."""


class Way(StrEnum):
    """How it was put in."""

    TOKEN = "token"  # noqa: S105  # no secret
    COMMAND_LINE = "command_line"


@dataclass(frozen=True, slots=True)
class Entered:
    """How a step came. ``by`` is the user of the machine, "" with the token; ``paper`` the reference of what the person signed."""

    way: Way
    by: str = field(default="", repr=False)
    paper: str = field(default="", repr=False)

    def plain(self) -> dict[str, str]:
        """As JSON values, without what is empty."""
        return {name: value for name, value in (("way", self.way.value), ("by", self.by), ("paper", self.paper)) if value}


def from_plain(value: object) -> Entered | None:
    """Of :meth:`Entered.plain`; None for a step of the person's own, or one of an older release. Raises KeyError, ValueError, TypeError."""
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise TypeError
    return Entered(Way(str(value["way"])), str(value.get("by", "")), str(value.get("paper", "")))


def unproven(entered: Entered | None) -> bool:
    """Whether nothing says that the person agreed: put in by somebody else, without a paper."""
    return entered is not None and not 0 < len(entered.paper.strip()) <= LONGEST_PAPER
