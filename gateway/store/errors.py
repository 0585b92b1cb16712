"""What the store's callers can meet.

Exception
├── StoreUnavailable   the database did not take or give it; try again later
├── record.sink SinkUnavailable   the spool did not take it
├── record.chain BadPayload       bytes that are no event
├── cursor BadCursor   a cursor that this store did not give
├── seal CannotOpen    sealed to somebody else, destroyed, or changed
└── keyring PeriodDestroyed   the key of that period is gone for good
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from gateway.store import sqlite


class StoreUnavailable(Exception):
    """The database failed. The message names the class of error and its code, never a parameter or a row."""


def code_of(error: BaseException | None) -> str:
    """What a driver calls its error: ``SQLITE_FULL``, SQLSTATE ``57P01``, or the error's class. Never its message."""
    if isinstance(error, sqlite3.Error):
        return sqlite.code_of(error)
    state = getattr(error, "sqlstate", None)
    return state if isinstance(state, str) else type(error).__name__


@contextmanager
def translated() -> Iterator[None]:
    """Turns every error of the database into :class:`StoreUnavailable`, unchained: a driver's message may quote a row."""
    try:
        yield
    except DBAPIError as error:
        raise StoreUnavailable(f"{type(error).__name__} {code_of(error.orig)}") from None
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise StoreUnavailable(code_of(error)) from None
