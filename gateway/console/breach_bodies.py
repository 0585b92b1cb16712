"""What the API takes for each step of a breach case: one typed body for each action, told apart by ``action``.

What a step must say is checked by the state machine (:mod:`gateway.record.breach.history`); here only shapes are, so that OpenAPI shows
them and nothing unknown is swallowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PrivateAttr, StringConstraints

from gateway.console.step_body import LONGEST, Acting, Name, Text
from gateway.record.breach.severity import DataKind, Identification, Loss, Risk
from gateway.record.breach.step import Action, Part, State

type Count = Annotated[int, Field(ge=0, le=10_000_000_000)]
type Source = Literal["internal", "external", "processor", "unknown"]
type Category = Literal["confidentiality", "integrity", "availability"]


class Report(Acting):
    """A suspected breach: an employee's own report, or one without any AI tool. The time of receipt is this moment."""

    usual: ClassVar[Part] = Part.EMPLOYEE

    title: Text = Field(description="What happened, in one sentence.")
    left: bool = Field(True, description="Whether data may have left the office. Who does not know says true.")
    occurred: AwareDatetime | None = Field(None, description="When it happened, with its zone.")
    detected: AwareDatetime | None = Field(None, description="When it was found out; unset is now.")
    tool: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,64}$")] | None = Field(None, description="Catalogue id of the tool.")
    recipient: Text | None = None
    department: Name | None = Field(None, description="The department; its head is the superior who is told.")
    persons: Count | None = None
    persons_categories: Text | None = None
    records: Count | None = None
    records_categories: Text | None = None
    consequences: Text | None = None
    measures_taken: Text | None = None
    source: Source | None = None
    category: list[Category] | None = None
    elected: bool = Field(False, description="The reporter is a member of the council or of a committee: the head of office is told.")
    also: ClassVar[frozenset[str]] = Acting.also | {"elected"}
    _superior: str = PrivateAttr("")

    def told(self, superior: str) -> Self:
        """The same, with the account of the reporter's superior, as the directory names it; nobody writes it into a body."""
        copy = self.model_copy()
        copy._superior = superior  # noqa: SLF001  # of our own class
        return copy

    def facts(self) -> Mapping[str, Any]:
        """With the route: the superior, or for elected members the head of the office (the directive, art. VII para. 1)."""
        route = "head_of_office" if self.elected else "superior"
        superior = {"superior": self._superior} if self._superior and not self.elected else {}
        return MappingProxyType({**Acting.facts(self), "route": route, **superior})


class Versioned(Acting):
    """A step of a case that is there."""

    version: Annotated[int, Field(ge=1, description="`version` of the case as whoever acts has read it.")]


class Further(Versioned):
    """Something more is known: a further report of the same case."""

    usual: ClassVar[Part] = Part.EMPLOYEE
    action: Literal[Action.REPORT]
    left: Literal[True] | None = Field(None, description="It has turned out that data may have left.")


class Receive(Versioned):
    """The officer takes the case over; the exact time is kept."""

    action: Literal[Action.RECEIVE]


class Classify(Versioned):
    """Event, incident or nothing; with ``why``. An incident starts the 72 hours at ``aware`` (unset: now)."""

    action: Literal[Action.CLASSIFY]
    as_: Literal["event", "incident", "none"] = Field(alias="as")
    aware: AwareDatetime | None = None

    def facts(self) -> Mapping[str, Any]:
        """Under the name that the machine knows."""
        return MappingProxyType({"as": self.as_, **({"aware": self.aware.isoformat()} if self.aware else {})})


class Correct(Versioned):
    """A recorded time was wrong; what stood there stays readable. With ``why``."""

    action: Literal[Action.CORRECT]
    what: Literal["occurred", "detected", "reported", "received", "aware"]
    time: AwareDatetime


class Note(Versioned):
    """A note, a consultation; ``ticket`` is what the ServiceDesk calls the case."""

    action: Literal[Action.NOTE]
    text: Text
    ticket: Annotated[str, StringConstraints(max_length=64)] | None = None


class Propose(Versioned):
    """A remedy for an event."""

    action: Literal[Action.PROPOSE]
    text: Text


class Approve(Versioned):
    """The director's word on it."""

    usual: ClassVar[Part] = Part.DIRECTOR
    action: Literal[Action.APPROVE]
    approve: bool


class Invite(Versioned):
    """An expert is invited."""

    action: Literal[Action.INVITE]
    name: Name


class Remedy(Versioned):
    """An immediate remedy that was taken; suspending at the proxy has a path of its own."""

    usual: ClassVar[Part] = Part.IT
    action: Literal[Action.REMEDY]
    text: Text


class Describe(Versioned):
    """What is known of the breach; what is not given stays."""

    action: Literal[Action.DESCRIBE]
    title: Text | None = None
    left: bool | None = None
    recipient: Text | None = None
    department: Name | None = None
    source: Source | None = None
    category: list[Category] | None = None
    persons: Count | None = None
    persons_categories: Text | None = None
    records: Count | None = None
    records_categories: Text | None = None
    consequences: Text | None = None
    measures_taken: Text | None = None


class Assess(Versioned):
    """ENISA's severity; ``risk`` is the officer's last word, with ``why`` where it differs from the method."""

    action: Literal[Action.ASSESS]
    kinds: list[DataKind] = Field(min_length=1)
    identification: Identification
    confidentiality: Loss
    integrity: Loss = Loss.NONE
    availability: Loss = Loss.NONE
    malicious: bool = False
    adjustment: int = Field(0, ge=-3, le=3)
    persons: Count = 0
    unintelligible: bool = False
    risk: Risk | None = None


class Sign(Versioned):
    """One of the two signatures under the decision."""

    action: Literal[Action.SIGN]


class NotifyAuthority(Versioned):
    """The notification went to the authority; after the deadline ``delay_reasons`` are mandatory."""

    action: Literal[Action.NOTIFY_AUTHORITY]
    dispatch: Name = Field(description="The number under which it was sent (data box message).")
    sent: AwareDatetime | None = Field(None, description="When; unset is now.")
    delay_reasons: str = Field("", max_length=LONGEST)


class Supplement(Versioned):
    """A supplement to the notification (GDPR art. 33 para. 4)."""

    action: Literal[Action.SUPPLEMENT]
    dispatch: Name


class NotifyPersons(Versioned):
    """The persons were told, or need not be (``exception``, GDPR art. 34 para. 3)."""

    action: Literal[Action.NOTIFY_PERSONS]
    dispatch: Name | None = None
    exception: Text | None = None


class Measure(Versioned):
    """A measure with its owner and day."""

    action: Literal[Action.MEASURE]
    text: Text
    owner: Name
    due: date | None = None


class Done(Versioned):
    """A measure was carried out; ``measure`` counts from 1."""

    action: Literal[Action.DONE]
    measure: Annotated[int, Field(ge=1)] | None = None


class Check(Versioned):
    """Whether the measures were effective."""

    action: Literal[Action.CHECK]
    result: Text


class Close(Versioned):
    """The end."""

    action: Literal[Action.CLOSE]


class Reopen(Versioned):
    """Open again, with ``why``."""

    action: Literal[Action.REOPEN]


type AnyStep = Annotated[
    Further
    | Receive
    | Classify
    | Correct
    | Note
    | Propose
    | Approve
    | Invite
    | Remedy
    | Describe
    | Assess
    | Sign
    | NotifyAuthority
    | Supplement
    | NotifyPersons
    | Measure
    | Done
    | Check
    | Close
    | Reopen,
    Field(discriminator="action"),
]


class Stopping(Versioned):
    """The immediate remedy at the proxy: suspend the tool or the person of the case, or lift it. With ``why``."""

    usual: ClassVar[Part] = Part.IT
    what: Literal["tool", "person"]
    on: bool = True
    why: Text


class Listing(BaseModel):
    """The parameters of a list of cases."""

    model_config = ConfigDict(extra="forbid")
    state: list[State] = Field(default_factory=list, max_length=8, description="Only cases in these states.")
    year: int | None = Field(None, ge=2000, le=9999, description="Only cases numbered in this year.")
    open: bool = Field(False, description="Only cases that are neither closed nor dismissed.")
