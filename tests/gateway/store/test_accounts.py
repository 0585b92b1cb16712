"""Accounts of the console in the store, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway.accounts.account import Account, Link, Purpose
from gateway.accounts.role import Role
from gateway.accounts.session import Session, Source, Stage
from gateway.store.accounts import AccountStore

NOW = datetime(2026, 12, 1, 9, 0, 0, 123456, tzinfo=UTC)
JANA = Account("jana", "Jana Nováková", frozenset({Role.DPO, Role.EMPLOYEE}), "hash", "sealed", 7, ("a", "b"))


def session(number: int, account: str = "jana") -> Session:
    began = NOW + timedelta(seconds=number)
    return Session(
        f"s{number}", account, "Jana", frozenset({Role.DPO}), Source.PEOPLE, Stage.FULL, began, began, "Firefox, Linux", "p", "oidc:1"
    )


@pytest.fixture
def accounts(url: str) -> Iterator[AccountStore]:
    store = AccountStore(url)
    yield store
    store.close()


def test_an_account_comes_back_as_it_was_put(accounts: AccountStore) -> None:
    """Every field, and the time to the microsecond."""
    known = replace(JANA, disabled=True, wrong=3, wrong_at=NOW)
    accounts.put(known)
    assert accounts.get("jana") == known
    assert accounts.all() == [known]
    assert accounts.get("petr") is None


def test_a_session_comes_back_with_its_account_as_it_is_now(accounts: AccountStore) -> None:
    """By the cookie's value alone, of which the database holds a digest."""
    accounts.put(JANA)
    accounts.begin(session(1), "value-1")
    assert accounts.session("value-1") == (session(1), JANA)
    assert accounts.session("value-2") is None
    after = accounts.change("jana", roles=frozenset({Role.AUDITOR}))
    assert accounts.session("value-1") == (session(1), after)
    accounts.seen("s1", NOW + timedelta(hours=1))
    found = accounts.session("value-1")
    assert found is not None
    assert found[0].seen == NOW + timedelta(hours=1)


def test_somebody_whose_groups_said_all_needs_no_account(accounts: AccountStore) -> None:
    """A session stands by itself."""
    accounts.begin(session(1), "value-1")
    assert accounts.session("value-1") == (session(1), None)


def test_a_session_takes_the_place_of_half_of_one(accounts: AccountStore) -> None:
    """After the code the old cookie opens nothing."""
    accounts.begin(session(1), "half")
    accounts.begin(session(2), "full", instead="half")
    assert accounts.session("half") is None
    assert accounts.session("full") is not None


def test_sessions_end(accounts: AccountStore) -> None:
    """One by its name, all others, and with a change that says so; never those of another account."""
    for number in (1, 2, 3):
        accounts.begin(session(number), f"v{number}")
    accounts.begin(session(9, "petr"), "v9")
    assert [one.id for one in accounts.sessions("jana")] == ["s3", "s2", "s1"]
    assert accounts.end("petr", identity="s1") == 0, "not theirs"
    assert accounts.end("jana", identity="s1") == 1
    assert accounts.end("jana", keep="s3") == 1
    accounts.put(JANA)
    assert accounts.sessions("jana") == [], "a new account in its place"
    accounts.begin(session(4), "v4")
    accounts.begin(session(5), "v5")
    accounts.change("jana", end=True, keep="s5", password="new")
    assert [one.id for one in accounts.sessions("jana")] == ["s5"]
    assert accounts.remove("jana")
    assert accounts.session("v5") is None
    assert [one.id for one in accounts.sessions("petr")] == ["s9"]


def test_a_step_and_a_code_work_once(accounts: AccountStore) -> None:
    """Also when two nodes are shown the same one; a right one forgets the wrong ones before."""
    accounts.put(JANA)
    accounts.wrong("jana", NOW)
    assert accounts.use_step("jana", 8)
    assert not accounts.use_step("jana", 8)
    assert not accounts.use_step("jana", 7), "an earlier one"
    assert accounts.use_code("jana", "a")
    assert not accounts.use_code("jana", "a")
    known = accounts.get("jana")
    assert known is not None
    assert (known.step, known.codes, known.wrong) == (8, ("b",), 0)


def test_wrong_ones_are_counted(accounts: AccountStore) -> None:
    """With the time of the last."""
    accounts.put(JANA)
    for second in range(3):
        accounts.wrong("jana", NOW + timedelta(seconds=second))
    known = accounts.get("jana")
    assert known is not None
    assert (known.wrong, known.wrong_at) == (3, NOW + timedelta(seconds=2))


def test_a_link_works_once_and_for_a_while(accounts: AccountStore) -> None:
    """Looking uses nothing up; a newer one for the same account takes its place; first ones and others do not meet."""
    first = Link(Purpose.FIRST, "", NOW + timedelta(days=3))
    accounts.offer(first, "key-1")
    accounts.offer(Link(Purpose.RESET, "jana", NOW + timedelta(days=3)), "key-2")
    assert accounts.link("key-1", NOW) == first
    assert accounts.link("key-1", NOW + timedelta(days=4)) is None
    accounts.offer(Link(Purpose.INVITED, "jana", NOW + timedelta(days=3)), "key-3")
    assert accounts.link("key-2", NOW) is None
    assert accounts.link("key-3", NOW, take=True) is not None
    assert accounts.link("key-3", NOW, take=True) is None
    assert accounts.link("key-1", NOW) == first


def test_what_is_old_is_swept(accounts: AccountStore) -> None:
    """Sessions and links that are over do not gather."""
    accounts.begin(session(1), "v1")
    accounts.offer(Link(Purpose.FIRST, "", NOW), "key")
    assert accounts.sweep(NOW + timedelta(days=1)) == 1
    assert accounts.session("v1") is None


@pytest.mark.parametrize(
    ("account", "administered"),
    [
        (Account("a", roles=frozenset({Role.ADMINISTRATOR})), True),
        (Account("a", roles=frozenset({Role.ADMINISTRATOR}), disabled=True), False),
        (Account("a", roles=frozenset({Role.DPO})), False),
    ],
)
def test_whether_an_administrator_is_there(account: Account, administered: bool, accounts: AccountStore) -> None:
    """One who can sign in."""
    assert not accounts.administered()
    accounts.put(account)
    assert accounts.administered() is administered
