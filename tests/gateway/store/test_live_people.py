"""The people as they are now."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gateway.people.directory import User
from gateway.store.errors import StoreUnavailable
from gateway.store.live_people import SOONEST_SECONDS, LivePeople, watch_people
from gateway.store.people import PeopleStore, aad
from gateway.store.seal import unseal
from support.stores import sqlite_url


def raising(error: Exception) -> Callable[..., object]:
    def broken(*_: object) -> object:
        raise error

    return broken


def test_a_change_is_seen_and_a_store_that_is_away_believed_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the time of the settings the last picture holds; after it there is none; the store's return brings it back."""
    store, now = PeopleStore(sqlite_url(tmp_path)), [0.0]
    live = LivePeople(store, 60.0, clock=lambda: now[0])
    assert live() is None
    live.refresh()
    known = live()
    assert known is not None
    assert not known.users
    store.put_user(User("jana"))
    live.refresh()
    assert live() is known, "asked a moment ago"
    now[0] += SOONEST_SECONDS
    live.refresh()
    changed = live()
    assert changed is not None
    assert set(changed.users) == {"jana"}
    with monkeypatch.context() as patch:
        patch.setattr(store, "mark", raising(StoreUnavailable("away")))
        now[0] += 60.0
        live.refresh(at_once=True)
        assert live() is changed
        now[0] += 0.5
        assert live() is None
    live.refresh(at_once=True)
    assert live() is changed
    store.close()


def test_names_are_sealed_once_and_only_with_readers(tmp_path: Path) -> None:
    """A met account is sealed to the readers with the next refresh; without readers nothing is kept."""
    store, reader = PeopleStore(sqlite_url(tmp_path)), X25519PrivateKey.generate()
    silent = LivePeople(store, 60.0)
    silent.met("r", "jana")
    silent.refresh(at_once=True)
    assert store.sealed("r") is None
    live = LivePeople(store, 60.0, [reader.public_key()])
    for _ in range(2):
        live.met("r", "jana")
        live.refresh(at_once=True)
    sealed = store.sealed("r")
    assert sealed is not None
    assert unseal(sealed, reader, aad("r")) == b"jana"
    assert b"jana" not in sealed.ciphertext
    store.close()


def test_a_fault_does_not_end_the_watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever breaks is logged by its class, and the next round tries again."""
    live, rounds = LivePeople(PeopleStore(sqlite_url(tmp_path)), 60.0), []

    def broken(*, at_once: bool = False) -> None:
        rounds.append(at_once)
        raise RuntimeError("jana")

    monkeypatch.setattr(live, "refresh", broken)

    async def run() -> None:
        task = asyncio.create_task(watch_people(live, 0.001))
        while len(rounds) < 3:  # noqa: ASYNC110  # the watch is what ends it
            await asyncio.sleep(0.001)
        task.cancel()

    asyncio.run(run())
    assert "RuntimeError" in caplog.text
    assert "jana" not in caplog.text
