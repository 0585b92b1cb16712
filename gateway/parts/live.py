"""Follows what changes while the node runs, in one process: the policy and the office's texts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from gateway.act.texts import put_in_force
from gateway.decide.policy import Policy
from gateway.live_settings import LOOK_SECONDS, LiveFile
from gateway.policy import policy_of
from gateway.settings import Settings

logger = logging.getLogger(__name__)


def taken_up(live: LiveFile, settings: Settings) -> Policy:
    """Puts the texts in force, and gives the policy. Raises UserError and ValueError for what the supervisor should have refused."""
    policy = policy_of(settings.model_copy(update={"policy": live.now.policy}))
    put_in_force(live.now.texts)
    return policy


async def follow(live: LiveFile, settings: Settings, changed: Callable[[Policy], None], seconds: float = LOOK_SECONDS) -> None:
    """Until cancelled: tells each new policy. What cannot be taken up is logged, and what was in force stays."""
    while True:
        await asyncio.sleep(seconds)
        try:
            if live.changed():
                changed(taken_up(live, settings))
        except Exception as error:  # noqa: BLE001  # whatever it is, what was in force stays in force
            logger.error("changed settings could not be taken up: %s", type(error).__name__)  # noqa: TRY400
