"""How the kernel shares processors between those who serve requests and those who compute for them."""

from __future__ import annotations

import logging
import os

logger = logging.getLogger(__name__)


def compute_in_batches() -> None:
    """Takes this process for one that computes (SCHED_BATCH, sched(7)): its share of the processors stays the same, but when it wakes it
    waits for the end of somebody's turn. Without it a detection process takes the processor from the very proxy that has just written to
    it, in the middle of a request, for as long as its scan lasts. Needs no right; where it is refused all the same, that is logged.
    """
    try:
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    except (AttributeError, OSError) as refused:
        logger.warning("the system does not take this process for a computing one: %s", type(refused).__name__)
