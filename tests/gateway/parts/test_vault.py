"""The vault as the event loop sees it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from gateway.act.scope import Scope, VaultUnavailable
from gateway.parts.vault import AwaitedVault, vault_of
from gateway.settings import Settings
from support.stores import sqlite_url

SCOPE = Scope("p", "chatgpt", "c")


def test_the_settings_say_where(tmp_path: Path) -> None:
    """Kept in the store of the settings, under keys in the data folder; what cannot be had is said as one kind of error."""
    url = sqlite_url(tmp_path)
    settings = Settings.model_validate({"data": {"dir": tmp_path / "data"}, "store": {"url": url}})
    vault = vault_of(settings)
    awaited = AwaitedVault(vault)
    kept = asyncio.run(awaited.load(SCOPE))
    kept.table.token("EMAIL_ADDRESS", "jana@urad.example")
    assert asyncio.run(awaited.keep(SCOPE, kept))
    assert list((tmp_path / "data" / "keys" / "pseudonym").glob("*.key"))
    assert asyncio.run(awaited.load(SCOPE)).table.values
    vault.close()
    (tmp_path / "store.sqlite3").write_bytes(b"no database" * 1000)
    for path in tmp_path.glob("store.sqlite3-*"):
        path.unlink()
    with pytest.raises(VaultUnavailable):
        asyncio.run(awaited.load(SCOPE))
    vault.close()
