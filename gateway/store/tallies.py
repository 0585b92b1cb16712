"""The numbers behind charts, out of the daily tallies: some thousand rows however many events there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select

from gateway.record.facets import SEPARATOR
from gateway.record.groups import named
from gateway.store.engine import make_engine, reading
from gateway.store.index_models import EventFacetRecord, TallyRecord

type Days = Mapping[str, Mapping[str, int]]
"""By day (ISO), then by what was counted."""


class TallyStore:
    """Reads the tallies behind a URL. Every method may raise StoreUnavailable."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)

    def by_day(self, facet: str, since: date, until: date) -> Days:
        """A facet (``kind``, ``verdict``, ``disclosed``) by day and value; ``since`` counts in, ``until`` does not."""
        return self._days(TallyRecord.value, facet, since, until)

    def by_tool(self, facet: str, since: date, until: date) -> Days:
        """The same by day and tool."""
        return self._days(TallyRecord.tool, facet, since, until)

    def departments(self, first: date, after: date) -> dict[str, int]:
        """Events by department over whole months, as far as departments may be named (:func:`gateway.record.groups.named`)."""
        with reading(self._engine) as connection:
            total = func.sum(TallyRecord.count)
            where = (TallyRecord.facet == "department", TallyRecord.day >= first.isoformat(), TallyRecord.day < after.isoformat())
            counted = connection.execute(select(TallyRecord.value, total).where(*where).group_by(TallyRecord.value)).all()
            months = (TallyRecord.facet == "people", TallyRecord.day >= first.isoformat()[:7], TallyRecord.day < after.isoformat()[:7])
            members = connection.scalars(select(TallyRecord.value).where(*months).distinct()).all()
        people: dict[str, int] = defaultdict(int)
        for member in members:
            people[member.partition(SEPARATOR)[0]] += 1
        return named({str(name): int(count) for name, count in counted}, people)

    def known(self, facet: str) -> tuple[str, ...]:
        """Every value that a facet has had in the tallies, for lists to choose from."""
        with reading(self._engine) as connection:
            return tuple(sorted(connection.scalars(select(TallyRecord.value).where(TallyRecord.facet == facet).distinct())))

    def same(self, fingerprints: tuple[str, ...]) -> dict[str, int]:
        """How many events have each of these fingerprints (:func:`gateway.record.facets.fingerprint`)."""
        query = (
            select(EventFacetRecord.value, func.count())
            .where(EventFacetRecord.facet == "fingerprint", EventFacetRecord.value.in_(fingerprints))
            .group_by(EventFacetRecord.value)
        )
        with reading(self._engine) as connection:
            return {str(value): int(count) for value, count in connection.execute(query)}

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def _days(self, column: object, facet: str, since: date, until: date) -> Days:
        query = (
            select(TallyRecord.day, column, func.sum(TallyRecord.count))  # type: ignore[call-overload]
            .where(TallyRecord.facet == facet, TallyRecord.day >= since.isoformat(), TallyRecord.day < until.isoformat())
            .group_by(TallyRecord.day, column)
        )
        days: dict[str, dict[str, int]] = defaultdict(dict)
        with reading(self._engine) as connection:
            for day, name, count in connection.execute(query):
                days[day][name] = int(count)
        return days
