"""The rules of a policy: values only. What they lead to, :mod:`gateway.decide.policy` says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from gateway.decide.action import Action
from gateway.decide.choice import Choice


@dataclass(frozen=True, slots=True)
class Period:
    """From an instant (inclusive) until another (exclusive), both in UTC."""

    since: datetime
    until: datetime

    def holds(self, now: datetime) -> bool:
        """Whether it is running."""
        return self.since <= now < self.until


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the policy. Empty sets mean "every"; the first rule that fits a finding decides on it."""

    name: str
    action: Action
    kinds: frozenset[str] = frozenset()
    tools: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    operations: frozenset[str] = frozenset()
    below: float | None = None
    """Only findings with a score below this: weak ones may be treated more mildly than sure ones."""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """How surely something must be found, and how much may be sent at once, for some tools, groups and operations. None: nothing said."""

    name: str
    tools: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    operations: frozenset[str] = frozenset()
    threshold: float | None = None
    """For floor kinds it counts only where it is stricter than the policy's own."""
    text: int | None = None
    """Characters of text in one request, history included, files excluded."""
    file: int | None = None
    """Bytes of one file."""
    files: int | None = None
    """Files in one request; 0 for none at all."""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """What happens to what could not be read: it is stopped, or, where the working group says so, somebody may confirm it with a
    justification. It is never let through by itself.
    """

    name: str
    reasons: frozenset[str]
    """Of :data:`gateway.decide.unread.TOLERABLE`."""
    warns: bool = False
    tools: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    operations: frozenset[str] = frozenset()
    approved_by: str = field(default="", repr=False)
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """The working group's word that some tools may read these sources by themselves, for a time: nothing of those is scanned here."""

    name: str
    sources: frozenset[str]
    """Names as :mod:`gateway.extract.source_name` writes them."""
    tools: frozenset[str]
    groups: frozenset[str] = frozenset()
    operations: frozenset[str] = frozenset()
    approved_by: str = field(default="", repr=False)
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Permission:
    """The working group's word that one tool may be given pseudonymised text, for a time."""

    tool: str
    approved_by: str = field(repr=False)
    period: Period
    surrogates: bool = False
    """Whether realistic values stand there in place of tokens."""


@dataclass(frozen=True, slots=True)
class Monitor:
    """A trial: findings are let through and recorded as suspected incidents. Floors still block. At most :data:`MAX_MONITOR_DAYS`."""

    tool: str
    group_approver: str = field(repr=False)
    dpo_approver: str = field(repr=False)
    period: Period


MAX_MONITOR_DAYS = 30
"""The directive knows no trial with personal data; a month is what a working group needs to see what a tool is used for."""


@dataclass(frozen=True, slots=True)
class Situation:
    """In which a request is judged."""

    tool: str
    operation: str
    groups: frozenset[str]
    now: datetime
    chosen: Choice | None = None
    """What the employee has chosen for this very text."""


type Aimed = Rule | Bounds | Unread | Approval
"""What is said for some tools, groups and operations, for a time. Empty sets mean "every", no period "always"."""


def fits(one: Aimed, situation: Situation) -> bool:
    """Whether it is said for this situation."""
    return (
        (not one.tools or situation.tool in one.tools)
        and (not one.operations or situation.operation in one.operations)
        and (not one.groups or not one.groups.isdisjoint(situation.groups))
        and (one.period is None or one.period.holds(situation.now))
    )
