"""From the event store to cases."""

from __future__ import annotations

from contextlib import closing

from gateway.store import grouping
from gateway.store.breaches import BreachStore
from gateway.store.events import EventStore
from support.events import payload


def test_events_become_cases(url):
    """Each event once, in batches, until nothing is new."""
    with closing(EventStore(url)) as events, closing(BreachStore(url)) as breaches:
        assert grouping.collect(events, breaches) is None
        events.append([payload(number) for number in range(1, 4)], "n1")
        first = grouping.collect(events, breaches)
        assert first is not None
        assert first.attempts == 3
        assert grouping.collect(events, breaches) is None
        assert sum(len(case.facts["events"]) for case in breaches.cases()) == 3
