"""The numbers behind charts, out of the daily tallies: some thousand rows however many events there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import func, select

from gateway.record.facets import SEPARATOR, WEEKLY, week
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
        """A facet (``kind``, ``verdict``, ``tool``, ``disclosed``) by day and value; ``since`` counts in, ``until`` does not."""
        query = select(TallyRecord.day, TallyRecord.value, TallyRecord.count).where(
            TallyRecord.facet == facet, TallyRecord.day >= since.isoformat(), TallyRecord.day < until.isoformat()
        )
        days: dict[str, dict[str, int]] = defaultdict(dict)
        with reading(self._engine) as connection:
            for day, value, count in connection.execute(query).all():  # thousands of rows: one by one they take twice as long
                days[day][value] = int(count)
        return days

    def by_week(self, facet: str, since: date, until: date) -> Days:
        """The same by weeks, each under its Monday; the first is the one in which ``since`` lies."""
        return self.by_day(facet + WEEKLY, week(since), until)

    def same(self, fingerprints: Collection[str], most: int) -> int:
        """How many events have one of these fingerprints (:func:`gateway.record.facets.fingerprint`); counted as far as ``most``."""
        found = (
            select(EventFacetRecord.position)
            .where(EventFacetRecord.facet == "fingerprint", EventFacetRecord.value.in_(fingerprints))
            .distinct()
            .limit(most)
        )
        with reading(self._engine) as connection:
            return connection.execute(select(func.count()).select_from(found.subquery())).scalar_one()

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

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()
