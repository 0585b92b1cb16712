"""The people as they are now: the store, asked again and again; believed for a while when it is away, and no longer."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Sequence

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from gateway.people.directory import Directory
from gateway.store.errors import StoreUnavailable
from gateway.store.people import PeopleStore, aad
from gateway.store.seal import seal

logger = logging.getLogger(__name__)

SOONEST_SECONDS = 1.0
"""A person who has just confirmed the notice is let in after this long at most; more questions than these are not asked."""


class LivePeople:
    """One per process; safe to share between threads."""

    def __init__(
        self, store: PeopleStore, stale_seconds: float, readers: Sequence[X25519PublicKey] = (), clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = store
        self._stale = stale_seconds
        self._readers = tuple(readers)
        self._clock = clock
        self._lock = threading.Lock()
        self._known: Directory | None = None
        self._mark: int | None = None
        self._asked = -SOONEST_SECONDS
        self._sure = 0.0
        self._named: set[str] = set()
        self._waiting: dict[str, str] = {}

    def __call__(self) -> Directory | None:
        """The people; None when the store has been away for too long, or was never there."""
        return self._known if self._known is not None and self._clock() - self._sure <= self._stale else None

    def refresh(self, *, at_once: bool = False) -> None:
        """Asks the store, and seals the names that wait. Blocking; call it off the event loop. Never raises for a store that is away."""
        with self._lock:
            if not at_once and self._clock() - self._asked < SOONEST_SECONDS:
                return
            self._asked = self._clock()
            try:
                self._seal()
                mark = self._store.mark()
                if mark != self._mark or self._known is None:
                    self._known = self._store.directory()
                    self._mark = mark
                self._sure = self._clock()
            except StoreUnavailable:
                return

    def met(self, record: str, account: str) -> None:
        """Notes whose name is to be sealed with the next refresh; nothing without readers."""
        if self._readers and record not in self._named:
            self._waiting[record] = account

    def _seal(self) -> None:
        known = self._known.names if self._known is not None else frozenset()
        for record, account in list(self._waiting.items()):
            if record not in known:
                self._store.name(record, seal(account.encode("utf-8", "surrogatepass"), self._readers, aad(record)))
            self._named.add(record)
            self._waiting.pop(record, None)


async def watch_people(live: LivePeople, seconds: float) -> None:
    """Until cancelled: keeps the picture fresh. A fault is logged by its class, and the next round tries again."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await asyncio.to_thread(live.refresh, at_once=True)
        except Exception as error:  # noqa: BLE001  # whatever it is, the picture grows stale and then nobody passes
            logger.error("the people could not be read anew: %s", type(error).__name__)  # noqa: TRY400
