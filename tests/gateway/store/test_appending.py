import pytest

from gateway.record import chain
from gateway.store import appending
from gateway.store.engine import reading, writing
from support.events import payload, payloads


def drafts(first, last):
    return [chain.draft(data) for data in payloads(first, last)]


def test_head_moves(store):
    """The head of a writer is its genesis, then its last entry."""
    with writing(store._engine) as connection:
        assert appending.head_of(connection, "node-a") == chain.genesis("node-a")
        assert appending.append(connection, drafts(1, 2), "node-a") == 2
        head = appending.head_of(connection, "node-a")
        assert (head.seq, head.hash.hex()) == (2, _hash(connection, "e00000002"))


def _hash(connection, identity):
    from sqlalchemy import select

    from gateway.store.models import EventRecord

    return connection.scalar(select(EventRecord.hash).where(EventRecord.id == identity)).hex()


def test_undone_with_its_transaction(store):
    """An append whose transaction fails leaves no trace, and the next one continues from before it."""
    store.append(payloads(1, 2), "node-a")

    def fail():
        with writing(store._engine) as connection:
            appending.append(connection, drafts(3, 4), "node-a")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    store.append([payload(5)], "node-a")
    assert [(row.id, row.position, row.seq) for row in store.page().rows][2:] == [("e00000005", 3, 3)]
    assert store.verify().sound


def test_of_two_with_one_id_the_first_stays(store):
    """Two payloads with one id in one batch: the first is the event."""
    store.append([payload(1), payload(2), payload(1, tool="other")], "node-a")
    assert [(row.id, row.tool) for row in store.page().rows] == [("e00000001", "openai"), ("e00000002", "openai")]


def test_present_asks_in_pieces(store, monkeypatch):
    """More ids than one statement takes are asked for in pieces."""
    monkeypatch.setattr(appending, "LOOKUP", 3)
    store.append(payloads(1, 10), "node-a")
    with reading(store._engine) as connection:
        assert appending.present(connection, [f"e{n:08}" for n in range(5, 16)]) == {f"e{n:08}" for n in range(5, 11)}


def test_salts_differ(store):
    """Every event has a salt of its own."""
    store.append(payloads(1, 20), "node-a")
    from sqlalchemy import select

    from gateway.store.models import PayloadRecord

    with reading(store._engine) as connection:
        salts = list(connection.scalars(select(PayloadRecord.salt)))
    assert len(set(salts)) == 20
    assert {len(salt) for salt in salts} == {chain.SALT_BYTES}
