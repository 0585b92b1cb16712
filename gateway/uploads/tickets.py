"""Addresses that a tool handed out for an upload, moments ago: who got one may go there, and nobody anywhere else on that host.

A presigned address lies on a host that carries other people's traffic as well (a cloud's storage). Such a host is never approved; the
one address is, for the person whose tool named it. Kept are digests and what the catalogue says of such addresses, never an address.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from gateway.uploads.box import digest
from gateway.uploads.database import Database
from gateway.uploads.limits import FIELDS_PER_PERSON, Limits


@dataclass(frozen=True, slots=True)
class Ticket:
    """Which answer an address came from: the tool, the catalogue's name for such addresses, the operation and host that answered."""

    tool: str
    name: str
    source: str
    source_host: str
    conversation: str | None = None
    """Key of the conversation that the request for the address belonged to, where it was known."""
    files: tuple[str, ...] = ()
    """Digests (hex) of the ids that the same answer gave the file: once it was scanned, they are known."""


class Tickets:
    """The live ones of a node. Methods take microseconds, and are called from the event loop."""

    def __init__(self, database: Database, limits: Limits, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._limits = limits
        self._clock = clock

    def give(self, person: bytes, host: str, address: str, ticket: Ticket) -> bool:
        """Notes an address (path and query). False when this person, or the node, holds as many as it may. Raises sqlite3.Error."""
        now = self._clock()
        key = digest("ticket", person.hex(), host, address)
        content = json.dumps(asdict(ticket))
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM tickets WHERE until < ? OR digest = ?", (now, key))
            own, every = connection.execute("SELECT coalesce(sum(person = ?), 0), count(*) FROM tickets", (person,)).fetchone()
            if own >= self._limits.tickets_per_person or every >= self._limits.tickets:
                return False
            place = digest("ticket host", person.hex(), host)
            row = (key, place, person, content, now + self._limits.ticket_seconds)
            connection.execute("INSERT INTO tickets VALUES (?, ?, ?, ?, ?)", row)
        return True

    def vouch(self, person: bytes, host: str, fields: Sequence[str]) -> None:
        """Notes what the tool itself says must stand in a form to that host. Raises sqlite3.Error."""
        now = self._clock()
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM said WHERE until < ?", (now,))
            room = FIELDS_PER_PERSON - connection.execute("SELECT count(*) FROM said WHERE person = ?", (person,)).fetchone()[0]
            rows = [
                (digest("field", person.hex(), host, field), person, now + self._limits.ticket_seconds) for field in fields[: max(room, 0)]
            ]
            connection.executemany("INSERT OR REPLACE INTO said VALUES (?, ?, ?)", rows)

    def vouched(self, person: bytes, host: str, text: str) -> bool:
        """Whether a text is, whole, what the tool said for a form to that host."""
        with self._database.transaction() as connection:
            key = digest("field", person.hex(), host, text)
            return connection.execute("SELECT 1 FROM said WHERE digest = ? AND until >= ?", (key, self._clock())).fetchone() is not None

    def leads_to(self, person: bytes, host: str) -> bool:
        """Whether this person holds an address on that host: what a CONNECT needs."""
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT 1 FROM tickets WHERE place = ? AND until >= ? LIMIT 1",
                (digest("ticket host", person.hex(), host), self._clock()),
            ).fetchone()
        return row is not None

    def find(self, person: bytes, host: str, address: str) -> Ticket | None:
        """The ticket for an address, exactly as it was handed out; None when there is none, or it is over."""
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT content FROM tickets WHERE digest = ? AND until >= ?",
                (digest("ticket", person.hex(), host, address), self._clock()),
            ).fetchone()
        if row is None:
            return None
        said: dict[str, Any] = json.loads(row[0])
        return Ticket(**{**said, "files": tuple(said["files"])})

    def close(self) -> None:
        """Closes the file."""
        self._database.close()
