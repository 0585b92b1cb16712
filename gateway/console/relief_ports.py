"""What the pages of reported mistakes need to propose a relief and to decide on it. Values and callables only; all of them block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from gateway.record.proposal import Proposal, Signer, What
from gateway.record.relief import Relief


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value of an event, told by its fingerprint: ``mark`` is a part of it. With what taking it for public would have let pass."""

    mark: str
    entity: str
    relief: Relief
    whole: bool = True
    """False when there were more events than were looked at."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody proposes. ``mark`` names a value's fingerprint; ``action`` and ``kinds`` are a rule's."""

    what: What
    why: str = field(repr=False)
    until: date
    mark: str = ""
    action: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reliefs:
    """The port. Steps raise :class:`gateway.record.proposal.ProposalError`."""

    candidates: Callable[[str], Sequence[Candidate]]
    """The values of an event that may be listed."""
    of_event: Callable[[str], Sequence[Proposal]]
    waiting: Callable[[], Sequence[Proposal]]
    propose: Callable[[str, Draft, Signer], Proposal]
    """Out of the report of an event, by somebody."""
    confirm: Callable[[str, str, Signer], Proposal]
    """By its id, with the value or name itself ("" for a rule), by somebody; it holds within seconds, and the report is closed."""
    refuse: Callable[[str, Signer], Proposal]
