"""The vault of tokens, put together; and as the event loop of a proxy sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from gateway.act.scope import Kept, Scope, VaultUnavailable
from gateway.errors import UserError
from gateway.parts.common import utc_now
from gateway.settings import Settings
from gateway.store import paths
from gateway.store.errors import StoreUnavailable
from gateway.store.keyring import Keyring
from gateway.store.url import store_url
from gateway.store.vault import Vault


def vault_of(settings: Settings) -> Vault:
    """The vault that the settings ask for."""
    days, data = settings.retention.pseudonym_days, settings.data.dir
    prints = Keyring(paths.fingerprint_keys(data), settings.retention.attempts_days)
    keys = Keyring(paths.pseudonym_keys(data), days)
    return Vault(store_url(settings), keys, days, lambda entity, value, at: prints.fingerprint(entity, value, at.date()))


class AwaitedVault:
    """A :class:`gateway.proxy.ports.Vault`: asks the store off the event loop."""

    def __init__(self, vault: Vault, clock: Callable[[], datetime] = utc_now) -> None:
        self._vault = vault
        self._clock = clock

    async def load(self, scope: Scope) -> Kept:
        """What is kept of a scope."""
        return await _awaited(lambda: self._vault.load(scope, self._clock()))

    async def keep(self, scope: Scope, kept: Kept) -> bool:
        """Whether the table was written, or another process has changed it since."""
        return await _awaited(lambda: self._vault.keep(scope, kept.generation, kept.table, self._clock()))


async def _awaited[T](ask: Callable[[], T]) -> T:
    try:
        return await asyncio.to_thread(ask)
    except (StoreUnavailable, OSError, UserError) as error:  # the store, or the folder of keys
        raise VaultUnavailable(type(error).__name__) from None
