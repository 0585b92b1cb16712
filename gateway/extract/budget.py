"""What reading one body may cost, however many texts are tried in it.

A text that turns out not to be JSON after 60 000 values costs as much as one that is, so attempts that fail are charged, too.
"""

from __future__ import annotations

from gateway.model import OpaqueBody, OpaqueReason, Place

MAX_LEAVES = 100_000
"""Leaves and containers of one body, texts inside strings and failed attempts included. A long chat has some thousands; each costs
about 0.5 kB here."""


def weight(place: Place) -> int:
    """What a leaf or container at this place costs: 1, and 1 more for every 8 parts of its place, which is copied for each leaf."""
    return 1 + (len(place) >> 3)


class Budget:
    """How much may still be read out of one body."""

    __slots__ = ("left",)

    def __init__(self, left: int = MAX_LEAVES) -> None:
        self.left = left

    def take(self, cost: int = 1) -> None:
        """Charges a cost. Raises OpaqueBody(TOO_MANY_LEAVES) when it was the last."""
        self.left -= cost
        if self.left < 0:
            raise OpaqueBody(OpaqueReason.TOO_MANY_LEAVES)
