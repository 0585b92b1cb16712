"""The register as it stands now: the settings and the store, asked again and again, and a copy on disk for when the store is away.

While the store cannot be reached the last known register holds: every entry carries its own last day, so a tool still closes on time.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import logging
import os
from datetime import date
from typing import Any

from allowlist.closure import Cause, Closure
from allowlist.entry import Entry
from allowlist.register import Register
from allowlist.workflow.machine import WorkflowError
from allowlist.workflow.step import Step
from gateway.approval import method_of, rules_of
from gateway.record.stop import running
from gateway.register import Admission, Published, published, register, stopped
from gateway.settings import Settings
from gateway.store import confirming
from gateway.store.errors import StoreUnavailable
from gateway.store.register import RegisterStore
from gateway.store.stops import StopStore
from gateway.store.url import store_url

logger = logging.getLogger(__name__)

COPY = "register.json"
UNREAD_SECONDS = 0.3
"""Between two questions to a store that has not answered since the start: until it has, a new node's tools may be closed."""
_DATES = ("approved_from", "approved_until")


class LiveRegister:
    """One per process. Not safe to share between threads. Without ``stops`` no kill switch is asked."""

    def __init__(self, settings: Settings, store: RegisterStore, stops: StopStore | None = None) -> None:
        self._settings = settings
        self._store = store
        self._stops = stops
        self._mark: tuple[tuple[int, int], tuple[int, int]] | None = None
        self._copy = settings.data.dir / COPY

    def load(self) -> Register:
        """The register at start: from the store, or from the copy while the store is away. Raises UserError like :func:`register`."""
        new = confirming.never_read(self._settings.data.dir)  # asked first: the store may be read in between
        fresh = self.refresh()
        return fresh if fresh is not None else register(self._settings, self._kept(new=new))

    @property
    def is_read(self) -> bool:
        """Whether the store has answered since the start."""
        return self._mark is not None

    def refresh(self) -> Register | None:
        """The register if it has changed since the last call; None when it has not, or when the store cannot say."""
        try:
            mark = (self._store.mark(), self._stops.mark() if self._stops else (0, 0))
            if mark == self._mark:
                return None
            now = published(self._store.cases().values(), rules_of(self._settings))
            if self._stops is not None:
                now = stopped(now, running(self._stops.steps()).values())
        except StoreUnavailable:
            return None
        except WorkflowError as error:
            logger.error("the register's history in the store breaks its own rules (%s): the last known register holds", error.reason)  # noqa: TRY400
            return None
        fresh = register(self._settings, now)
        self._mark = mark
        self._keep(now)
        return fresh

    def steps(self) -> tuple[Step, ...]:
        """The whole history; empty while the store cannot say."""
        try:
            return self._store.steps()
        except StoreUnavailable:
            return ()

    def _keep(self, now: Published) -> None:
        value = {
            "tools": sorted(now.tools),
            "entries": [_plain(entry) for entry in now.entries],
            "closures": [_plain(one) for one in now.closures],
        }
        waiting = self._copy.with_name(f"{COPY}.{os.getpid()}")
        try:
            waiting.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
            waiting.chmod(0o600)
            waiting.replace(self._copy)
        except OSError as error:
            logger.warning("the register's copy could not be written: %s", type(error).__name__)

    def _kept(self, *, new: bool) -> Published | None:
        """The copy. A new node has none, and what the store closed is open in the settings: there every tool is closed."""
        try:
            value = json.loads(self._copy.read_text(encoding="utf-8"))
            closures = tuple(_closure(one) for one in value.get("closures", ()))
            return Published(frozenset(value["tools"]), tuple(_entry(one) for one in value["entries"]), closures)
        except FileNotFoundError:
            return Published(frozenset(self._settings.tools)) if new else None
        except (OSError, ValueError, KeyError, TypeError):
            logger.error("the register's copy cannot be read: every tool stays closed until the store answers")  # noqa: TRY400
            return Published(frozenset(self._settings.tools))


def live_register(settings: Settings) -> LiveRegister:
    """The register behind the settings' store."""
    url = store_url(settings)
    return LiveRegister(settings, RegisterStore(url, method_of(settings)), StopStore(url))


async def watch(live: LiveRegister, admission: Admission, seconds: float) -> None:
    """Until cancelled: gives the proxy each new register. A fault is logged, and the next round tries again."""
    while True:
        await asyncio.sleep(seconds if live.is_read else min(seconds, UNREAD_SECONDS))
        try:
            fresh = await asyncio.to_thread(live.refresh)
        except Exception as error:  # noqa: BLE001  # whatever it is, the last known register holds
            logger.error("the register could not be read anew: %s", type(error).__name__)  # noqa: TRY400
            continue
        if fresh is not None:
            admission.replace(fresh)
            logger.info("the register changed: %d approved tools", len(fresh.grants))


def _plain(entry: Entry | Closure) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in dataclasses.asdict(entry).items()}


def _entry(value: dict[str, Any]) -> Entry:
    read: dict[str, Any] = {key: tuple(one) if isinstance(one, list) else one for key, one in value.items()}
    read |= {key: date.fromisoformat(value[key]) for key in _DATES}
    return Entry(**read)


def _closure(value: dict[str, Any]) -> Closure:
    day = value["day"]
    return Closure(value["service"], Cause(value["cause"]), None if day is None else date.fromisoformat(day), value["notice"])
