"""Cases under faults: officers at the same moment, PostgreSQL restarted in the middle of a transaction, a full disk. Nothing half, nothing lost."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.event import listens_for

from gateway.record.breach.machine import CaseError
from gateway.record.breach.step import Action, Part
from gateway.record.request.case import RequestError
from gateway.record.request.step import Action as Asked
from gateway.record.request.step import Step as RequestStep
from gateway.record.stop import Stop
from gateway.store.breaches import BreachStore
from gateway.store.errors import StoreUnavailable
from gateway.store.events import EventStore
from gateway.store.reminding import remind
from gateway.store.requests import RequestStore
from gateway.store.stops import StopStore
from support.breach import INCIDENT, step
from support.stores import sqlite_url

OFFICERS = 8


def opened(url, upto=3):
    store = BreachStore(url)
    store.report(lambda case: step(case, *INCIDENT[0]), 2026)
    for given in INCIDENT[1:upto]:
        store.act("2026-0001", lambda case, given=given: step(case, *given))
    return store


def at_once(work):
    """Runs ``work(number)`` in all officers at the same moment; what each raised, or None."""
    barrier, outcomes = threading.Barrier(OFFICERS), [None] * OFFICERS

    def run(number):
        barrier.wait(60)
        try:
            work(number)
        except (CaseError, RequestError) as error:
            outcomes[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(OFFICERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def test_officers_at_the_same_moment(url):
    """Of eight who read the same version one acts; the others are told so in words, and nothing of theirs is written."""
    with closing(opened(url)) as store:
        version = store.case("2026-0001").steps

        def work(number):
            with closing(BreachStore(url)) as own:
                own.act("2026-0001", lambda case: step(case, Action.INVITE, Part.DPO, "", {"name": f"E{number}"}), version=version)

        outcomes = at_once(work)
        refused = [error for error in outcomes if error is not None]
        assert len(refused) == OFFICERS - 1
        assert {(error.reason, str(error)) for error in refused} == {
            ("number", "somebody else acted meanwhile; read the case and try again")
        }
        assert store.case("2026-0001").participants == (f"E{outcomes.index(None)}",)


def test_nobody_reads_and_all_add(url):
    """Without a version every step is added, one after another, numbered without gaps."""
    with closing(opened(url)) as store:

        def work(number):
            with closing(BreachStore(url)) as own:
                own.act("2026-0001", lambda case: step(case, Action.INVITE, Part.DPO, "", {"name": f"E{number}"}))

        assert at_once(work) == [None] * OFFICERS
        assert [one.number for one in store.history("2026-0001")] == list(range(1, OFFICERS + 4))


def test_requests_at_the_same_moment(url):
    """The same of data subjects' requests."""
    now = datetime(2026, 11, 20, 8, tzinfo=UTC)
    with closing(RequestStore(url)) as store:
        store.new(lambda r: RequestStep(r.id, 1, now, "A", Asked.RECEIVE, "", {"kind": "access", "applicant": "B"}), 2026)

        def work(number):
            with closing(RequestStore(url)) as own:
                own.act("Z-2026-0001", lambda r: RequestStep(r.id, 2, now, f"A{number}", Asked.VERIFY, "", {"how": "osobně"}), version=1)

        outcomes = at_once(work)
        assert [error.reason for error in outcomes if error] == ["number"] * (OFFICERS - 1)
        assert len(store.history("Z-2026-0001")) == 2


def test_a_full_disk(tmp_path):
    """A step that finds no room is refused with its reason and leaves nothing half; with room it goes."""
    url, pages = sqlite_url(tmp_path), []
    with closing(opened(url)) as store:

        @listens_for(store._engine, "connect")
        def limit(connection, _):
            if pages:
                connection.execute(f"PRAGMA max_page_count={pages[0]}")

        store._engine.dispose()
        with contextlib.closing(sqlite3.connect(tmp_path / "store.sqlite3")) as connection:
            pages.append(connection.execute("PRAGMA page_count").fetchone()[0])

        def described(case):
            return step(case, Action.DESCRIBE, Part.DPO, "", {"consequences": "x" * 50_000})

        before = store.history("2026-0001")
        with pytest.raises(StoreUnavailable, match="SQLITE_FULL"):
            store.act("2026-0001", described)
        assert store.history("2026-0001") == before
        pages.clear()
        store._engine.dispose()
        assert store.act("2026-0001", described).steps == len(before) + 1


def test_postgresql_ends_in_the_middle_of_a_transaction(cluster, pg_url):
    """The server is stopped between a step and its commit: whoever acts is told, the step is not there, and goes the second time."""
    with closing(opened(pg_url)) as store, closing(StopStore(pg_url)) as stops, closing(EventStore(pg_url)) as events:

        def interrupted(case):
            cluster.stop()
            return step(case, Action.REMEDY, Part.IT, "", {"text": "nástroj pozastaven"})

        wanted = Stop("tool:openai", 1, datetime.now(UTC), True, "IT", "únik", "2026-0001")
        with pytest.raises(StoreUnavailable):
            stops.of_case(wanted, interrupted)
        with pytest.raises(StoreUnavailable):
            store.case("2026-0001")
        cluster.start()
        assert (store.case("2026-0001").remedies, stops.steps(), events.count()) == ((), (), 0)
        stops.of_case(wanted, lambda case: step(case, Action.REMEDY, Part.IT, "", {"text": "nástroj pozastaven"}))
        assert (len(store.case("2026-0001").remedies), len(stops.steps()), events.count()) == (1, 1, 1)
        assert events.verify().sound


def test_postgresql_ends_between_reminders(cluster, pg_url):
    """A reminder that was cut off is said by the next round, once."""
    with closing(opened(pg_url)) as store:
        aware = store.case("2026-0001").times["aware"]
        seen = []

        def clock():
            seen.append(1)
            if len(seen) == 1:
                cluster.stop()
            return aware + timedelta(hours=25)

        with pytest.raises(StoreUnavailable):
            remind(store, clock=clock)
        cluster.start()
        assert remind(store, clock=clock) == 1
        assert remind(store, clock=clock) == 0
        assert store.case("2026-0001").reminded == 24
