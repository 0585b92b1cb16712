"""The tables of the index."""

from __future__ import annotations

from gateway.store.index_models import EventFacetRecord, TallyRecord
from gateway.store.models import Base


def test_they_belong_to_the_store():
    """Migrations, backups and dumps see them with all others; their keys are in the order of the questions."""
    assert {"event_facets", "event_days", "tallies"} <= set(Base.metadata.tables)
    assert [column.name for column in EventFacetRecord.__table__.primary_key] == ["facet", "value", "position"]
    assert [column.name for column in TallyRecord.__table__.primary_key] == ["facet", "day", "value"]
