"""Requests of data subjects in the store. Safe with any number of nodes: one write at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from gateway.record.request.case import Request, RequestError, replay, take
from gateway.record.request.step import State, Step, from_plain, to_plain
from gateway.record.retention import years_end
from gateway.store import steps
from gateway.store.engine import make_engine, reading, writing
from gateway.store.models import Base

_TABLE = Base.metadata.tables["request_steps"]

PREFIX = "Z-"
"""Numbers of requests, ``Z-2026-0001``, are told apart from those of breach cases."""

Made = Callable[[Request], Step]
"""Makes the next step from the request as it stands now."""


class RequestStore:
    """The requests behind a URL. Every method may raise StoreUnavailable."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def new(self, make: Made, year: int) -> Request:
        """Opens a request with its first step; its id is the next of the year. Raises RequestError."""
        with writing(self._engine) as connection:
            newest = connection.execute(select(func.max(_TABLE.c.request)).where(_TABLE.c.request.like(f"{PREFIX}{year}-%"))).scalar()
            number = int(str(newest).rpartition("-")[2]) + 1 if newest else 1
            request = Request(f"{PREFIX}{year}-{number:04d}")
            return _add(connection, request, make(request))

    def act(self, request: str, make: Made, *, version: int | None = None) -> Request:
        """Adds the step that ``make`` makes. ``version`` is the number of the last step that whoever acts has seen. Raises RequestError."""
        with writing(self._engine) as connection:
            found = replay(request, _steps(connection, request))
            if found.state is State.NONE:
                raise RequestError("request", "there is no request of that number; see `celnice requests list`")
            if version is not None and version != found.steps:
                raise RequestError("number", "somebody else acted meanwhile; read the request and try again")
            return _add(connection, found, make(found))

    def history(self, request: str) -> tuple[Step, ...]:
        """Every step of a request, oldest first; none when there is no such request."""
        with reading(self._engine) as connection:
            return _steps(connection, request)

    def requests(self) -> tuple[Request, ...]:
        """Every request, by number."""
        with reading(self._engine) as connection:
            return everything(connection)


def everything(connection: Connection) -> tuple[Request, ...]:
    """Every request, inside a transaction."""
    histories: dict[str, list[Step]] = {}
    for step in _steps(connection, None):
        histories.setdefault(step.request, []).append(step)
    return tuple(replay(request, history) for request, history in histories.items())


def over(connection: Connection, years: int, now: datetime) -> list[str]:
    """The requests whose period is over."""
    return [one.id for one in everything(connection) if one.answered is not None and now >= years_end(one.answered, years)]


def end(connection: Connection, ids: Sequence[str]) -> None:
    """Deletes whole histories: they name the applicant."""
    connection.execute(delete(_TABLE).where(_TABLE.c.request.in_(ids)))


def _add(connection: Connection, request: Request, step: Step) -> Request:
    after = take(request, step)
    steps.add(connection, _TABLE, [to_plain(step)])
    return after


def _steps(connection: Connection, request: str | None) -> tuple[Step, ...]:
    return tuple(from_plain(one) for one in steps.read(connection, _TABLE, request))
