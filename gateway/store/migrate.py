"""Brings the tables of a store up to date; several nodes may start at once."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from gateway.errors import UserError
from gateway.store.engine import make_engine, reading, writing


def migrate(url: str) -> str:
    """Runs the missing revisions in one transaction, one node after another; returns the revision the store now has.

    Raises StoreUnavailable, and UserError when the store was made by a newer release.
    """
    config = _config()
    head = newest()
    engine = make_engine(url)
    try:
        with writing(engine) as connection:  # the append lock: nobody writes events while tables change
            found = revision_of(connection)
            if found == head:
                return head
            _known(config, found)
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL statement_timeout = 0"))  # an index over years of events takes its time
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        return head
    finally:
        engine.dispose()


def revision(url: str) -> str | None:
    """The revision a store has; None when it has no tables. Raises StoreUnavailable."""
    engine = make_engine(url)
    try:
        with reading(engine) as connection:
            return revision_of(connection)
    finally:
        engine.dispose()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "gateway.store:migrations")
    return config


def upgrade(connection: Connection, to: str) -> None:
    """Runs the revisions up to one inside the caller's transaction. Raises UserError for one that this release does not know."""
    config = _config()
    _known(config, None if to == "head" else to)
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def revision_of(connection: Connection) -> str | None:
    """The revision of the database that a connection sees; None without tables."""
    return MigrationContext.configure(connection).get_current_revision()


def _known(config: Config, found: str | None) -> None:
    if found is not None and found not in _revisions(config):
        raise UserError(f"the store has revision {found}, which this release does not know: run the newer release, or restore a backup")


def newest() -> str:
    """The revision that this release works with."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def known() -> frozenset[str]:
    """The revisions that this release can take further."""
    return _revisions(_config())


def _revisions(config: Config) -> frozenset[str]:
    return frozenset(script.revision for script in ScriptDirectory.from_config(config).walk_revisions())
