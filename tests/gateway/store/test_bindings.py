"""Who an account is elsewhere, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gateway.accounts.account import Account
from gateway.store.accounts import AccountStore


@pytest.fixture
def accounts(url: str) -> Iterator[AccountStore]:
    store = AccountStore(url)
    yield store
    store.close()


@pytest.mark.parametrize(
    ("account", "subject", "fits", "why"),
    [
        ("jana", "oidc:1", True, "the same person again"),
        ("jana", "oidc:2", False, "somebody who took her name"),
        ("petr", "oidc:1", False, "she, who took another's name before he ever signed in"),
        ("petr", "oidc:2", True, "two others who know nothing of each other"),
        ("jana", "ldap:9", True, "the directory knows her by an id of its own"),
    ],
)
def test_one_person_one_account(accounts: AccountStore, account: str, subject: str, fits: bool, why: str) -> None:
    """Whoever comes first is it, until an administrator says otherwise."""
    assert accounts.bind("jana", "oidc:1")
    assert accounts.bind(account, subject) is fits, why
    assert accounts.bind("jana", "oidc:1"), "and nothing of it has changed"


def test_an_administrator_releases(accounts: AccountStore) -> None:
    """By name, in all ways at once; removing an account releases it, too."""
    accounts.bind("jana", "oidc:1")
    accounts.bind("jana", "ldap:1")
    assert accounts.bound() == {"jana": ("ldap", "oidc")}
    assert accounts.unbind("jana") == 2
    assert accounts.unbind("jana") == 0
    assert accounts.bind("jana", "oidc:2")
    accounts.put(Account("jana"))
    accounts.remove("jana")
    assert accounts.bound() == {}
