import importlib

import pytest
from sqlalchemy import inspect

from gateway.store.engine import make_engine, reading

TABLES = {"events", "event_payloads", "erasures", "chains", "evidence", "evidence_keys", "alembic_version"}


def test_tables(url):
    """The first revision's tables are there."""
    engine = make_engine(url)
    with reading(engine) as connection:
        assert set(inspect(connection).get_table_names()) >= TABLES
    engine.dispose()


def test_is_not_downgraded():
    """Going back would drop the record: refused."""
    revision = importlib.import_module("gateway.store.migrations.versions.v0001_events")
    with pytest.raises(NotImplementedError, match="backup"):
        revision.downgrade()
