"""What the pages of the policy need: what holds, a change tried and taken, the history. Values and callables only; all of them block."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gateway.decide.replay import Replayed
from gateway.record.policy_step import Step
from gateway.record.proposal import Proposal

MOST_NAMES = 40
"""Kinds, tools or groups of one rule; more is every one."""
LONGEST_NAME, LONGEST_WHY = 80, 400


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts: the name for the record, the ids that tell two persons apart, and whether it is the officer. No ids: the token."""

    name: str = field(repr=False)
    ids: tuple[str, ...] = field(repr=False)
    officer: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A rule as somebody wants it. ``rule`` is its id, "" for a new one; ``ends``: it shall hold no more, and only ``why`` counts."""

    rule: str = ""
    name: str = field(default="", repr=False)
    action: str = ""
    kinds: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    until: date | None = None
    why: str = field(default="", repr=False)
    ends: bool = False
    version: int = 0
    """Of the page on which it was written: nobody's step in between is overlooked."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a change would do. ``weaker``: something would be protected less, so that the officer confirms it."""

    weaker: bool
    rule: str
    """The rule in words; "" where it ends."""
    words: Sequence[str]
    """The whole policy after it."""
    past: Replayed
    days: int


@dataclass(frozen=True, slots=True)
class Held:
    """One rule of the policy, in the order in which it decides. ``origin``: console, relief or settings; ``id`` is "" for the settings'."""

    words: str = field(repr=False)
    origin: str
    id: str = ""
    step: Step | None = None
    relief: Proposal | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft, the rule before and after it in words ("" for none), and what it would have changed."""

    step: Step
    before: str = field(repr=False)
    after: str = field(repr=False)
    past: Replayed
    days: int


@dataclass(frozen=True, slots=True)
class State:
    """What holds now. ``version`` counts the steps that were ever taken."""

    version: int
    rules: Sequence[Held] = ()
    public: Sequence[Proposal] = ()
    """Public values and persons that the officer has confirmed."""
    waiting: Sequence[Waiting] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of the history. ``words`` are the rule's from then on, "" where it ends."""

    step: Step
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of the rules of the console: those that only the first has, only the second, both. In words."""

    gone: Sequence[str]
    new: Sequence[str]
    same: Sequence[str]


@dataclass(frozen=True, slots=True)
class PolicyDesk:
    """The port. Steps raise :class:`gateway.record.policy_step.StepError`. ``str`` is a language, cs or en."""

    state: Callable[[str], State]
    change: Callable[[str], Change | None]
    """A rule that holds, as a change of it; None for none that was set in the console."""
    attempt: Callable[[Change, str], Tried]
    take: Callable[[Change, Who], Step]
    """Sets it, or drafts it where something would be protected less."""
    decide: Callable[[int, bool, str, int, Who], Step]
    """A draft by its number: whether it shall hold, why, and the version of the page."""
    withdraw: Callable[[str, str, Who], Step]
    """A confirmed relief by its id, with why."""
    history: Callable[[str], Sequence[Entry]]
    """Every step, newest first."""
    compare: Callable[[int, int, str], Compared]
    tools: Callable[[], Mapping[str, str]]
    """Names of the catalogue's tools by id."""
