"""Passwords of the console."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from gateway.accounts.account import TRIES
from gateway.console.proving import LONGEST_PASSWORD, Proving
from gateway.people.api import Account as Proved
from gateway.people.api import Wrong
from support.reception import BEGIN, PASSWORD, Desk, account_of


def test_a_password_is_tried_and_counted(tmp_path: Path) -> None:
    """The right one proves the account; wrong ones rest it, and then the right one says nothing, too."""
    desk = Desk(tmp_path)
    account_of(desk, "vera")
    proving, known = Proving(desk.keeper, lambda: desk.now), desk.keeper.get("vera")
    assert known is not None

    async def tried(password: str) -> object:
        return await proving.tried(known, password)

    assert asyncio.run(tried(PASSWORD)) == Proved("vera", frozenset())
    assert [asyncio.run(tried("špatně")) for _ in range(TRIES)] == [Wrong.CREDENTIALS] * TRIES
    assert asyncio.run(tried(PASSWORD)) is Wrong.BLOCKED
    desk.wait(minutes=1, seconds=1)
    assert asyncio.run(tried(PASSWORD)) == Proved("vera", frozenset())
    desk.keeper.change("vera", disabled=True)
    assert asyncio.run(tried(PASSWORD)) is Wrong.CREDENTIALS


def test_a_resting_account_takes_as_long_as_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hash is computed for it: neither words nor time tell that it is there."""
    desk = Desk(tmp_path)
    account_of(desk, "vera")
    desk.keeper.change("vera", wrong=TRIES, wrong_at=BEGIN)
    computed: list[str] = []
    proving, known = Proving(desk.keeper, lambda: desk.now), desk.keeper.get("vera")
    assert known is not None
    monkeypatch.setattr("gateway.console.proving.passwords.fits", lambda kept, _password: computed.append(kept))
    assert asyncio.run(proving.tried(known, PASSWORD)) is Wrong.BLOCKED
    assert len(computed) == 1
    assert computed != [known.password]


def test_a_new_password(tmp_path: Path) -> None:
    """Neither too short nor a book."""
    desk = Desk(tmp_path)
    proving = Proving(desk.keeper, lambda: BEGIN + timedelta())
    assert asyncio.run(proving.hashed(PASSWORD)).startswith("$argon2id$")
    for password in ("krátké", "x" * (LONGEST_PASSWORD + 1)):
        with pytest.raises(ValueError, match=r".+"):
            asyncio.run(proving.hashed(password))
