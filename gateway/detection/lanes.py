"""Which processes a message goes to, by its size. Pure.

Short messages go to all. Long ones go to the last processes first, one fewer than the machine has processors: while those are busy, one
processor is left for the proxies, and one process for what is short. Only when there is no room in them do long ones take all. Texts
longer than a batch never go to the first process (where there is another): it stays free for the short ones of every proxy.
"""

from __future__ import annotations

from collections.abc import Sequence

from gateway.detection.batches import BATCH_CHARACTERS

LONG_CHARACTERS = 4096
"""From here a scan takes longer than everything else that a request costs; few prompts that somebody typed are longer."""


def lanes(processes: int, processors: int) -> int:
    """How many of the processes long messages go to first: at least one."""
    return max(1, min(processes, processors - 1))


def fit[Channel](channels: Sequence[Channel], size: int) -> Sequence[Channel]:
    """Where a message of ``size`` characters may go."""
    return channels[1:] or channels if size > BATCH_CHARACTERS else channels


def preferred[Channel](channels: Sequence[Channel], size: int, lanes: int, *, longest: bool) -> Sequence[Channel]:
    """Where it goes when there is room. ``longest``: a text longer than a batch waits or is being scanned. It would not come to its turn
    in the last processes while others always go there first, so then they go wherever it is the least busy.
    """
    if LONG_CHARACTERS < size <= BATCH_CHARACTERS and not longest:
        return channels[-lanes:]
    return fit(channels, size)
