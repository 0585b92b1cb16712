"""Several nodes on one PostgreSQL, of which one dies or freezes while it has the turn: the others go on, and nothing is done twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from gateway.feeds.outbox import Outbox
from gateway.feeds.servicedesk import Ticket
from gateway.record.breach.step import Step
from gateway.store import engine as module
from gateway.store.breaches import BreachStore
from gateway.store.engine import make_engine, writing
from gateway.store.errors import StoreUnavailable
from gateway.store.events import EventStore
from gateway.store.outbox import FeedLedger, Wants
from gateway.store.tickets import CaseTickets
from support.breach import INCIDENT, step
from support.events import payloads
from support.feed_child import Killed

TESTS = Path(__file__).parents[2]
SECONDS = 60.0
EVENTS = 60
LARGEST = 7
"""Of one delivery of :class:`support.feed_child.Killed`."""


def child(module_name: str, *arguments: str, **more: int) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(TESTS), str(TESTS.parent), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", module_name, *arguments]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, cwd=TESTS.parent, text=True, **more)


@contextmanager
def holder(url: str, idle: int) -> Iterator[subprocess.Popen[str]]:
    """Another node that has the turn to write, and has written what it has not committed."""
    with child("support.lock_child", url, str(idle), stdout=subprocess.PIPE) as node:
        assert node.stdout is not None
        try:
            assert node.stdout.readline() == "held\n"
            yield node
        finally:
            node.kill()


def turn(url: str) -> int:
    """Writes as soon as it may; the rows that are there then."""
    until = time.monotonic() + SECONDS
    with closing(EventStore(url)) as store:
        while True:
            try:
                with writing(store._engine) as connection:
                    return int(connection.execute(text("SELECT count(*) FROM chains")).scalar_one())
            except StoreUnavailable:
                assert time.monotonic() < until, "nobody else got the turn"


@pytest.mark.parametrize(
    ("how", "idle", "reason"),
    [
        (signal.SIGKILL, 3600, "it dies, and the server sees that at once"),
        (signal.SIGSTOP, 3, "it freezes, and its connection stays open: the server ends it (half a minute would be long for a test)"),
    ],
)
def test_a_node_that_is_lost_with_the_turn(
    pg_url: str, monkeypatch: pytest.MonkeyPatch, how: signal.Signals, idle: int, reason: str
) -> None:
    """The others get it, and what it had not committed was never there."""
    monkeypatch.setattr(module, "BUSY_SECONDS", 1)
    engine = make_engine(pg_url)
    with holder(pg_url, idle) as node:
        if how is signal.SIGKILL:
            with pytest.raises(StoreUnavailable, match="55P03"), writing(engine):
                pass  # as long as it lives, it has the turn
        node.send_signal(how)
        assert turn(pg_url) == 0, reason
    engine.dispose()


def test_what_a_writer_sets_ends_with_its_transaction(pg_url: str) -> None:
    """No lock and no limit stays with a connection in the pool, however the transaction ended."""
    engine = make_engine(pg_url)
    left = text(
        "SELECT (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())),"
        " current_setting('idle_in_transaction_session_timeout')"
    )
    with writing(engine) as connection:
        assert tuple(connection.execute(left).one()) == (1, "30s")
    with pytest.raises(ZeroDivisionError), writing(engine):
        raise ZeroDivisionError
    with pytest.raises(StoreUnavailable), writing(engine) as connection:
        connection.execute(text("SELECT 1 / 0"))
    with ExitStack() as stack:  # several at once: the one that wrote is among them
        for connection in [stack.enter_context(engine.connect()) for _ in range(3)]:
            assert tuple(connection.execute(left).one()) == (0, "0")
    engine.dispose()


def test_nodes_deliver_in_turn(pg_url: str, tmp_path: Path) -> None:
    """Four nodes on one feed at once: every event once, in order."""
    path = tmp_path / "out.jsonl"
    with closing(EventStore(pg_url)) as store:
        store.append(payloads(1, EVENTS), "node-a")
    ready = threading.Barrier(4)

    def node(number: int) -> None:
        with closing(FeedLedger(pg_url, "kill", Wants(contents=("events",), from_start=True), f"node-{number}")) as ledger:
            box = Outbox(Killed(path, 0), ledger, ("events",))
            ready.wait(SECONDS)
            until = time.monotonic() + SECONDS
            while (ledger.status().held or ledger.waiting()) and time.monotonic() < until:
                box.turn()

    with closing(FeedLedger(pg_url, "kill", Wants(contents=("events",), from_start=True), "first")) as ledger:
        ledger.begin()
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(node, range(4)))
        assert ledger.waiting() == 0
    assert ids(path) == [f"e{number:08}" for number in range(1, EVENTS + 1)]


def test_a_node_that_dies_with_the_feeds_turn(pg_url: str, tmp_path: Path) -> None:
    """Another one waits until the lease is over, and goes on: nothing is lost, the order is kept, the last batch comes once more."""
    path = tmp_path / "out.jsonl"
    with closing(EventStore(pg_url)) as store:
        store.append(payloads(1, EVENTS), "node-a")
    with child("support.feed_child", pg_url, str(path), "2", "node-a") as dying:
        assert dying.wait(SECONDS) == -signal.SIGKILL
    with closing(FeedLedger(pg_url, "kill", Wants(contents=("events",), from_start=True), "node-b")) as ledger:
        box = Outbox(Killed(path, 0), ledger, ("events",))
        assert not box.turn(), "the dead node's lease still runs"
        assert ledger.waiting() == EVENTS - LARGEST
        with writing(ledger._engine) as connection:  # four minutes later
            connection.execute(text("UPDATE feeds SET until_ms = 1"))
        while box.turn():
            pass
    got = ids(path)
    assert list(dict.fromkeys(got)) == [f"e{number:08}" for number in range(1, EVENTS + 1)]
    assert len(got) == EVENTS + LARGEST


def test_nodes_that_ask_for_the_same_ticket(pg_url: str) -> None:
    """All of them ask the ServiceDesk; its answer is written down once."""
    with closing(BreachStore(pg_url)) as breaches:
        case = breaches.report(lambda found: step(found, *INCIDENT[0]), 2026).id
    ready = threading.Barrier(4)

    class Together(BreachStore):
        def history(self, case: str) -> tuple[Step, ...]:
            found = super().history(case)
            if len(found) == 1:
                ready.wait(SECONDS)  # all have looked before the first one writes
            return found

    def node(_: int) -> None:
        with closing(Together(pg_url)) as breaches:
            CaseTickets(breaches).record(Ticket(case, "SD-1", "Nový"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(node, range(4)))
    with closing(BreachStore(pg_url)) as breaches:
        assert [one.facts.get("ticket") for one in breaches.history(case)][1:] == ["SD-1"]


def ids(path: Path) -> list[str]:
    """Of the events in a feed's file, in order. The file is complete: whoever wrote it has ended."""
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]
