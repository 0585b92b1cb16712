"""Which processes a message may go to, by its size. Pure.

Short messages go to all. Long ones keep to the last processes, one fewer than the machine has processors: while those are busy, one
processor is left for the proxies, and one process for what is short. Texts longer than a batch never go to the first process (where
there is another): it stays free for the short ones of every proxy.
"""

from __future__ import annotations

from collections.abc import Sequence

from gateway.detection.batches import BATCH_CHARACTERS

LONG_CHARACTERS = 4096
"""From here a scan takes longer than everything else that a request costs; few prompts that somebody typed are longer."""


def lanes(processes: int, processors: int) -> int:
    """How many of the processes scan long messages: at least one."""
    return max(1, min(processes, processors - 1))


def fit[Channel](channels: Sequence[Channel], size: int, lanes: int, *, longest: bool) -> Sequence[Channel]:
    """Where a message of ``size`` characters may go. ``longest``: a text longer than a batch waits or is being scanned; then the others
    take all processes, because it would neither let them into the last ones for long nor come to its turn there beside them.
    """
    if size > BATCH_CHARACTERS:
        return channels[1:] or channels
    if size > LONG_CHARACTERS and not longest:
        return channels[-lanes:]
    return channels
