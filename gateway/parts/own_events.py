"""The events of one account's own, for its owner: by the pseudonyms that the account has had in the periods that are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from gateway.parts.people import Keyed, keyed
from gateway.people.account import canonical
from gateway.people.pseudonym import pseudonym, record
from gateway.settings import Settings
from gateway.store.events import EventStore
from gateway.store.rows import EventRow, Filters

MOST = 20
"""Of the newest; a person has some a month."""


def own_events(settings: Settings, events: EventStore, now: Callable[[], datetime]) -> Callable[[str], Sequence[EventRow]]:
    """Gives the newest events of an account. Blocking; StoreUnavailable. The keys are read at the first use."""
    made: list[Keyed] = []

    def of(account: str) -> Sequence[EventRow]:
        name = canonical(account, settings.people.domains)
        if name is None or not settings.people.order:
            return ()
        if not made:
            made.append(keyed(settings))
        lasting = record(made[0].lasting, name)
        moments = (now(), now() - timedelta(days=settings.retention.attempts_days))  # this period, and the one before
        pseudonyms = {pseudonym(key, period, lasting) for period, key in map(made[0].periods, moments)}
        return events.latest(MOST, Filters(people=tuple(sorted(pseudonyms)))).rows

    return of
