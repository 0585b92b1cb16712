"""Employees' own events, for the proxy that links to them and the console that shows them: choices for one text, false alarms."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from gateway.act import own_link
from gateway.act.own_link import OwnLink
from gateway.decide.choice import Choice, Clearance
from gateway.extract.registry import formats
from gateway.model import Disclosed, ScanOutcome
from gateway.parts.common import console_address, utc_now
from gateway.parts.people import keyed
from gateway.proxy.clearing import Clearing
from gateway.record.canonical import canonical
from gateway.record.event import Event, EventType
from gateway.record.false_alarm import FalseAlarm, Outcome, Why, sealable
from gateway.reference import new_reference
from gateway.settings import Settings
from gateway.store.clearances import ClearanceStore
from gateway.store.errors import StoreUnavailable
from gateway.store.events import EventStore
from gateway.store.evidence import EvidenceStore
from gateway.store.false_alarms import FalseAlarmStore
from gateway.store.reader_keys import of_evidence
from gateway.store.sealing import sealed_to
from gateway.store.url import store_url

WRITER = "choices"
"""The chain of all choices, of all nodes."""

logger = logging.getLogger(__name__)


def clearing(settings: Settings) -> Clearing:
    """For a proxy. While the store is away no choice can be taken: what was stopped stays stopped."""
    store = ClearanceStore(store_url(settings))

    async def take(mark: str, at: datetime) -> Clearance | None:
        try:
            return await asyncio.to_thread(store.take, mark, at)
        except StoreUnavailable:
            logger.warning("the store cannot say whether a choice was made: the request stays stopped")
            return None

    key, base = keyed(settings).lasting, console_address(settings)
    return Clearing(key, base, take, formats(), utc_now, justified=bool(settings.evidence.readers))


class OwnEvents:
    """For the console: :class:`gateway.console.ports.OwnEvents`. Every method but :meth:`link` blocks and may raise StoreUnavailable."""

    def __init__(self, settings: Settings, events: EventStore) -> None:
        """Raises UserError when a reader's key cannot be read."""
        url = store_url(settings)
        self._events, self._evidence = events, EvidenceStore(url)
        self._clearances, self._alarms = ClearanceStore(url), FalseAlarmStore(url)
        self._key = keyed(settings).lasting
        self._readers, self._second = of_evidence(settings.evidence)

    @property
    def seals(self) -> bool:
        """Whether there is somebody to seal to what an employee writes."""
        return bool(self._readers)

    def link(self, reference: str, ticket: str) -> OwnLink | None:
        """What a link of ours says that is still good."""
        return own_link.redeem(self._key, reference, ticket, utc_now())

    def choose(self, link: OwnLink, choice: Choice, justification: str) -> bool:
        """Records a choice and lets the text pass once; False while its event is not in the store yet, or not any more.

        The event comes before the clearance: what passes has been written down before.
        """
        facts = self._facts(link.reference)
        if facts is None or (choice is Choice.CONFIRM and not self._readers):  # a justification that nobody keeps is none
            return False
        now, reference = utc_now(), new_reference()
        self._seal(reference, now, {"justification": justification})
        self._events.append([canonical(_event(choice, link.reference, reference, facts, now).payload())], WRITER)
        self._clearances.give(link.mark, Clearance(choice, reference), now)
        return True

    def report(self, reference: str, why: Why, note: str, value: str) -> bool:
        """Keeps the report of a false alarm; False while its event is not in the store yet. Reported twice, the first report stands."""
        facts = self._facts(reference)
        if facts is None:
            return False
        now = utc_now()
        if self._alarms.get(reference) is None:
            evidence = self._seal(reference, now, {"note": note, "value": value})
            self._alarms.add(FalseAlarm(reference, now, str(facts["tool"]), why, facts["kinds"], facts["rules"], evidence))
        return True

    def reported(self, reference: str) -> bool:
        """Whether an event was reported as a false alarm."""
        return self._alarms.get(reference) is not None

    def _facts(self, reference: str) -> Mapping[str, Any] | None:
        row = self._events.get(reference)
        return row.payload if row is not None else None

    def _seal(self, event: str, now: datetime, told: Mapping[str, str]) -> str:
        if not self._readers or not any(told.values()):
            return ""
        identity = uuid.uuid4().hex
        self._evidence.add(identity, event, sealed_to(self._readers, self._second, sealable(event, now, told), event), now)
        return identity


class Alarms:
    """For the console: :class:`gateway.console.ports.FalseAlarms`."""

    def __init__(self, settings: Settings) -> None:
        self._store = FalseAlarmStore(store_url(settings))

    def listed(self, *, closed: bool = False) -> Sequence[FalseAlarm]:
        """Those that wait, newest first; with ``closed`` the others too."""
        return self._store.listed(closed=closed)

    def get(self, event: str) -> FalseAlarm | None:
        """The report of an event."""
        return self._store.get(event)

    def rules(self, since: datetime) -> Mapping[str, int]:
        """How many reports from then on named each rule."""
        return self._store.rules(since)

    def times(self, outcomes: Collection[Outcome], since: datetime) -> Sequence[datetime]:
        """When the reports were made, from then on, that ended so."""
        return self._store.times(outcomes, since)

    def end(self, event: str, outcome: Outcome, who: str) -> FalseAlarm | None:
        """Closes a report; None when there is none that waits."""
        return self._store.end(event, outcome, who, utc_now())


def _event(choice: Choice, of: str, reference: str, facts: Mapping[str, Any], now: datetime) -> Event:
    """That somebody chose: of the stopped request what its own event says. Nothing has left yet."""
    return Event(
        id=reference,
        type=EventType.PROMPT_CONFIRMED,
        at=now,
        tool=str(facts["tool"]),
        host=str(facts["host"]),
        operation=str(facts["operation"]),
        verdict="",
        reason=choice.value,
        scan=ScanOutcome.NOT_RUN,
        disclosed=Disclosed.NONE,
        policy=str(facts["policy"]),
        kinds=facts["kinds"],
        person=facts["person"],
        detail=of,
        department=str(facts.get("department", "")),
    )
