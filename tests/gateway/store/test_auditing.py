"""Acts of people at the console, in the store."""

from __future__ import annotations

from gateway.record.event import EventType
from gateway.store.auditing import WRITER, tell
from gateway.store.events import EventStore


def test_an_act_stands_in_its_chain_and_names_nobody_outside(store: EventStore) -> None:
    """Who did what is in the payload, not in what pages, feeds and exports show."""
    tell(store, EventType.CONSOLE_SIGNED_IN, {"account": "jana.vzorova", "roles": ["dpo"]})
    row = store.latest(1).rows[0]
    assert (row.type, row.writer) == ("console.signed_in", WRITER)
    assert row.payload is not None
    assert row.payload["console"] == {"account": "jana.vzorova", "roles": ["dpo"]}
    assert "jana" not in repr(row.public())
    assert not store.verify().problems
