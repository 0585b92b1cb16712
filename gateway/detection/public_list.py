"""The office's public list as it holds now: its file is read anew when it changes, and its entries end with their days.

A file that cannot be used never replaces one that could: the list before stays in force, the log says which entry is wrong, and the
refusal is counted. Only the start refuses, because there is no list before.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from allowlist.prague import midnight
from detectors.public.entry import BadList, Entry, holding, read
from gateway.errors import UserError

logger = logging.getLogger(__name__)

LARGEST: Final = 1 << 20
"""Bytes: some five thousand entries with long reasons. More is another file by mistake."""

type Stamp = tuple[int, ...]
"""Tells one state of a file from any other, also when its time of change was set back. Empty when there is no file."""


def today(now: datetime | None = None) -> date:
    """The day in Prague: until when an entry holds is civil time, wherever the machine stands."""
    at = now or datetime.now(UTC)
    day = at.astimezone(UTC).date()
    following = day + timedelta(days=1)
    return following if midnight(following) <= at else day


def stamp(path: Path | None) -> Stamp:
    """The state of the file, in a microsecond or two."""
    if path is None:
        return ()
    try:
        found = os.stat(path)  # noqa: PTH116  a Path's own takes twice as long, for each request
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def load(path: Path) -> tuple[Entry, ...]:
    """Every entry of the file, of whatever day. Raises UserError that names the file, the entry and its line."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise UserError(f"{path}: longer than {LARGEST} bytes; is it the public list?")
        return read(data.decode("utf-8"))
    except BadList as bad:
        raise UserError(f"{path}: {bad}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: the public list cannot be read ({type(error).__name__}); check detection.public_list") from None


def edition(path: Path | None, day: Callable[[], date] = today, confirmed: Path | None = None) -> Callable[[], bytes]:
    """What a scan depends on beside the detectors' version, for the cache of scans: the state of the list's files, and the day.

    Empty without a list, where scans of every day are the same.
    """

    def now() -> bytes:
        stamps = stamp(path), stamp(confirmed)
        return repr((*stamps, day())).encode() if path is not None or any(stamps) else b""

    return now


class PublicList:
    """The list of one process. ``path`` None is an office without one. Raises UserError when the first reading fails.

    ``confirmed`` is what the officer confirmed in the console, written by the gateway itself; while there is no such file it is empty.
    """

    def __init__(
        self,
        path: Path | None,
        day: Callable[[], date] = today,
        refused: Callable[[], None] = lambda: None,
        confirmed: Path | None = None,
    ) -> None:
        self._path, self._confirmed = path, confirmed
        self._day = day
        self._refused = refused
        self._seen = self._stamps()
        self.entries: tuple[Entry, ...] = self._load()

    def holding(self) -> tuple[Entry, ...]:
        """The entries that hold today."""
        return holding(self.entries, self._day())

    def changed(self) -> bool:
        """Looks at the files and reads them when one is another than at the last look. Whether the entries are others now."""
        now = self._stamps()  # before a file is read, so that a change meanwhile is seen at the next look
        if now == self._seen:
            return False
        self._seen = now
        try:
            entries = self._load()
        except UserError as error:
            logger.error("the public list was not taken, the one before stays in force: %s", error)  # noqa: TRY400  no text of a file
            self._refused()
            return False
        different = entries != self.entries
        self.entries = entries
        return different

    def _stamps(self) -> tuple[Stamp, Stamp]:
        return stamp(self._path), stamp(self._confirmed)

    def _load(self) -> tuple[Entry, ...]:
        """The office's own file must be there; the other one is there once something was confirmed."""
        own = load(self._path) if self._path is not None else ()
        return own + (load(self._confirmed) if self._confirmed is not None and self._confirmed.exists() else ())
