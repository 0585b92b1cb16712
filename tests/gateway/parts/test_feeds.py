"""Feeds as duties of a node: beside one another, killed, with two nodes, with the real store and real receivers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from gateway.metrics import Metrics
from gateway.parts import feeds
from gateway.settings import Settings
from gateway.store import duties
from gateway.store.breaches import BreachStore
from gateway.store.engine import make_engine, reading
from gateway.store.events import EventStore
from gateway.store.migrate import migrate
from gateway.store.models import CursorRecord
from gateway.store.url import store_url
from support.breach import INCIDENT, step
from support.events import payloads
from support.feeds import free_port, http_desk
from support.stores import sqlite_url

TESTS = Path(__file__).parents[2]


def until(condition, seconds=60):
    for _ in range(int(seconds / 0.02)):
        if condition():
            return
        time.sleep(0.02)
    pytest.fail("it did not come to that")


@pytest.fixture
def office(tmp_path):
    """A store with its tables, and settings over it."""

    def settings(**given):
        return Settings.model_validate({"data": {"dir": tmp_path / "data"}, "feeds": given})

    (tmp_path / "data").mkdir()
    migrate(store_url(settings()))
    return settings


def ids(path):
    """The ids in the file's whole lines: a feed may be in the middle of the last one."""
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    return [json.loads(line)["id"] for line in lines]


def begun(settings, key):
    """Whether a feed has set its cursor for a content."""
    engine = make_engine(store_url(settings))
    try:
        with reading(engine) as connection:
            return connection.execute(select(CursorRecord.name).where(CursorRecord.name == key)).first() is not None
    finally:
        engine.dispose()


def run(settings, stop):
    breaches = BreachStore(store_url(settings))
    meter = Metrics(None, (), settings.feeds)
    return meter, duties.run([duties.Duty(d.name, d.work, 0.05) for d in feeds.duties(settings, breaches, meter)], stop)


def test_a_dead_feed_delays_no_other(office, tmp_path):
    """One feed's receiver hangs, another's is away: the third has everything, cases first; the metrics say who is behind."""
    hang = threading.Event()
    (tmp_path / "secret").write_text("whsec_" + "c" * 44 + "\n")
    with http_desk() as desk:

        def hanging(_request):
            hang.wait(100)
            return 200, {}, b""

        desk.usual = hanging
        settings = office(
            hangs={"kind": "webhook", "url": desk.url, "secret_file": tmp_path / "secret", "start": "beginning"},
            away={"kind": "syslog", "host": "127.0.0.1", "port": free_port(), "transport": "tcp", "start": "beginning"},
            well={"kind": "file", "path": tmp_path / "well.jsonl", "start": "beginning"},
        )
        with closing(EventStore(store_url(settings))) as store, closing(BreachStore(store_url(settings))) as breaches:
            store.append(payloads(1, 20), "node-a")
            breaches.report(lambda case: step(case, *INCIDENT[0]), 2026)
            stop = threading.Event()
            meter, threads = run(settings, stop)
            until(lambda: len(ids(tmp_path / "well.jsonl")) == 22 and b'celnice_feed_failures_total{feed="away"}' in meter.text())
            store.append(payloads(21, 22), "node-a")
            until(lambda: len(ids(tmp_path / "well.jsonl")) == 24)
            stop.set()
            hang.set()
            for thread in threads:
                thread.join(60)
        assert not any(thread.is_alive() for thread in threads)
    assert ids(tmp_path / "well.jsonl")[:3] == ["case-2026-0001-1", "e00000001", "e00000002"]
    assert ids(tmp_path / "well.jsonl")[-2:] == ["e00000021", "e00000022"]
    text = meter.text().decode()
    assert 'celnice_feed_delivered_total{feed="well"} 2' in text
    assert 'celnice_feed_dead_letters{feed="away"} 0.0' in text
    lag = float(next(line for line in text.splitlines() if line.startswith('celnice_feed_lag_seconds{feed="away"}')).split()[1])
    assert lag > 0


def test_two_nodes_deliver_once(office, tmp_path):
    """Two nodes over one store: together they deliver each event once and in order."""
    settings = office(log={"kind": "file", "path": tmp_path / "log.jsonl", "start": "beginning", "content": ["events"]})
    other = settings.model_copy(update={"data": settings.data.model_copy(update={"dir": tmp_path / "other"})})
    other = other.model_copy(update={"store": other.store.model_copy(update={"url": store_url(settings)})})
    (tmp_path / "other").mkdir()
    stop = threading.Event()
    with closing(EventStore(store_url(settings))) as store:
        threads = [*run(settings, stop)[1], *run(other, stop)[1]]
        for first in range(1, 400, 40):
            store.append(payloads(first, first + 39), "node-a")
        until(lambda: len(ids(tmp_path / "log.jsonl")) >= 400)
        stop.set()
        for thread in threads:
            thread.join(60)
    assert ids(tmp_path / "log.jsonl") == [f"e{n:08}" for n in range(1, 401)]


@pytest.mark.slow
def test_killed_between_delivery_and_cursor(tmp_path):
    """Nothing is lost and the order is kept; what was delivered right before the death comes once more."""
    url, path = sqlite_url(tmp_path), tmp_path / "out.jsonl"
    with closing(EventStore(url)) as store:
        store.append(payloads(1, 60), "node-a")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent), os.environ.get("PYTHONPATH", "")])}
    for after in (1, 2, 3, 0):
        command = [sys.executable, "-m", "support.feed_child", url, str(path), str(after)]
        done = subprocess.run(command, env=environment, cwd=TESTS.parent, timeout=200, check=False)
        assert done.returncode == (-signal.SIGKILL if after else 0)
    got = ids(path)
    assert list(dict.fromkeys(got)) == [f"e{n:08}" for n in range(1, 61)]
    assert len(got) == 60 + 3 * 7


def test_a_ticket_comes_back_into_its_case(office):
    """From a case that rings to a ticket and its status in the case, with a ServiceDesk that fails in turn."""
    with http_desk() as desk:
        desk.answers = [(503, {"retry-after": "0"}, b""), (500, {}, b""), (201, {}, b'{"id": "SD-7", "status": "open"}')]
        desk.usual = lambda request: (200, {}, b'{"id": "SD-7", "status": "solving"}' if request.method == "GET" else b"{}")
        settings = office(desk={"kind": "servicedesk", "url": desk.url, "status_url": desk.url + "/{ticket}", "cases": "left"})
        with closing(BreachStore(store_url(settings))) as breaches:
            stop = threading.Event()
            _, threads = run(settings, stop)
            until(lambda: begun(settings, "feed:desk:cases"))  # what comes now is new
            breaches.report(lambda case: step(case, *INCIDENT[0]), 2026)
            breaches.act("2026-0001", lambda case: step(case, *INCIDENT[1]))
            until(lambda: any(one.facts.get("ticket_status") == "solving" for one in breaches.history("2026-0001")))
            stop.set()
            for thread in threads:
                thread.join(60)
            facts = breaches.case("2026-0001").facts
    assert facts["ticket"] == "SD-7"
    keys = [request.headers["idempotency-key"] for request in desk.requests if request.method == "POST"]
    assert keys == ["case-2026-0001-1"] * 3 + ["case-2026-0001-2"]
