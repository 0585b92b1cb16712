"""The same store tests run on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.postgresql import Cluster
from support.stores import sqlite_url

from gateway.store.events import EventStore
from gateway.store.migrate import migrate


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    cluster = Cluster.start_new()
    try:
        migrate(cluster.url(cluster.database(name="celnice_template")))
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/store.sqlite3"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = cluster.database()
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A store with its tables."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path)
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = cluster.database("celnice_template")
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def pg_url(cluster: Cluster) -> Iterator[str]:
    """A store on PostgreSQL only, where the rule is about PostgreSQL."""
    name = cluster.database("celnice_template")
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def store(url: str) -> Iterator[EventStore]:
    store = EventStore(url)
    yield store
    store.close()
