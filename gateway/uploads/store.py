"""Pieces of uploads that are held until the whole is judged: bounded by file, person, node, number and time, encrypted on the disk."""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from gateway.extract.uploads.api import Fault, Held, Part
from gateway.uploads.box import Box
from gateway.uploads.database import Database
from gateway.uploads.limits import Limits


class Over(StrEnum):
    """Which bound a piece would pass."""

    FILE = "file"  # the whole is too large, or in too many pieces
    PERSON = "person"  # this person has too much under way
    NODE = "node"  # the node holds as much as it may


@dataclass(frozen=True, slots=True)
class Kept:
    """The piece is held; this is what there is now."""

    held: Held


type Added = Kept | Fault | Over

EMPTY = Held(0)


class Store:
    """What is held. Its methods wait for the disk: the event loop calls them in a thread."""

    def __init__(self, database: Database, limits: Limits, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._folder = database.folder
        self._limits = limits
        self._clock = clock

    def add(self, box: Box, person: bytes, part: Part, content: bytes) -> Added:
        """Holds one more piece. Raises OSError and sqlite3.Error when it cannot be kept."""
        name = part.name or (str(part.offset) if part.offset is not None else "end")
        sealed_name = box.seal(name.encode(), b"name")
        file = secrets.token_hex(16)
        path = self._folder / file
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as writing:
                writing.write(box.seal(content, file.encode()))
            added, gone = self._enter(box, person, part, (sealed_name, len(content), file))
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        if not isinstance(added, Kept):
            path.unlink(missing_ok=True)
        self._remove(gone)
        return added

    def _enter(self, box: Box, person: bytes, part: Part, row: tuple[bytes, int, str]) -> tuple[Added, list[str]]:
        size = row[1]
        with self._database.transaction() as connection:
            gone = self._expire(connection)
            before = self._held(connection, box)
            replaced = self._of_name(connection, box, part.name) if part.name else None
            after = size - (replaced[1] if replaced else 0)
            fault = self._fault(before, part, size) or self._over(connection, person, before, after)
            if fault:
                return fault, gone
            total = part.total if part.total is not None else (before.total if before else None)
            now = self._clock()
            if before is None:
                connection.execute("INSERT INTO uploads VALUES (?, ?, ?, ?, ?)", (box.digest, person, size, total, now))
            else:
                connection.execute(
                    "UPDATE uploads SET size = size + ?, total = ?, touched = ? WHERE digest = ?", (after, total, now, box.digest)
                )
            if replaced:
                connection.execute("DELETE FROM parts WHERE number = ?", (replaced[0],))
                gone.append(replaced[2])
            connection.execute("INSERT INTO parts (upload, name, size, file) VALUES (?, ?, ?, ?)", (box.digest, *row))
            held = self._held(connection, box)
            return Kept(held or EMPTY), gone

    def _fault(self, before: Held | None, part: Part, size: int) -> Fault | None:
        if part.name:
            return None
        have = before.size if before else 0
        if part.offset is not None and part.offset < 0:
            return Fault.OFFSET
        if before is None and part.offset != 0:
            return Fault.GONE
        if part.offset is not None and part.offset != have:
            return Fault.OFFSET
        total = part.total if part.total is not None else (before.total if before else None)
        if before and part.total is not None and before.total is not None and part.total != before.total:
            return Fault.TOTAL
        ends = have + size
        return Fault.TOTAL if total is not None and (ends > total or (part.last and ends != total)) else None

    def _over(self, connection: sqlite3.Connection, person: bytes, before: Held | None, more: int) -> Over | None:
        limits = self._limits
        if (before.size if before else 0) + more > limits.whole or (before and len(before.names) >= limits.parts):
            return Over.FILE
        count, own = connection.execute("SELECT count(*), coalesce(sum(size), 0) FROM uploads WHERE person = ?", (person,)).fetchone()
        if own + more > limits.person_bytes or (before is None and count >= limits.per_person):
            return Over.PERSON
        count, every = connection.execute("SELECT count(*), coalesce(sum(size), 0) FROM uploads").fetchone()
        return Over.NODE if every + more > limits.node_bytes or (before is None and count >= limits.uploads) else None

    def held(self, box: Box) -> Held | None:
        """What is held of an upload; None for nothing."""
        with self._database.transaction() as connection:
            gone = self._expire(connection)
            found = self._held(connection, box)
        self._remove(gone)
        return found

    def sweep(self) -> None:
        """Forgets what waited too long, also where nobody asks for it."""
        with self._database.transaction() as connection:
            gone = self._expire(connection)
        self._remove(gone)

    def read(self, box: Box, order: tuple[str, ...] | None = None) -> bytes:
        """The pieces of these names in this order, put together; all as they came for None.

        Raises KeyError for a name that is not held, OSError, InvalidTag.
        """
        with self._database.transaction() as connection:
            rows = connection.execute("SELECT name, file FROM parts WHERE upload = ? ORDER BY number", (box.digest,)).fetchall()
        files = [file for _, file in rows]
        if order is not None:
            by_name = {box.unseal(name, b"name").decode(): file for name, file in rows}
            files = [by_name[name] for name in order]
        return b"".join(box.unseal((self._folder / file).read_bytes(), file.encode()) for file in files)

    def drop(self, box: Box) -> None:
        """Forgets an upload."""
        with self._database.transaction() as connection:
            gone = self._files(connection, "upload = ?", box.digest)
            connection.execute("DELETE FROM uploads WHERE digest = ?", (box.digest,))
        self._remove(gone)

    def _held(self, connection: sqlite3.Connection, box: Box) -> Held | None:
        row = connection.execute("SELECT size, total FROM uploads WHERE digest = ?", (box.digest,)).fetchone()
        if row is None:
            return None
        names = connection.execute("SELECT name FROM parts WHERE upload = ? ORDER BY number", (box.digest,)).fetchall()
        return Held(row[0], tuple(box.unseal(name, b"name").decode() for (name,) in names), row[1])

    def _of_name(self, connection: sqlite3.Connection, box: Box, name: str) -> tuple[int, int, str] | None:
        rows = connection.execute("SELECT number, size, file, name FROM parts WHERE upload = ?", (box.digest,)).fetchall()
        return next(((number, size, file) for number, size, file, had in rows if box.unseal(had, b"name").decode() == name), None)

    def _expire(self, connection: sqlite3.Connection) -> list[str]:
        before = self._clock() - self._limits.seconds
        gone = self._files(connection, "upload IN (SELECT digest FROM uploads WHERE touched < ?)", before)
        connection.execute("DELETE FROM uploads WHERE touched < ?", (before,))
        return gone

    def _files(self, connection: sqlite3.Connection, where: str, value: float | bytes) -> list[str]:
        return [file for (file,) in connection.execute(f"SELECT file FROM parts WHERE {where}", (value,))]  # noqa: S608  # our own words

    def _remove(self, files: list[str]) -> None:
        for file in files:
            (self._folder / file).unlink(missing_ok=True)
