"""A test of one feed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from gateway.feed_settings import Feed
from gateway.feeds.probe import Nowhere, made_up, probe

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_the_receivers_word_comes_back(tmp_path: Path) -> None:
    """A file takes it; a folder that is none does not, and says why."""
    path = tmp_path / "events.jsonl"
    assert asyncio.run(probe("x", Feed(kind="file", path=path), NOW)) == ""
    assert '"test-' in path.read_text()
    assert asyncio.run(probe("x", Feed(kind="file", path=path / "e"), NOW))


def test_a_test_looks_like_one() -> None:
    """A ServiceDesk gets a case that is none; its ticket is kept nowhere."""
    assert made_up("servicedesk", NOW)["case"] == "0000-0000"
    assert made_up("file", NOW)["id"].startswith("test-")
    assert Nowhere().known() == ()
