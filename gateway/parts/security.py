"""The ports of IT security's pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from gateway.console.reader_ports import Security, Similar
from gateway.record.facets import facets
from gateway.settings import Settings
from gateway.store.events import EventStore
from gateway.store.rows import Filters
from gateway.store.tallies import TallyStore
from gateway.store.url import store_url

SHOWN = 10
"""Similar events that are listed; their number says the rest."""
COUNTED = 1_000
"""Similar events that are counted; a value that stands in more of them is no rarity, and the page need not wait for the exact number."""


def similar_of(events: EventStore, identity: str) -> Similar:
    """Events that hold a value of this one, the newest first. Blocking; StoreUnavailable."""
    row = events.get(identity)
    prints = tuple(facet.value for facet in facets(row.payload or {}) if facet.name == "fingerprint") if row is not None else ()
    if not prints:
        return Similar(0, ())
    found = [one for one in events.latest(COUNTED, Filters(fingerprints=prints)).rows if one.id != identity]
    return Similar(len(found), tuple(found[:SHOWN]))


def security(settings: Settings, events: EventStore, names: Callable[[], Mapping[str, str]], now: Callable[[], datetime]) -> Security:
    """The ports, over the store of the settings."""
    return Security(TallyStore(store_url(settings)), lambda identity: similar_of(events, identity), names, now)
