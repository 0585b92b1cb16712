"""Why a catalogued service is closed now: what the page says to whoever tried it. Names no person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Cause(StrEnum):
    """A closed set; each has its sentence in every language (``gateway/act/texts``)."""

    NOT_ASKED = "not_asked"  # nobody has asked for it
    REQUESTED = "requested"  # asked for and not decided yet
    REJECTED = "rejected"
    DECIDED = "decided"  # approved, not published yet
    NOT_YET = "not_yet"  # its first day is still to come
    EXPIRED = "expired"  # the approval's own last day
    CONTRACT = "contract"  # the contract's
    AGREEMENT = "agreement"  # that of the agreement on processing (GDPR art. 28)
    TRAINING = "training"  # that of the evidence that nothing is trained on
    REVIEW = "review"  # not reviewed in time
    SUSPENDED = "suspended"
    RETIRED = "retired"
    GROUP = "group"  # approved, but not for this person's groups
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Closure:
    """``day`` is the last day of use, the first one still to come, or the day of the decision; whichever the cause has.

    ``notice`` is what the working group wants employees to read beside a suspension.
    """

    service: str
    cause: Cause
    day: date | None = None
    notice: str = ""
