from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from allowlist import prague
from gateway.record.request.case import RequestError
from gateway.record.request.step import Action
from gateway.record.retention import Plan
from gateway.store.keyring import Keyring
from gateway.store.requests import RequestStore
from gateway.store.retaining import Retention
from support.requests import ERASURE, step


@pytest.fixture
def store(url):
    store = RequestStore(url)
    yield store
    store.close()


def made(row, **changes):
    action, why, facts = ERASURE[row]
    return lambda request: step(request, action, why, facts, **changes)


def test_numbers_and_histories(store):
    """Requests are numbered by year; their histories come back as they were written."""
    assert [store.new(made(0), year).id for year in (2026, 2026, 2027)] == ["Z-2026-0001", "Z-2026-0002", "Z-2027-0001"]
    for row in range(1, len(ERASURE)):
        last = store.act("Z-2026-0001", made(row))
    assert [one.action for one in store.history("Z-2026-0001")] == [row[0] for row in ERASURE]
    assert store.requests()[0] == last
    assert store.history("Z-2026-0009") == ()


def test_two_officers_at_once(store):
    """Whoever was slower is told so, and nothing is added; a request that does not exist is not acted upon."""
    request = store.new(made(0), 2026)
    store.act(request.id, made(1), version=1)
    for number, version, reason in ((request.id, 1, "number"), ("Z-2026-0009", None, "request")):
        with pytest.raises(RequestError) as caught:
            store.act(number, made(2), version=version)
        assert caught.value.reason == reason
    with pytest.raises(RequestError):
        store.act(request.id, lambda one: step(one, Action.ANSWER))
    assert len(store.history(request.id)) == 2


def test_histories_end(store, url, tmp_path):
    """An answered request is deleted whole years after its end; an open one stays."""
    done, still = store.new(made(0), 2026).id, store.new(made(0), 2026).id
    for row in range(1, 8):
        store.act(done, made(row))
    retention = Retention(url, Plan(), 30, Ed25519PrivateKey.generate, [Keyring(tmp_path / "keys")], requests_years=2)
    end = prague.midnight(datetime(2029, 1, 1).date())  # noqa: DTZ001
    for now, left in ((end - timedelta(hours=1), [done, still]), (end, [still])):
        while retention.work(now):
            pass
        assert [one.id for one in store.requests()] == left
    retention.close()
