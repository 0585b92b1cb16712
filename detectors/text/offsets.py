"""From positions in the normalised text back to positions in the text as it was given."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(slots=True)
class Offsets:
    """Blocks in order, each by its start in the normalised and in the given text.

    A *straight* block has equal length on both sides and maps character by character; any other block maps as a whole, so that a
    finding that touches it covers all of it.
    """

    normal: list[int] = field(default_factory=list)
    given: list[int] = field(default_factory=list)
    straight: list[bool] = field(default_factory=list)
    end: int = 0  # length of the given text

    def add(self, normal: int, given: int, *, straight: bool) -> None:
        """Begins a block; straight blocks that follow one another without a shift are one block."""
        if straight and self.straight and self.straight[-1] and given - self.given[-1] == normal - self.normal[-1]:
            return
        self.normal.append(normal)
        self.given.append(given)
        self.straight.append(straight)

    def start_of(self, position: int) -> int:
        """Where, in the given text, the normalised character at ``position`` begins."""
        if not self.normal:
            return self.end
        block = max(bisect_right(self.normal, position) - 1, 0)
        if self.straight[block]:
            return min(self.given[block] + position - self.normal[block], self.end)
        return self.given[block]

    def end_of(self, position: int) -> int:
        """Where, in the given text, a stretch that ends before the normalised ``position`` ends."""
        if position <= 0 or not self.normal:
            return 0
        block = max(bisect_right(self.normal, position - 1) - 1, 0)
        if self.straight[block]:
            return min(self.given[block] + position - self.normal[block], self.end)
        return self.given[block + 1] if block + 1 < len(self.given) else self.end
