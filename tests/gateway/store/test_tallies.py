"""The numbers behind the charts."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, timedelta

from gateway.record.event import Fingerprint
from gateway.record.facets import fingerprint
from gateway.record.shadow import OTHERS, K
from gateway.store.events import EventStore
from gateway.store.indexing import Indexing
from gateway.store.tallies import TallyStore
from support.events import payload

FIRST = datetime(2026, 10, 1, 8, tzinfo=UTC)
DAYS = (date(2026, 10, 1), date(2026, 11, 1))


def filled(url, *payloads):
    with closing(EventStore(url)) as events, closing(Indexing(url)) as index:
        events.append(payloads, "n1")
        while index.work():
            pass


def test_numbers_by_day_kind_and_tool(url):
    """Days without events are left out; the end does not count."""
    filled(
        url,
        payload(1, at=FIRST, kinds={"PERSON": 1, "IBAN_CODE": 3}),
        payload(2, at=FIRST + timedelta(days=2), tool="claude", kinds={"PERSON": 1}),
        payload(3, at=FIRST + timedelta(days=40), kinds={"PERSON": 1}),
    )
    with closing(TallyStore(url)) as numbers:
        assert numbers.by_day("kind", *DAYS) == {"2026-10-01": {"PERSON": 1, "IBAN_CODE": 1}, "2026-10-03": {"PERSON": 1}}
        assert numbers.by_day("tool", *DAYS) == {"2026-10-01": {"openai": 1}, "2026-10-03": {"claude": 1}}
        assert numbers.by_week("tool", *DAYS) == {"2026-09-28": {"openai": 1, "claude": 1}}
        assert numbers.known("kind") == ("IBAN_CODE", "PERSON")


def test_departments_are_named_from_five_persons_on(url):
    """Two small ones stand together."""
    people = [("velký", str(number)) for number in range(K + 1)]
    people += [("malý", "a"), ("malý", "b"), ("malý", "c"), ("menší", "d"), ("menší", "e")]
    filled(url, *(payload(number, at=FIRST, department=name, person=person) for number, (name, person) in enumerate(people, 1)))
    with closing(TallyStore(url)) as numbers:
        assert numbers.departments(*DAYS) == {"velký": K + 1, OTHERS: 5}
        assert numbers.departments(date(2026, 9, 1), date(2026, 10, 1)) == {}


def test_the_same_value_is_counted_as_far_as_need_be(url):
    """An event with two of the values counts once."""
    prints = (Fingerprint("PERSON", "2026-Q4", "ab" * 32), Fingerprint("PERSON", "2026-Q4", "cd" * 32))
    filled(url, *(payload(number, fingerprints=prints) for number in range(1, 6)), payload(9))
    values = [fingerprint(one.entity, one.period, one.digest) for one in prints]
    with closing(TallyStore(url)) as numbers:
        assert [numbers.same(values, most) for most in (3, 5, 100)] == [3, 5, 5]
        assert numbers.same(["nothing"], 9) == 0
