"""The ports of IT security's pages."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from gateway.parts.security import SHOWN, security, similar_of
from gateway.record.event import Fingerprint
from gateway.settings import Settings
from gateway.store.events import EventStore
from gateway.store.indexing import Indexing
from support.events import payload
from support.stores import sqlite_url

SAME = (Fingerprint("PERSON", "2026-Q4", "ab" * 32),)


def test_the_same_value_is_found_elsewhere(tmp_path: Path) -> None:
    """The newest first, never the event itself; an event without values is like no other."""
    url = sqlite_url(tmp_path)
    with closing(EventStore(url)) as events, closing(Indexing(url)) as index:
        events.append([payload(number, fingerprints=SAME) for number in range(1, SHOWN + 4)], "n1")
        events.append([payload(90), payload(91, fingerprints=())], "n1")
        while index.work():
            pass
        ports = security(Settings.model_validate({"store": {"url": url}}), events, dict, lambda: datetime(2026, 12, 1, tzinfo=UTC))
        found = ports.similar("e00000001")
        assert (found.count, len(found.rows)) == (SHOWN + 2, SHOWN)
        assert "e00000001" not in {row.public()["id"] for row in found.rows}
        for other in ("e00000090", "e00000091", "no-such"):
            assert similar_of(events, other).count == 0
        assert ports.numbers.known("kind") == ("CZ_BIRTH_NUMBER",)
