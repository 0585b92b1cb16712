"""A strict reader of one TOML table: every key is asked for by name and type, and a key nobody asked for is an error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from allowlist.errors import CatalogueError

_REQUIRED = object()


class Table:
    """One table of a catalogue file. Every error names the file and the key."""

    def __init__(self, file: str, where: str, data: object) -> None:
        self.file = file
        self.where = where
        if not isinstance(data, Mapping):
            raise CatalogueError(file, where or "(file)", "must be a table")
        self._data: dict[str, Any] = dict(data)

    def fault(self, key: str, what: str) -> CatalogueError:
        """The error for one key, for the caller to raise."""
        return CatalogueError(self.file, f"{self.where}.{key}" if self.where else key, what)

    def _take(self, key: str, kind: type, what: str, default: object = _REQUIRED) -> Any:
        if key not in self._data:
            if default is _REQUIRED:
                raise self.fault(key, "is missing")
            return default
        value = self._data.pop(key)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise self.fault(key, f"must be {what}")
        return value

    def text(self, key: str, shape: re.Pattern[str] | None = None, *, optional: bool = False) -> str | None:
        """A non-empty string without blanks at its ends, of the given shape (fullmatch)."""
        value: str | None = self._take(key, str, "a string", None if optional else _REQUIRED)
        if value is not None and (not value or value != value.strip()):
            raise self.fault(key, "must not be empty or padded with blanks")
        if value is not None and shape is not None and shape.fullmatch(value) is None:
            raise self.fault(key, f"must have the shape {shape.pattern}")
        return value

    def required(self, key: str, shape: re.Pattern[str] | None = None) -> str:
        """A string that must be there."""
        value = self.text(key, shape)
        if value is None:
            raise self.fault(key, "is missing")
        return value

    def texts(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """A non-empty list of different non-empty strings; the empty tuple when an optional key is absent."""
        if optional and key not in self._data:
            return ()
        value: list[object] = self._take(key, list, "a list of strings")
        found = tuple(item for item in value if isinstance(item, str) and item.strip())
        if not found or len(found) != len(value):
            raise self.fault(key, "must be a non-empty list of non-empty strings")
        if len(set(found)) != len(found):
            raise self.fault(key, "names something twice")
        return found

    def ports(self, key: str) -> tuple[int, ...]:
        """A list of TCP ports; 443 alone when the key is absent."""
        value: list[object] = self._take(key, list, "a list of ports", [443])
        found = tuple(item for item in value if isinstance(item, int) and not isinstance(item, bool) and 0 < item < 65536)
        if not found or len(found) != len(value):
            raise self.fault(key, "must be a non-empty list of ports from 1 to 65535")
        return found

    def day(self, key: str, *, optional: bool = False) -> date | None:
        """A date without a time."""
        value: date | None = self._take(key, date, "a date", None if optional else _REQUIRED)
        if isinstance(value, datetime):
            raise self.fault(key, "must be a date without a time")
        return value

    def tables(self, key: str, *, optional: bool = False) -> tuple[Table, ...]:
        """A list of tables (``[[key]]``)."""
        value: list[object] = self._take(key, list, "a list of tables", [] if optional else _REQUIRED)
        if not value and not optional:
            raise self.fault(key, "must not be empty")
        return tuple(Table(self.file, f"{key}[{number}]", item) for number, item in enumerate(value))

    def done(self) -> None:
        """Call when every known key was asked for."""
        if self._data:
            raise self.fault(min(self._data), "is not a key of the schema")
