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
