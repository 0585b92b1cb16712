"""The console's tables."""

from __future__ import annotations

from gateway.store.models import Base


def test_who_asks_for_the_tables_has_the_consoles_too() -> None:
    """Backups, migrations and emptied test databases go by this list."""
    assert {"console_accounts", "console_sessions", "console_links", "events"} <= set(Base.metadata.tables)
