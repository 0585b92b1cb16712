import threading
import time
from datetime import timedelta

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import event as sa_event
from sqlalchemy import text

from gateway.record.chain import BadPayload
from gateway.record.erasure import EraseReason
from gateway.record.event import EventType
from gateway.store.cursor import BadCursor
from gateway.store.engine import APPEND_LOCK, writing
from gateway.store.errors import StoreUnavailable
from gateway.store.events import EventStore
from gateway.store.rows import Filters
from support.events import FIRST, event, payload, payloads


def ids(rows):
    return [row.id for row in rows]


def names(first, last):
    return [f"e{number:08}" for number in range(first, last + 1)]


def test_append_and_read(store):
    """What is appended comes back as it was, in order, with its place in the chain."""
    assert store.append(payloads(1, 3), "node-a") == 3
    page = store.page()
    assert ids(page.rows) == names(1, 3)
    assert [row.seq for row in page.rows] == [1, 2, 3]
    first = page.rows[0]
    assert first.payload == event(1).payload()
    assert (first.at, first.type, first.tool, first.verdict, first.disclosed) == (event(1).at, "prompt.blocked", "openai", "block", "none")
    assert store.get("e00000002") == page.rows[1]
    assert store.get("nobody") is None
    assert store.append([], "node-a") == 0


def test_exactly_once(store):
    """Appending again what is there (the spool did not learn that it was stored) changes nothing, also mixed with new ones."""
    store.append(payloads(1, 3), "node-a")
    assert store.append(payloads(1, 3), "node-a") == 0
    assert store.append([*payloads(2, 5), payload(5)], "node-a") == 2
    assert store.append(payloads(4, 6), "node-b") == 1, "also when another node says it"
    assert ids(store.page().rows) == names(1, 6)
    assert store.verify().sound


def test_a_bad_payload_writes_nothing(store):
    """A batch with something that is no event is refused whole."""
    with pytest.raises(BadPayload):
        store.append([payload(1), b"{}"], "node-a")
    assert store.count() == 0


def test_commits_per_batch_not_per_event(store):
    """A batch takes one transaction and a handful of statements, however long it is."""
    counts = {"commits": 0, "statements": 0}

    def count(name):
        def add(*_):
            counts[name] += 1

        return add

    sa_event.listen(store._engine, "commit", count("commits"))
    sa_event.listen(store._engine, "before_cursor_execute", count("statements"))
    seen = []
    for start, length in ((1, 1), (2, 100), (102, 400)):
        before = dict(counts)
        store.append(payloads(start, start + length - 1), "node-a")
        seen.append((counts["commits"] - before["commits"], counts["statements"] - before["statements"]))
    assert [commits for commits, _ in seen] == [1, 1, 1]
    assert seen[1][1] == seen[2][1] <= 8


def test_pages_by_cursor(store):
    """Pages of any size, put together, are all events once and in order; the cursor goes on where the page ended."""
    store.append(payloads(1, 25), "node-a")
    for limit in (1, 7, 25, 26):
        found, cursor, more = [], None, True
        while more:
            page = store.page(cursor, limit)
            assert len(page.rows) <= limit
            found += ids(page.rows)
            cursor, more = page.next, page.more
        assert found == names(1, 25), limit
    assert store.page(cursor).rows == ()
    store.append(payloads(26, 26), "node-a")
    assert ids(store.page(cursor).rows) == names(26, 26), "the cursor of the last page waits for news"


def test_end_and_row_cursor(store):
    """Following starts at the end of now, or after any event once seen (Last-Event-ID)."""
    assert store.page(store.end()).rows == ()
    store.append(payloads(1, 4), "node-a")
    end = store.end()
    assert store.page(end).rows == ()
    assert ids(store.page(store.get("e00000002").cursor).rows) == names(3, 4)
    store.append(payloads(5, 5), "node-b")
    assert ids(store.page(end).rows) == names(5, 5)


def test_latest(store):
    """The newest come first, older pages follow."""
    assert store.latest().rows == ()
    store.append(payloads(1, 10), "node-a")
    page = store.latest(4)
    assert ids(page.rows) == names(7, 10)[::-1]
    assert page.more
    older = store.latest(8, before=page.next)
    assert ids(older.rows) == names(1, 6)[::-1]
    assert not older.more
    assert store.latest(8, before=older.next).rows == ()


def test_payloads_alone(store):
    """What the newest say, newest first; erased ones are left out, and it is said whether there were more."""
    store.append(payloads(1, 4), "node-a")
    assert [one["id"] for one in store.payloads(3).found] == ["e00000004", "e00000003", "e00000002"]
    assert store.payloads(3).more
    store.erase(["e00000003"], EraseReason.RETENTION, Ed25519PrivateKey.generate())
    found = store.payloads(10, Filters(types=("prompt.blocked",)))
    assert [one["id"] for one in found.found] == ["e00000004", "e00000002", "e00000001"]
    assert not found.more
    assert "fingerprints" not in repr(found)


def test_filters(store):
    """Filters narrow pages, counts and the newest; the cursor moves past what they leave out."""
    store.append(
        [payload(n, tool="openai" if n % 2 else "anthropic", verdict="block" if n < 7 else "warn") for n in range(1, 10)]
        + [payload(10, type=EventType.UPLOAD_BLOCKED)],
        "node-a",
    )
    table = [
        (Filters(tools=("anthropic",)), [2, 4, 6, 8]),
        (Filters(verdicts=("warn",), tools=("openai",)), [7, 9]),
        (Filters(types=("upload.blocked", "prompt.recorded")), [10]),
        (Filters(since=FIRST + timedelta(seconds=3), until=FIRST + timedelta(seconds=5)), [3, 4]),
        (Filters(tools=("nothing",)), []),
    ]
    for filters, wanted in table:
        assert ids(store.page(filters=filters).rows) == [f"e{n:08}" for n in wanted], filters
        assert ids(store.latest(filters=filters).rows) == [f"e{n:08}" for n in wanted][::-1]
        assert store.count(filters) == len(wanted)
        assert store.page(filters=filters).next == store.end(), "nothing is read twice"


@pytest.mark.parametrize("cursor", ["", "x", "é", "A" * 100, "YzI6MQ"])
def test_bad_cursor(store, cursor):
    """A cursor of somebody else's is refused."""
    with pytest.raises(BadCursor):
        store.page(cursor)
    with pytest.raises(BadCursor):
        store.latest(before=cursor)


@pytest.mark.parametrize("limit", [0, -1])
def test_bad_limit(store, limit):
    """A page has rows."""
    with pytest.raises(ValueError):
        store.page(limit=limit)


def test_many_writers_and_a_reader(url):
    """While several nodes append at once, a reader that follows by cursor sees every event exactly once, each writer's in order."""
    writers, batches = 4, 12
    errors = []

    def node(number):
        store = EventStore(url)
        try:
            for batch in range(batches):
                store.append([payload(number * 1000 + batch * 3 + n) for n in range(3)], f"node-{number}")
        except Exception as error:  # noqa: BLE001 - whatever a thread meets is the test's to judge
            errors.append(error)
        finally:
            store.close()

    threads = [threading.Thread(target=node, args=(number,)) for number in range(writers)]
    reader = EventStore(url)
    for thread in threads:
        thread.start()
    seen, cursor = [], None
    while any(thread.is_alive() for thread in threads):
        page = reader.page(cursor, 5)
        seen += ids(page.rows)
        cursor = page.next
    while (page := reader.page(cursor)).rows:
        seen += ids(page.rows)
        cursor = page.next
    assert errors == []
    assert sorted(seen) == sorted(f"e{w * 1000 + n:08}" for w in range(writers) for n in range(batches * 3))
    assert seen == ids(reader.page(limit=1000).rows), "in the order of positions"
    assert reader.verify().sound
    reader.close()


def test_a_late_commit_is_not_skipped(pg_url):
    """On PostgreSQL a node that commits late holds back those after it: a reader never passes a place that will be filled."""
    slow, fast, reader = EventStore(pg_url), EventStore(pg_url), EventStore(pg_url)
    with writing(slow._engine) as connection:  # the slow node has its lock, and so its position, and has not committed
        from gateway.record.chain import draft
        from gateway.store.appending import append

        append(connection, [draft(payload(1))], "node-slow")
        thread = threading.Thread(target=fast.append, args=(payloads(2, 2), "node-fast"))
        thread.start()
        _wait_for_waiter(pg_url)
        page = reader.page()
        assert page.rows == (), "neither can be seen"
    thread.join(60)
    assert ids(reader.page(page.next).rows) == names(1, 2)
    for store in (slow, fast, reader):
        store.close()


def _wait_for_waiter(pg_url):
    with psycopg.connect(pg_url.replace("+psycopg", ""), autocommit=True) as connection:
        deadline = time.monotonic() + 60
        while not connection.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted").fetchall():
            assert time.monotonic() < deadline, "the second node did not wait for the first"


def test_same_writer_name_twice(url):
    """Two processes that append to one chain (a copied data directory) still make one whole chain."""
    one, two = EventStore(url), EventStore(url)
    one.append(payloads(1, 2), "node-a")
    two.append(payloads(3, 4), "node-a")
    one.append(payloads(5, 6), "node-a")
    assert [head.seq for head in one.heads()] == [6]
    assert one.verify().sound
    one.close()
    two.close()


def test_lock_is_let_go_after_an_error(store):
    """A failed append leaves nothing behind, no row and no lock."""
    with pytest.raises(StoreUnavailable), writing(store._engine) as connection:
        connection.execute(text("INSERT INTO chains (writer) VALUES ('x')"))
    assert store.append(payloads(1, 1), "node-a") == 1
    assert store.verify().sound


def test_the_lock_key_fits():
    """PostgreSQL takes a signed 64-bit key."""
    assert 0 < APPEND_LOCK < 2**63
