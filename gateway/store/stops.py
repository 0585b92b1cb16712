"""What is suspended at the proxies, in the store: one transaction with its event and, from a breach case, with the case's own step."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from gateway.record import chain, stop
from gateway.record.breach.case import Case
from gateway.record.breach.step import Step
from gateway.record.canonical import canonical
from gateway.record.stop import Stop
from gateway.reference import new_reference
from gateway.store import appending, breaches, steps
from gateway.store.engine import make_engine, reading, writing
from gateway.store.models import Base
from gateway.store.people import changed

TABLE = Base.metadata.tables["stop_steps"]

WRITER = "stops"
"""The chain of all stops, of all nodes."""


class StopStore:
    """The stops behind a URL. Every method may raise StoreUnavailable."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def put(self, wanted: Stop) -> Stop:
        """Stops or lifts. Raises StopError when it stands so already."""
        with writing(self._engine) as connection:
            return _put(connection, wanted)

    def of_case(self, wanted: Stop, make: Callable[[Case], Step], version: int | None = None) -> Case:
        """The same out of a breach case, whose next step ``make`` makes. Raises StopError, CaseError; then nothing has changed."""
        with writing(self._engine) as connection:
            after = breaches.act(connection, wanted.case, make, version)
            _put(connection, wanted)
            return after

    def steps(self) -> tuple[Stop, ...]:
        """Everything that was stopped and lifted, by subject."""
        with reading(self._engine) as connection:
            return read(connection)

    def mark(self) -> tuple[int, int]:
        """Changes whenever a step is added."""
        with reading(self._engine) as connection:
            return steps.mark(connection, TABLE)


def read(connection: Connection) -> tuple[Stop, ...]:
    """Every step inside a transaction."""
    return tuple(stop.from_plain(one) for one in steps.read(connection, TABLE))


def _put(connection: Connection, wanted: Stop) -> Stop:
    made = stop.following(read(connection), wanted)
    steps.add(connection, TABLE, [made.plain()])
    appending.append(connection, [chain.draft(canonical(stop.event(made, new_reference()).payload()))], WRITER)
    changed(connection)  # proxies read persons anew
    return made
