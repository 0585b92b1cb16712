"""The rule: a file that one node has scanned is known to every node of the office, on both databases, for as long as somebody uses it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from gateway.parts.known_files import SharedFiles
from gateway.store import known_files
from gateway.store.engine import make_engine, reading
from gateway.store.errors import StoreUnavailable
from gateway.store.known_files import KnownFileStore
from gateway.store.known_models import KnownFileRecord
from gateway.uploads.known import KnownFiles

SOON = 30.0


@pytest.fixture
def shelf(url: str) -> Iterator[KnownFileStore]:
    made = KnownFileStore(url)
    yield made
    made.close()


def days(url: str) -> dict[bytes, int]:
    engine = make_engine(url)
    with reading(engine) as connection:
        found = {bytes(row.digest): row.day for row in connection.execute(select(KnownFileRecord.digest, KnownFileRecord.day))}
    engine.dispose()
    return found


def test_the_later_day_stays(shelf: KnownFileStore, url: str) -> None:
    """However often and in whatever order nodes bring a file."""
    shelf.put([(b"a", 10), (b"b", 10)])
    shelf.put([(b"b", 12), (b"a", 9)])
    shelf.put([])
    assert days(url) == {b"a": 10, b"b": 12}


def test_what_was_used_since(shelf: KnownFileStore) -> None:
    """Only what was asked for, and nothing that is over."""
    shelf.put([(b"a", 10), (b"b", 12), (b"c", 12)])
    assert shelf.known([b"a", b"b", b"x"], 11) == [(b"b", 12)]
    assert shelf.known([], 0) == []


def test_forgetting(shelf: KnownFileStore, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By age, then by number, the oldest first, a portion at a time."""
    monkeypatch.setattr(known_files, "PORTION", 2)
    shelf.put([(bytes([at]), at) for at in range(10)])
    assert shelf.forget(3)
    assert not shelf.forget(3), "one was left, and no more"
    assert sorted(days(url).values()) == list(range(3, 10))
    few = KnownFileStore(url, most=4)
    assert few.forget(3)
    assert not few.forget(3)
    assert sorted(days(url).values()) == [6, 7, 8, 9]
    few.close()


def test_a_store_without_the_table(empty_url: str) -> None:
    """Whoever cannot be asked says so."""
    shelf = KnownFileStore(empty_url)
    with pytest.raises(StoreUnavailable):
        shelf.known([b"a"], 0)
    with pytest.raises(StoreUnavailable):
        shelf.put([(b"a", 1)])
    shelf.close()


def test_two_nodes(url: str, tmp_path: Path) -> None:
    """What node A has scanned node B lets be asked about, at once and without asking again; of the other tool it knows nothing."""

    async def nodes() -> None:
        a, b = (SharedFiles(KnownFiles(tmp_path / name), KnownFileStore(url), again=0.01) for name in "ab")
        assert not await b.all_known("openai", ["file-1"])
        sharing = asyncio.create_task(a.share())
        try:
            a.add(a.digests("openai", ["file-1"]))
            async with asyncio.timeout(SOON):
                while not await b.all_known("openai", ["file-1"]):  # noqa: ASYNC110  # another node's store changes it
                    await asyncio.sleep(0.01)
        finally:
            sharing.cancel()
        assert not await b.all_known("openai", ["file-1", "file-2"])
        assert not await b.all_known("anthropic", ["file-1"])
        alone = SharedFiles(KnownFiles(tmp_path / "b"))
        assert await alone.all_known("openai", ["file-1"]), "it stands in the node's own file now"
        for one in (a, b, alone):
            one.close()

    asyncio.run(nodes())
