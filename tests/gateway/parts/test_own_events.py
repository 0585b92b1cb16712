"""The events of one's own."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from gateway.parts.own_events import own_events
from gateway.parts.people import keyed
from gateway.people.pseudonym import pseudonym, record
from gateway.settings import Settings
from gateway.store.events import EventStore
from gateway.store.indexing import Indexing
from support.events import payload
from support.stores import sqlite_url

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


def test_an_account_sees_its_own_and_nothing_else(tmp_path: Path) -> None:
    """However the account is spelt; nobody's events are nobody's; without people there is nothing."""
    url = sqlite_url(tmp_path)
    given = {"data": {"dir": tmp_path}, "store": {"url": url}, "people": {"order": ["local"], "domains": ["urad.cz"]}}
    settings = Settings.model_validate(given)
    keys = keyed(settings)
    period, key = keys.periods(NOW)
    jana, karel = (pseudonym(key, period, record(keys.lasting, name)) for name in ("jana", "karel"))
    with closing(EventStore(url)) as events, closing(Indexing(url)) as index:
        events.append([payload(1, person=jana), payload(2, person=karel), payload(3)], "n1")
        index.work()
        of = own_events(settings, events, lambda: NOW)
        assert [row.id for row in of("Jana@URAD.cz")] == ["e00000001"]
        assert of("nobody") == ()
        assert of("\x00") == ()
        without = Settings.model_validate({**given, "people": {}})
        assert own_events(without, events, lambda: NOW)("jana") == ()
