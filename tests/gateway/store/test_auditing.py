"""Acts of people at the console, in the store."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from gateway.record.act import CHAINS, Wanted, actor
from gateway.record.event import EventType
from gateway.store import auditing
from gateway.store.auditing import WRITER, acts, tell
from gateway.store.events import EventStore
from support.events import payloads


def test_an_act_stands_in_its_chain_and_names_nobody_outside(store: EventStore) -> None:
    """Who did what is in the payload, not in what pages, feeds and exports show."""
    tell(store, EventType.CONSOLE_SIGNED_IN, {"account": "jana.vzorova", "roles": ["dpo"]})
    row = store.latest(1).rows[0]
    assert (row.type, row.writer) == ("console.signed_in", WRITER)
    assert row.payload is not None
    assert row.payload["console"] == {"account": "jana.vzorova", "roles": ["dpo"]}
    assert "jana" not in repr(row.public())
    assert not store.verify().problems


def test_acts_are_read_newest_first_and_paged(store: EventStore) -> None:
    """Somebody's alone, page by page: nothing twice, nothing missed; what employees did is not among them."""
    store.append(payloads(1, 3), "n1")
    for number in range(7):
        tell(store, EventType.CONSOLE_SIGNED_IN, {"account": ("jana", "karel")[number % 2], "source": "here"})
    tell(store, EventType.CONSOLE_ACCOUNT, {"account": "karel", "by": "jana", "what": "roles"})
    hers = Wanted(actor=actor("jana"))
    first = acts(store, hers, None, 3)
    rest = acts(store, hers, first.next, 3)
    assert [act.who for act in (*first.rows, *rest.rows)] == ["jana"] * 5
    assert [act.place[1] for act in (*first.rows, *rest.rows)] == [8, 7, 5, 3, 1]
    assert rest.next == ""
    assert len(acts(store, Wanted(group="account"), None, 9).rows) == 1
    assert len(acts(store, Wanted(), None, 99).rows) == 8


def test_a_page_looks_through_so_many_and_says_where_to_go_on(store: EventStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who did nothing lately is looked for no further than a page can wait; the next one goes on there."""
    monkeypatch.setattr(auditing, "BATCH", 2)
    monkeypatch.setattr(auditing, "LOOKED", 2)
    for name in ("jana", "karel", "karel", "karel", "karel"):
        tell(store, EventType.CONSOLE_SIGNED_IN, {"account": name})

    def pages() -> Iterator[tuple[int, str]]:
        before: str | None = None
        for _ in count():
            page = acts(store, Wanted(actor=actor("jana")), before, 9)
            yield len(page.rows), page.next
            before = page.next
            if not before:
                return

    found = list(pages())
    assert [number for number, _ in found] == [0, 0, 1]


def test_the_chains_of_acts_are_verified_alone(store: EventStore) -> None:
    """What employees did is not read for it."""
    store.append(payloads(1, 3), "n1")
    tell(store, EventType.CONSOLE_SIGNED_IN, {"account": "jana"})
    report = store.verify(only=CHAINS)
    assert (report.entries, report.sound) == (1, True)
