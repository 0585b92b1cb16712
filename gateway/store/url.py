"""Where the store is: the URL of the settings, or a SQLite file in the data directory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from gateway.errors import UserError

if TYPE_CHECKING:
    from gateway.settings import Settings

DEFAULT_FILE = "celnice.sqlite3"

_DRIVERS = ("sqlite", "postgresql+psycopg")


def store_url(settings: Settings) -> str:
    """The URL of ``store.url``, or that of the default file. Raises UserError for a database we do not know."""
    url = settings.store.url or URL.create("sqlite", database=str(Path(settings.data.dir).absolute() / DEFAULT_FILE)).render_as_string()
    parsed(url)
    return url


def parsed(url: str) -> URL:
    """The URL, checked. Its password is never repeated in an error."""
    try:
        value = make_url(url)
    except ArgumentError:
        raise UserError("store.url is not a URL: use sqlite:////path/file or postgresql+psycopg://user@host/database") from None
    if value.drivername not in _DRIVERS:
        raise UserError(f"store.url names {value.drivername!r}: use sqlite:////path/file or postgresql+psycopg://user@host/database")
    if value.drivername == "sqlite" and value.database in (None, "", ":memory:"):
        raise UserError("store.url names no file: use sqlite:////path/file (events must outlive the process)")
    return value
