"""One step of a tool's way through the register: who did what, when, and why. Steps are only ever added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from allowlist.workflow.entered import Entered


class State(StrEnum):
    """Where a tool stands. Only ``published`` opens the door, and only while nothing suspends it (:mod:`allowlist.workflow.standing`)."""

    NONE = "none"  # nobody has asked for it
    DRAFT = "draft"
    CONSULTED = "consulted"
    SUBMITTED = "submitted"
    ASSESSED = "assessed"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUSPENDED = "suspended"
    REJECTED = "rejected"
    RETIRED = "retired"


class Action(StrEnum):
    """What somebody does."""

    DRAFT = "draft"  # a head of department writes down what the tool is wanted for
    CONSULT = "consult"  # it was talked over with the head of IT
    SUBMIT = "submit"  # the formal request
    RETURN = "return"  # back to whoever asked, to complete it
    AMEND = "amend"  # facts of the register change
    ASSESS = "assess"  # the six criteria and the answers of the risk method
    VOTE = "vote"
    APPROVE = "approve"
    REJECT = "reject"
    ANNOUNCE = "announce"  # new processing was announced to the data protection officer
    PUBLISH = "publish"
    REVIEW = "review"  # looked at again and found good
    REPORT = "report"  # somebody says that the tool gives wrong output
    SUSPEND = "suspend"
    RESUME = "resume"
    RETIRE = "retire"


class Part(StrEnum):
    """In which part somebody acts. Who holds which part, the office's directory says; the shell checks it."""

    HEAD = "head_of_department"
    IT = "head_of_it"
    GROUP = "working_group"
    DPO = "data_protection_officer"
    DIRECTOR = "director"
    EMPLOYEE = "employee"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the history. ``number`` counts from 1 without gaps in one tool's history.

    ``facts`` are the action's own: what they hold, :mod:`allowlist.workflow.machine` checks. Texts and numbers only, so that a step is
    the same in the store, in an export and after an import.
    """

    tool: str
    number: int
    at: datetime
    who: str = field(repr=False)
    part: Part
    action: Action
    why: str = field(default="", repr=False)
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    ids: tuple[str, ...] = field(default=(), repr=False)
    """What stays of the person when their name changes (:mod:`allowlist.workflow.same_person`); () where only a name is known."""
    entered: Entered | None = None
    """How it came when the person did not take it themselves; None for an account's own, and in older steps."""

    def __post_init__(self) -> None:
        """A step has a time with its zone and somebody who did it."""
        if self.at.tzinfo is None:
            raise ValueError("a step's time carries its zone")
        if not self.who.strip():
            raise ValueError("a step names who did it")
