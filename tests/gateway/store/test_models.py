from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from gateway.store.engine import make_engine, reading
from gateway.store.models import Base

PERSONAL = {"person", "host", "payload", "fingerprint", "detail", "operation", "user", "ip"}


def test_models_are_what_the_migrations_make(url):
    """Tables in code and tables in the database are the same, on both databases."""
    engine = make_engine(url)
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": Base.metadata})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_clear_columns_hold_nothing_personal():
    """What erasure leaves has no column for anything about a person."""
    assert PERSONAL.isdisjoint(column.name for column in Base.metadata.tables["events"].columns)


def test_constraints_have_names():
    """Every constraint can be named by a later migration."""
    for table in Base.metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints)
        assert all(index.name for index in table.indexes)
