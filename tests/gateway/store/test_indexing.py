"""Events become findable and countable."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gateway.record.erasure import EraseReason
from gateway.store.events import EventStore
from gateway.store.indexing import Indexing
from gateway.store.rows import Filters
from gateway.store.tallies import TallyStore
from support.events import payload

DAYS = (date(2026, 10, 1), date(2026, 11, 1))


def test_events_are_found_by_their_facets(url):
    """By kind, department and person, in batches, each once; what comes later is found later."""
    with closing(EventStore(url)) as events, closing(Indexing(url)) as index:
        events.append([payload(number, kinds={"PERSON": 1} if number % 2 else {"IBAN_CODE": 1}) for number in range(1, 8)], "n1")
        while index.work(3):
            pass
        assert [row.id for row in events.page(filters=Filters(kinds=("IBAN_CODE",))).rows] == ["e00000002", "e00000004", "e00000006"]
        assert len(events.latest(2, Filters(kinds=("PERSON", "IBAN_CODE"))).rows) == 2
        events.append([payload(9, department="odbor kultury", person="p")], "n2")
        assert events.count(Filters(departments=("odbor kultury",))) == 0, "not indexed yet"
        index.work()
        assert events.count(Filters(departments=("odbor kultury",), people=("p",))) == 1
        assert events.count(Filters(departments=("odbor kultury",), people=("nobody",))) == 0
        assert not index.work(), "nothing is new"


def test_the_same_value_is_found_by_its_fingerprint(url):
    """However often, and never after its event was erased."""
    key = Ed25519PrivateKey.generate()
    with closing(EventStore(url)) as events, closing(Indexing(url)) as index:
        prints = [{"entity": "PERSON", "period": "2026-Q4", "digest": "ab" * 32}]
        from gateway.record.event import Fingerprint

        same = (Fingerprint(**prints[0]),)
        events.append([payload(1, fingerprints=same), payload(2, fingerprints=same), payload(3)], "n1")
        index.work()
        value = "PERSON:2026-Q4:" + "ab" * 16
        assert events.count(Filters(fingerprints=(value,))) == 2
        events.erase(["e00000001"], EraseReason.RETENTION, key)
        assert events.count(Filters(fingerprints=(value,))) == 1


def test_erased_before_it_was_indexed(url):
    """It is found by nothing, and the index goes on."""
    with closing(EventStore(url)) as events, closing(Indexing(url)) as index:
        events.append([payload(1), payload(2)], "n1")
        events.erase(["e00000001"], EraseReason.RETENTION, Ed25519PrivateKey.generate())
        while index.work():
            pass
        assert [row.id for row in events.page(filters=Filters(kinds=("CZ_BIRTH_NUMBER",))).rows] == ["e00000002"]


def test_two_nodes_count_each_event_once(url):
    """Whoever comes second finds the cursor moved."""
    with closing(EventStore(url)) as events, closing(Indexing(url)) as one, closing(Indexing(url)) as two:
        events.append([payload(number) for number in range(1, 11)], "n1")
        while one.work(2) | two.work(2):
            pass
        with closing(TallyStore(url)) as numbers:
            assert numbers.by_day("kind", *DAYS) == {"2026-10-01": {"CZ_BIRTH_NUMBER": 10}}
