"""A vault of tokens in memory, for tests of what uses one."""

from __future__ import annotations

from gateway.act.pseudonyms import Table
from gateway.act.scope import Kept, Scope, VaultUnavailable


class MemoryVault:
    """Keeps tables as text, as the store does. ``away``: it cannot be had; ``busy``: so many writes find that somebody was faster."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[int, str]] = {}
        self.away = False
        self.busy = 0

    async def load(self, scope: Scope) -> Kept:
        if self.away:
            raise VaultUnavailable("away")
        generation, text = self.rows.get(scope.digest(), (0, ""))
        return Kept(Table.from_json(text) if text else Table(), generation)

    async def keep(self, scope: Scope, kept: Kept) -> bool:
        if self.away:
            raise VaultUnavailable("away")
        if self.busy:
            self.busy -= 1
            return False
        if self.rows.get(scope.digest(), (0, ""))[0] != kept.generation:
            return False
        self.rows[scope.digest()] = (kept.generation + 1, kept.table.to_json())
        return True
