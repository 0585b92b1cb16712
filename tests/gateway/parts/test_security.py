"""The ports of IT security's pages."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from gateway.canary.outcome import Fate
from gateway.decide.policy import Policy
from gateway.documents.client import DocumentClient
from gateway.model import Scan
from gateway.parts.precheck import Precheck
from gateway.parts.security import SHOWN, Canary, security
from gateway.record.event import Fingerprint
from gateway.register import register
from gateway.settings import Settings
from gateway.store.events import EventStore
from gateway.store.indexing import Indexing
from support.documents import nursery
from support.events import payload
from support.found import analyzer
from support.stores import sqlite_url


def settings(url: str, **more: object) -> Settings:
    return Settings.model_validate({"store": {"url": url}, **more})


async def scanned(texts: Sequence[str]) -> Sequence[Scan]:
    return [analyzer().analyze(text) for text in texts]


def looking(tools: Mapping[str, object] = MappingProxyType({}), documents: object = None) -> Precheck:
    known = register(Settings.model_validate({"tools": tools}))
    return Precheck(scanned, documents, Policy, lambda: known, lambda: NOW)  # type: ignore[arg-type]


NOW = datetime(2026, 12, 1, tzinfo=UTC)
SAME = (Fingerprint("PERSON", "2026-Q4", "ab" * 32),)


def test_the_same_value_is_found_elsewhere(tmp_path: Path) -> None:
    """The newest first, never the event itself; an event without values is like no other."""
    url = sqlite_url(tmp_path)
    with closing(EventStore(url)) as events, closing(Indexing(url)) as index:
        events.append([payload(number, fingerprints=SAME) for number in range(1, SHOWN + 4)], "n1")
        events.append([payload(90), payload(91, fingerprints=())], "n1")
        while index.work():
            pass
        ports = security(settings(url), events, looking(), dict)
        found = ports.similar("e00000001")
        assert (found.count, len(found.rows)) == (SHOWN + 2, SHOWN)
        assert "e00000001" not in {row.public()["id"] for row in found.rows}
        for other in ("e00000090", "e00000091", "no-such"):
            assert ports.similar(other).count == 0
        assert ports.numbers.known("kind") == ("CZ_BIRTH_NUMBER",)


def test_the_canary_is_seen_by_this_nodes_own_processes(tmp_path: Path) -> None:
    """Every case of an approved tool, over the real formats, detectors and document processes."""
    approved = {"openai": {"approved_by": "WG", "approved_from": "2026-01-01", "approved_until": "2099-12-31"}}
    with nursery() as (_, path):
        look = looking(approved, DocumentClient(path, deadline=20, queue=4, size=10_000_000))
        canary = Canary(look.detect, look.documents, look.register, settings(sqlite_url(tmp_path), tools=approved), look.now)
        outcomes = asyncio.run(canary())
    assert {one.case.tool for one in outcomes} == {"openai"}
    assert sum(one.fate is Fate.SEEN for one in outcomes) > 5
    assert [one.public() for one in outcomes if not one.good] == []
