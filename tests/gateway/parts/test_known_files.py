"""The rule: a node asks the store only about files that it does not know itself, and takes no answer for "unknown"."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from gateway.parts import known_files
from gateway.parts.known_files import SharedFiles
from gateway.store.errors import StoreUnavailable
from gateway.uploads.known import KnownFiles, Row

SOON = 30.0


class Shelf:
    """The store as a test wants it."""

    def __init__(self) -> None:
        self.rows: dict[bytes, int] = {}
        self.asked: list[Sequence[bytes]] = []
        self.broken = False
        self.hangs: threading.Event | None = None
        self.late: list[Row] = []

    def known(self, digests: Sequence[bytes], since: int) -> Sequence[Row]:
        self.asked.append(digests)
        if self.hangs:
            self.hangs.wait(SOON)
        if self.broken:
            raise StoreUnavailable("x")
        found = [(one, self.rows[one]) for one in digests if self.rows.get(one, -1) >= since]
        self.rows |= dict(self.late)
        return found

    def put(self, rows: Sequence[Row]) -> None:
        if self.broken:
            raise StoreUnavailable("x")
        self.rows |= dict(rows)


def shared(folder: Path, shelf: Shelf, failures: list[None] | None = None) -> SharedFiles:
    own = KnownFiles(folder / "files.sqlite3", clock=lambda: 1000 * 86_400.0)
    return SharedFiles(own, shelf, failed=lambda: (failures if failures is not None else []).append(None), again=0.0)


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(SOON):
        while not condition():  # noqa: ASYNC110  # the store's thread changes it
            await asyncio.sleep(0.01)


def test_nobody_waits_for_what_is_known_here(tmp_path: Path) -> None:
    """The store is not asked about the node's own files."""
    shelf = Shelf()
    shelf.broken = True
    files = shared(tmp_path, shelf)
    files.add(files.digests("openai", ["a", "b"]))
    assert asyncio.run(files.all_known("openai", ["a", "b"]))
    assert asyncio.run(files.all_known("openai", []))
    assert not shelf.asked
    files.close()


def test_only_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    """Once: from then on the node knows it itself."""
    shelf = Shelf()
    files = shared(tmp_path, shelf)
    files.add(files.digests("openai", ["a"]))
    other = files.digests("openai", ["b"])
    shelf.rows[other[0]] = 999
    for _ in range(2):
        assert asyncio.run(files.all_known("openai", ["a", "b"]))
    assert shelf.asked == [other]
    files.close()


def test_an_id_that_comes_before_its_news(tmp_path: Path) -> None:
    """A balancer sends a question to another node in the moment after the upload: the store is asked a second time."""
    shelf = Shelf()
    files = shared(tmp_path, shelf)
    shelf.late = [(files.digests("openai", ["a"])[0], 1000)]
    assert asyncio.run(files.all_known("openai", ["a"]))
    assert len(shelf.asked) == 2
    files.close()


@pytest.mark.parametrize("how", ["broken", "hangs", "too old"])
def test_no_answer_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """A store that fails, or hangs, or knows it from long ago only: the file is unknown."""
    monkeypatch.setattr(known_files, "ASK_SECONDS", 0.05 if how == "hangs" else SOON)
    shelf, failures = Shelf(), list[None]()
    files = shared(tmp_path, shelf, failures)
    shelf.rows[files.digests("openai", ["a"])[0]] = 1 if how == "too old" else 1000
    shelf.broken = how == "broken"
    release = threading.Event()
    shelf.hangs = release if how == "hangs" else None
    assert not asyncio.run(files.all_known("openai", ["a"]))
    release.set()
    assert len(failures) == (0 if how == "too old" else 1)
    files.close()


def test_what_the_store_refused_is_brought_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By this process, or by the next one."""
    monkeypatch.setattr(known_files, "RETRY_SECONDS", 0.01)

    async def later() -> None:
        shelf, failures = Shelf(), list[None]()
        shelf.broken = True
        files = shared(tmp_path, shelf, failures)
        files.add(files.digests("openai", ["a"]))
        sharing = asyncio.create_task(files.share())
        await until(lambda: failures)
        shelf.broken = False
        await until(lambda: len(shelf.rows) == 1)
        files.add(files.digests("openai", ["b"]))
        await until(lambda: len(shelf.rows) == 2)
        sharing.cancel()
        files.add(files.digests("openai", ["c"]))
        files.close()
        again = shared(tmp_path, shelf)
        sharing = asyncio.create_task(again.share())
        await until(lambda: len(shelf.rows) == 3)
        sharing.cancel()
        again.close()

    asyncio.run(later())


def test_without_a_store(tmp_path: Path) -> None:
    """A node alone knows its own files."""
    files = SharedFiles(KnownFiles(tmp_path / "f"))
    assert not asyncio.run(files.all_known("openai", ["a"]))
    asyncio.run(files.share())
    files.close()
