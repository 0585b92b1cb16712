"""One way to a database, and the three ways to use it: read, read one snapshot, write in turn."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text

from gateway.store import sqlite
from gateway.store.errors import translated
from gateway.store.url import parsed

BUSY_SECONDS = 10.0
"""How long a writer waits for another before the store counts as unavailable; a batch takes milliseconds."""

STATEMENT_SECONDS = 60
"""No statement of ours comes near; a hung server must not hang a node."""

IDLE_SECONDS = 30
"""How long a writer may say nothing inside its transaction before the server ends it: a node that was frozen or whose machine vanished
would hold the lock against all others until TCP gives up, which takes hours. What it did is undone, and it does it again."""

CONNECT_SECONDS = 5

SILENCE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000}
"""libpq's: a server whose machine vanished is noticed within a minute; the defaults of the kernel take hours."""

KEPT_CONNECTIONS = 2
"""Of one process, while nobody uses them; ten more for as long as they are needed. A node of six processes keeps a dozen at most."""

APPEND_LOCK = 0x63656C6E69636501
"""The advisory lock under which positions are given out: "celnice", 1."""


_IN_TURN = text("SELECT set_config('idle_in_transaction_session_timeout', :idle, true), pg_advisory_xact_lock(:key)")
"""Both end with the transaction, so that a connection that goes back to the pool has neither."""


def make_engine(url: str) -> Engine:
    """An engine on SQLite (WAL, durable, foreign keys) or PostgreSQL. Opens nothing yet. Raises UserError for another database.

    On PostgreSQL all stores of a process share one: a connection is a process of the server, and there are a hundred of them.
    """
    address = parsed(url)
    if address.get_backend_name() == "sqlite":
        path = Path(str(address.database))
        engine = create_engine(address, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})

        @event.listens_for(engine, "do_connect")
        def _make_file(*_: Any) -> None:
            sqlite.touch(path)

        @event.listens_for(engine, "connect")
        def _prepare(connection: sqlite3.Connection, _: Any) -> None:
            connection.isolation_level = None  # the driver must not begin on its own: it would begin too late and too weakly
            sqlite.prepare(connection, BUSY_SECONDS)

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            writes = connection.get_execution_options().get("celnice_writes", False)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

        return engine
    return _on_postgresql(address)


SMALL = "-c max_parallel_workers_per_gather=0 -c jit=off"
"""Every query of ours is a small one: starting helpers or compiling it takes longer than answering it."""

_SHARED: dict[URL, tuple[Engine, int]] = {}
"""The engine of each PostgreSQL, and how many stores have it."""
_SHARING = Lock()


def _on_postgresql(address: URL) -> Engine:
    """A way of one store's own into the shared pool. The pool is closed with the last of them."""
    with _SHARING:
        engine, users = _SHARED.get(address) or (_pool(address), 0)
        _SHARED[address] = engine, users + 1
    lease = engine.execution_options()
    closed = False

    def dispose(close: bool = True) -> None:
        nonlocal closed
        with _SHARING:
            if closed:
                return
            closed, left = True, _SHARED[address][1] - 1
            if left:
                _SHARED[address] = engine, left
                return
            del _SHARED[address]
        engine.dispose(close)

    setattr(lease, "dispose", dispose)  # noqa: B010  # a method to mypy
    return lease


def _pool(address: URL) -> Engine:
    options = f"-c lock_timeout={int(BUSY_SECONDS)}s -c statement_timeout={STATEMENT_SECONDS}s -c timezone=UTC {SMALL}"
    return create_engine(
        address,
        hide_parameters=True,
        pool_size=KEPT_CONNECTIONS,
        pool_pre_ping=True,  # after a restart of the server the pool holds dead connections
        pool_timeout=BUSY_SECONDS,
        connect_args={**SILENCE, "connect_timeout": CONNECT_SECONDS, "options": options, "application_name": "celnice"},
    )


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent, read-only view of the database. Raises StoreUnavailable."""
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with translated(), engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other writer overlaps, on any node: committed at the end, undone on an error. Raises StoreUnavailable.

    Positions are given out in here, and PostgreSQL lets go of the lock only after the commit can be seen. So whoever has read up
    to a position has read everything that will ever stand before it.
    """
    with translated(), engine.execution_options(celnice_writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(_IN_TURN, {"idle": f"{IDLE_SECONDS}s", "key": APPEND_LOCK})
        yield connection
