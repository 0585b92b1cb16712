"""Steps by which rules of the policy are decided in the console, and a confirmed relief is withdrawn. Pure; nothing is overwritten.

What makes the protection weaker is drafted by one account and confirmed by the officer with another; what makes it stricter is set at
once. A rule that was set, changed or confirmed last stands first: the newest decision decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from gateway.record.event import EventType
from gateway.record.official import official


class StepKind(StrEnum):
    """A closed set."""

    DRAFTED = "drafted"  # waits for the officer
    CONFIRMED = "confirmed"  # a draft holds from now on
    REFUSED = "refused"  # a draft does not
    SET = "set"  # holds at once: nothing becomes milder
    WITHDRAWN = "withdrawn"  # a confirmed relief holds no more


class StepError(Exception):
    """Why a step is not taken: ``code`` is ``gone``, ``moved`` (somebody else acted meanwhile), ``same`` (two accounts decide), ``twice``
    (a draft of the rule waits), ``account`` (nobody's account stands behind it), ``lines`` (a field is missing or too long), ``floor``,
    ``until`` (milder for ever), ``rule`` (the gateway would not take the rule), ``nothing`` (it would change nothing), ``beneath`` (without
    the relief a milder rule beneath it would hold).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``lines`` is the rule as TOML from then on, "" where it ends."""

    kind: StepKind
    rule: str
    """The id of a rule; of a relief when it is withdrawn."""
    name: str = field(repr=False)
    at: datetime
    by: str = field(repr=False)
    ids: tuple[str, ...] = field(repr=False)
    """What stays of the person (:mod:`allowlist.workflow.same_person`), never ()."""
    why: str = field(default="", repr=False)
    lines: str = field(default="", repr=False)
    draft: int = 0
    """The number of the draft that is decided."""
    number: int = 0
    """In the order in which they were taken, from 1: the version of what the console decides. 0 before it stands."""

    @property
    def takes_effect(self) -> bool:
        """Whether the policy is another from then on."""
        return self.kind in {StepKind.CONFIRMED, StepKind.SET, StepKind.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds after some steps: rules, the newest decision first; drafts that wait; ids of reliefs that were withdrawn."""

    rules: tuple[Step, ...] = ()
    waiting: tuple[Step, ...] = ()
    withdrawn: frozenset[str] = frozenset()

    def rule(self, identity: str) -> Step | None:
        """The step by which a rule is as it is; None for one that does not hold."""
        return next((one for one in self.rules if one.rule == identity), None)

    def draft(self, number: int) -> Step | None:
        """A draft that waits."""
        return next((one for one in self.waiting if one.number == number), None)


def standing(steps: Sequence[Step]) -> Standing:
    """After these steps, which are in their order."""
    rules, waiting, withdrawn = dict[str, Step](), dict[int, Step](), set[str]()
    for step in steps:
        waiting.pop(step.draft, None)
        match step.kind:
            case StepKind.DRAFTED:
                waiting[step.number] = step
            case StepKind.WITHDRAWN:
                withdrawn.add(step.rule)
            case StepKind.CONFIRMED | StepKind.SET:
                rules.pop(step.rule, None)
                if step.lines:
                    rules[step.rule] = step
            case StepKind.REFUSED:
                pass
    return Standing(tuple(reversed(rules.values())), tuple(reversed(waiting.values())), frozenset(withdrawn))


TYPES = {
    StepKind.DRAFTED: EventType.POLICY_DRAFTED,
    StepKind.CONFIRMED: EventType.POLICY_CONFIRMED,
    StepKind.REFUSED: EventType.POLICY_REFUSED,
    StepKind.SET: EventType.POLICY_SET,
    StepKind.WITHDRAWN: EventType.RELIEF_WITHDRAWN,
}


def payload(step: Step, identity: str) -> dict[str, Any]:
    """The event of a step. Who, why and the rule's name stand in the part that stays in the house."""
    event = official(identity, TYPES[step.kind], step.at, reason=step.kind.value, detail=step.rule)
    said = {"who": step.by, "why": step.why, "rule": step.name, "version": step.number, "ends": "" if step.lines else "yes"}
    return {**event.payload(), "console": said}
