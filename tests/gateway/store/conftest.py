"""The same store tests run on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.store.events import EventStore
from gateway.store.migrate import migrate, newest
from gateway.store.models import Base
from support.postgresql import Cluster
from support.stores import sqlite_url

SHARED = "celnice_shared"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One PostgreSQL for all tests of a process."""
    cluster = Cluster.start_new()
    try:
        migrate(cluster.url(cluster.database(name=SHARED)))
        yield cluster
    finally:
        cluster.remove()


def emptied(cluster: Cluster) -> str:
    """The shared database with empty tables: much faster than a new one for each test."""
    statements = [f"DELETE FROM {table.name}" for table in reversed(Base.metadata.sorted_tables)]  # TRUNCATE makes new files each time
    statements.append(f"UPDATE alembic_version SET version_num = '{newest()}'")
    cluster.execute("; ".join(statements), SHARED)
    return cluster.url(SHARED)


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
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A store with its tables."""
    return sqlite_url(tmp_path) if request.param == "sqlite" else emptied(request.getfixturevalue("cluster"))


@pytest.fixture
def pg_url(cluster: Cluster) -> str:
    """A store on PostgreSQL only, where the rule is about PostgreSQL."""
    return emptied(cluster)


@pytest.fixture
def store(url: str) -> Iterator[EventStore]:
    store = EventStore(url)
    yield store
    store.close()
