"""Who asks, as far as the register needs to know."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in employee. ``pseudonym`` tells the same person again and does not say who; ``groups`` are the directory's own names."""

    pseudonym: str = field(repr=False)
    groups: frozenset[str] = frozenset()
    department: str = ""
    """The directory's name of it; "" where it names none."""
