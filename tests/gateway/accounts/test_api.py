"""What the console asks of whatever keeps accounts."""

from __future__ import annotations

from gateway.accounts.api import Keeper
from gateway.store.accounts import AccountStore


def test_the_store_is_a_keeper() -> None:
    """Every verb that the console uses is there."""
    assert {name for name in vars(Keeper) if not name.startswith("_")} <= set(dir(AccountStore))
