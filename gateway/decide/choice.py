"""What an employee may do with a request that was stopped, where policy leaves it to them. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Choice(StrEnum):
    """A closed set. Each holds for one text, one person and one tool, once."""

    CONFIRM = "confirm"  # send what a rule warns of as it is, with a justification
    PSEUDONYMISE = "pseudonymise"  # send it with tokens in place of the findings


@dataclass(frozen=True, slots=True)
class Clearance:
    """A choice that somebody made, taken for one request."""

    choice: Choice
    event: str
    """The event of the making of the choice."""
