"""People in the store, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gateway.people.directory import NOTICE, Directory, Key, User
from gateway.store.people import PeopleStore, aad
from gateway.store.seal import CannotOpen, seal, unseal

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = Key("k1", "digest", "jana", ("openai",), date(2027, 1, 31))


@pytest.fixture
def people(url: str) -> Iterator[PeopleStore]:
    store = PeopleStore(url)
    yield store
    store.close()


def test_users(people: PeopleStore) -> None:
    """A user is added, changed, and removed with all keys of the account."""
    people.put_user(User("jana", "hash", frozenset({"b", "a"})))
    people.put_user(User("jana", "other", frozenset({"c"})))
    people.add_key(KEY)
    assert dict(people.directory().users) == {"jana": User("jana", "other", frozenset({"c"}))}
    assert people.remove_user("jana", NOW)
    assert not people.remove_user("jana", NOW)
    known = people.directory()
    assert not known.users
    assert known.keys["digest"].revoked


def test_keys(people: PeopleStore) -> None:
    """A key comes back as it was; it is ended once."""
    people.add_key(KEY)
    assert dict(people.directory().keys) == {"digest": KEY}
    assert people.revoke_key("k1", NOW)
    assert not people.revoke_key("k1", NOW)
    assert not people.revoke_key("k2", NOW)
    assert people.directory().keys["digest"].revoked


def test_facts(people: PeopleStore) -> None:
    """The first time that something was read stands."""
    people.learnt("r", NOTICE, "1", NOW)
    people.learnt("r", NOTICE, "1", datetime(2027, 1, 1, tzinfo=UTC))
    people.learnt("r", NOTICE, "2", NOW)
    assert people.directory().facts == {("r", NOTICE): frozenset({"1", "2"})}
    assert people.when("r", NOTICE) == {"1": NOW, "2": NOW}


def test_names_are_sealed(people: PeopleStore) -> None:
    """A name is kept once, opens for its reader and for its record only, and can be destroyed."""
    reader = X25519PrivateKey.generate()
    people.name("r", seal(b"jana", [reader.public_key()], aad("r")))
    people.name("r", seal(b"petr", [reader.public_key()], aad("r")))
    sealed = people.sealed("r")
    assert sealed is not None
    assert unseal(sealed, reader, aad("r")) == b"jana"
    with pytest.raises(CannotOpen):
        unseal(sealed, reader, aad("s"))
    assert people.directory().names == {"r"}
    people.learnt("r", NOTICE, "1", NOW)
    people.forget(["r"])
    assert people.sealed("r") is None
    assert people.directory() == Directory()


def test_the_mark_changes_with_everything(people: PeopleStore) -> None:
    """Whoever looks at the mark misses nothing."""
    marks = [people.mark()]
    for change in (
        lambda: people.put_user(User("jana")),
        lambda: people.add_key(KEY),
        lambda: people.learnt("r", NOTICE, "1", NOW),
        lambda: people.revoke_key("k1", NOW),
        lambda: people.remove_user("jana", NOW),
    ):
        change()
        marks.append(people.mark())
    assert len(set(marks)) == len(marks)
    people.learnt("r", NOTICE, "1", NOW)
    assert people.mark() == marks[-1]
