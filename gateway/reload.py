"""Takes up a changed policy and changed texts while the node runs, without a restart and without a dropped connection.

The supervisor looks at ``celnice.toml`` and the folder of texts a few times a second. What has a mistake is refused as a whole: the log
says so once, ``live.json`` tells the console, and what was in force stays in force. Other settings take effect at SIGHUP.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from gateway import live_settings
from gateway.answer_texts import read_texts
from gateway.confirmed import RULES, strictest, with_confirmed
from gateway.decide.policy import Policy
from gateway.detection.public_list import Stamp, stamp
from gateway.errors import UserError
from gateway.live_settings import Live
from gateway.policy import policy_of
from gateway.settings import Settings

logger = logging.getLogger(__name__)

SETTLE_SECONDS = 5 * live_settings.LOOK_SECONDS
"""By then every process has looked, and has asked the store for the register; a busy one, too."""


class Reloader:
    """``load`` reads the settings anew as at the start (file and environment); ``file`` is where they stand, if anywhere."""

    def __init__(self, run: Path, settings: Settings, file: Path | None, load: Callable[[], Settings], services: frozenset[str]) -> None:
        """Writes what is in force. Raises UserError for texts with a mistake: there is nothing before them."""
        self._run, self._file, self._load, self._services = run, file, load, services
        self._texts = settings.answers.texts
        self._confirmed = settings.data.dir / RULES
        self._seen: tuple[Stamp, ...] = ()  # what was read for the start is older than this: the first look reads all of it again
        fault = ""
        try:
            policy = with_confirmed(settings.policy, self._confirmed)
            policy_of(settings.model_copy(update={"policy": policy}), services)
        except UserError as error:  # some of them may be stricter than the file's: without them only the default is safe
            fault = str(error)
            logger.error("started with every rule of the policy away, everything found is stopped: %s", fault)  # noqa: TRY400  no text of a user
            policy = strictest(settings.policy)
        self._live = Live(policy, read_texts(self._texts), fault, max(0, len(policy.rules) - len(settings.policy.rules)))
        live_settings.write(run, self._live)
        self._changed = time.monotonic() - SETTLE_SECONDS

    def settle(self) -> None:
        """Takes up what is new, and returns when every process follows it: a node is not called ready before."""
        self.look()
        time.sleep(max(0.0, self._changed + SETTLE_SECONDS - time.monotonic()))

    def look(self) -> bool:
        """Takes up what has changed. Whether something did."""
        seen = self._stamps()  # before anything is read, so that a change meanwhile is seen at the next look
        if seen == self._seen:
            return False
        self._seen = seen
        if self._live.decided and not self._confirmed.exists():
            self._refused(f"{RULES}: is gone; its rules stay in force, and it is written anew")
            return False
        try:
            given = self._load()
            own = len(given.policy.rules)
            given = given.model_copy(update={"policy": with_confirmed(given.policy, self._confirmed)})
            policy = policy_of(given, self._services)
            fresh = Live(given.policy, read_texts(given.answers.texts), decided=len(given.policy.rules) - own)
        except UserError as error:
            self._refused(str(error))
            return False
        self._texts = given.answers.texts
        self._tell(policy, fresh)
        if fresh == self._live:
            return False
        self._live = fresh
        live_settings.write(self._run, fresh)
        self._changed = time.monotonic()
        return True

    def _tell(self, policy: Policy, fresh: Live) -> None:
        if fresh.policy != self._live.policy:
            logger.info("the policy changed: version %s holds from now on", policy.version)
        if fresh.texts != self._live.texts:
            logger.info("the office's texts changed")
        if self._live.fault:
            logger.info("the settings are sound again")

    def _refused(self, fault: str) -> None:
        if fault == self._live.fault:
            return
        logger.error("the changed settings were not taken, those before stay in force: %s", fault)
        self._live = replace(self._live, fault=fault)
        live_settings.write(self._run, self._live)

    def _stamps(self) -> tuple[Stamp, ...]:
        return tuple(stamp(path) for path in self._paths())

    def _paths(self) -> Iterator[Path | None]:
        yield self._file
        yield self._confirmed
        if self._texts is not None:
            yield self._texts
            yield from (self._texts / f"{language}.toml" for language in ("cs", "en"))
