"""What the console shows of the counters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figures:
    """What the console shows of the counters, summed over all processes since the start."""

    coverage: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Tool → scan outcome → requests. The four outcomes are counted apart: "not run" is never "clean"."""
    waiting: int = 0
    """Events that are durable on the node and not yet in the store."""
    stored: int = 0
    faults: int = 0
    """How often the fail-closed boundary caught something."""
    ocr: bool = True
    """Whether text in pictures can be recognised; without it every picture is opaque."""
