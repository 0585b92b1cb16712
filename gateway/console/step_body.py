"""What every body of a breach step has: who acts, in which part, and why."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, StringConstraints

from allowlist.workflow.entered import LONGEST_PAPER, Entered, Way
from gateway.record.breach.step import Part

LONGEST = 10_000
"""Characters of one text: some pages, which a description of a breach is."""

type Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]
type Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Acting(BaseModel):
    """Who acts."""

    model_config = ConfigDict(extra="forbid")
    usual: ClassVar[Part] = Part.DPO
    also: ClassVar[frozenset[str]] = frozenset({"action", "who", "part", "why", "version", "paper"})

    who: Name | None = Field(
        None, description="Who acts, as papers name them. Needed with the token; whoever signed in acts in their own name."
    )
    part: Literal[Part.EMPLOYEE, Part.HEAD, Part.IT, Part.DPO, Part.DIRECTOR] | None = Field(
        None, description="In which part; unset is the usual one for the step."
    )
    why: str = Field("", max_length=LONGEST, description="The reason; some steps cannot do without.")
    paper: str = Field(
        "",
        max_length=LONGEST_PAPER,
        description="Only with the token: the reference of the paper that the person signed. A signature and the director's word need it.",
    )
    _ids: tuple[str, ...] = PrivateAttr(())
    _entered: Entered | None = PrivateAttr(None)

    @property
    def ids(self) -> tuple[str, ...]:
        """Of whoever signed in; nobody writes them into a body."""
        return self._ids

    @property
    def entered(self) -> Entered | None:
        """How the step came, where nobody signed in."""
        return self._entered

    def by_token(self) -> Self:
        """The same, as what the token entered for somebody."""
        copy = self.model_copy()
        copy._entered = Entered(Way.TOKEN, paper=self.paper.strip())  # noqa: SLF001  # of our own class
        return copy

    def by(self, who: str, part: Part, ids: tuple[str, ...]) -> Self:
        """The same, as the act of somebody who signed in."""
        copy = self.model_copy(update={"who": who, "part": part})
        copy._ids = ids  # noqa: SLF001  # of our own class
        return copy

    @property
    def acts_as(self) -> Part:
        """In which part."""
        return self.part or self.usual

    def facts(self) -> Mapping[str, Any]:
        """What the step says: JSON values, without what was not given."""
        return MappingProxyType(self.model_dump(mode="json", exclude=set(self.also), exclude_none=True))
