"""What the API takes for data subjects' requests: one typed body for each step, told apart by ``action``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from gateway.record.request.step import Action, Kind, Outcome

LONGEST = 10_000
MOST_VALUES = 200
"""Values of one search: names, numbers and addresses of one person in all their spellings."""

type Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]
type Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Taken(BaseModel):
    """Who acts, and why."""

    model_config = ConfigDict(extra="forbid")
    apart: ClassVar[frozenset[str]] = frozenset({"action", "who", "why", "version"})

    who: Name | None = Field(None, description="Who acts. Needed with the token; whoever signed in acts in their own name.")
    why: str = Field("", max_length=LONGEST, description="The reason; some steps cannot do without.")

    def facts(self) -> Mapping[str, Any]:
        """What the step says: JSON values."""
        return MappingProxyType(self.model_dump(mode="json", exclude=set(self.apart), exclude_none=True))


class New(Taken):
    """A request came."""

    kind: Kind
    applicant: Name = Field(repr=False, description="Who asks, as they call themselves.")
    received: AwareDatetime | None = Field(None, description="When it came, with its zone; unset is now.")


class Versioned(Taken):
    """A step of a request that is there."""

    version: Annotated[int, Field(ge=1, description="`version` of the request as whoever acts has read it.")]


class AskIdentity(Versioned):
    """The applicant was asked to prove who they are; the period rests."""

    action: Literal[Action.ASK_IDENTITY]
    how: Text


class Verify(Versioned):
    """How the applicant proved who they are; no number of a document."""

    action: Literal[Action.VERIFY]
    how: Text


class Distribute(Versioned):
    """To the departments that may hold something."""

    action: Literal[Action.DISTRIBUTE]
    departments: list[Name] = Field(min_length=1, max_length=100)


class Draft(Versioned):
    """The internal draft of the answer is there."""

    action: Literal[Action.DRAFT]


class Extend(Versioned):
    """More time, with ``why``."""

    action: Literal[Action.EXTEND]
    months: Annotated[int, Field(ge=1, le=2)]


class Tell(Versioned):
    """A recipient was told of an erasure, rectification or restriction."""

    action: Literal[Action.TELL]
    recipient: Text


class Answer(Versioned):
    """The answer went out."""

    action: Literal[Action.ANSWER]
    outcome: Outcome
    dispatch: Name


class Note(Versioned):
    """A note."""

    action: Literal[Action.NOTE]
    text: Text


type AnyStep = Annotated[
    AskIdentity | Verify | Distribute | Draft | Extend | Tell | Answer | Note,
    Field(discriminator="action"),
]


class Lookup(Versioned):
    """What to look for of the subject in everything that is kept. The values themselves are kept nowhere."""

    values: list[Name] = Field(default_factory=list, max_length=MOST_VALUES, repr=False, description="Name, birth number, e-mail…")
    kinds: list[str] = Field(default_factory=list, max_length=MOST_VALUES, description="Read the values as these kinds only; empty: any.")
    persons: list[str] = Field(default_factory=list, max_length=MOST_VALUES, description="An employee's pseudonyms.")
    accounts: list[Name] = Field(default_factory=list, max_length=MOST_VALUES, repr=False, description="An employee's accounts.")
