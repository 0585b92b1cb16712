"""Acts of officials for the console: read, their chains verified; and the acts of a node: which settings it works with."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from gateway.console.audit_ports import Audit
from gateway.errors import UserError
from gateway.live_settings import Live
from gateway.parts.common import utc_now
from gateway.record.act import CHAINS, Chains
from gateway.record.event import EventType
from gateway.settings import Settings
from gateway.store import auditing, paths, signing
from gateway.store.errors import StoreUnavailable
from gateway.store.events import EventStore
from gateway.store.node import node_id

KEPT = timedelta(minutes=10)
"""How old a verification may be: reading ten thousand acts takes a quarter of a second."""
DIGITS = 8
"""Of a digest that only says whether a section is another; 32 bits confirm no secret that stands in it."""

logger = logging.getLogger(__name__)


def audit(settings: Settings, events: EventStore, now: Callable[[], datetime] = utc_now) -> Audit:
    """The port."""
    turn, kept = threading.Lock(), list[Chains]()

    def chains() -> Chains:
        with turn:
            if not kept or now() - kept[0].at >= KEPT:
                report = events.verify(signing.trusted(paths.erasure_keys(settings.data.dir)), only=CHAINS)
                kept[:] = [Chains(now(), report.entries, frozenset((one.writer, one.seq) for one in report.problems))]
            return kept[0]

    return Audit(lambda wanted, before, limit: auditing.acts(events, wanted, before, limit), chains)


class SettingsNotes:
    """Notes in the chain when this node works with other settings than it noted last. The first start of a node is no change."""

    def __init__(self, settings: Settings, events: EventStore) -> None:
        self._settings, self._events = settings, events
        self._file = paths.noted_settings(settings.data.dir)
        self._turn, self._fault = threading.Lock(), ""

    def note(self, live: Live) -> None:
        """Says which sections are others now, or that changed ones were refused. Blocking. While the store is away it stays unsaid:
        the next note compares with what was said last.
        """
        with self._turn:
            try:
                self._note(live)
            except (StoreUnavailable, OSError, UserError) as error:
                logger.warning("changed settings could not be noted (%s); the next note makes up for it", type(error).__name__)

    def _note(self, live: Live) -> None:
        digests, before = sections(self._settings, live), self._before()
        if changed := sorted(name for name in digests.keys() | before.keys() if before.get(name) != digests.get(name)):
            if before:
                self._tell(EventType.SETTINGS_CHANGED, {"sections": changed})
            self._write(digests)
        if live.fault and live.fault != self._fault:
            self._tell(EventType.SETTINGS_REFUSED, {})
        self._fault = live.fault

    def _tell(self, kind: EventType, what: Mapping[str, object]) -> None:
        auditing.tell(self._events, kind, {"node": node_id(self._settings.data.dir), **what})

    def _before(self) -> dict[str, str]:
        """What this node noted last; nothing when it never did, or the file is damaged."""
        try:
            value = json.loads(self._file.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return {str(name): str(digest) for name, digest in value.items()} if isinstance(value, dict) else {}

    def _write(self, digests: Mapping[str, str]) -> None:
        draft = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        draft.write_text(json.dumps(digests), encoding="utf-8")
        draft.replace(self._file)


def sections(settings: Settings, live: Live) -> dict[str, str]:
    """A short digest of each section of the settings as they hold, and of the office's texts; of secrets their stars."""
    given = settings.model_copy(update={"policy": live.policy}).model_dump(mode="json")
    return {name: _digest(value) for name, value in {**given, "texts": live.texts}.items()}


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:DIGITS]
