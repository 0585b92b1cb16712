"""What every table is made on."""

from gateway.store.base import Base
from gateway.store.models import EventRecord


def test_every_constraint_has_a_name():
    """A constraint without a name could not be changed by a later migration."""
    tables = Base.metadata.sorted_tables
    assert EventRecord.__table__ in tables
    assert all(constraint.name for table in tables for constraint in table.constraints)
