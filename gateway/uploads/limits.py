"""How much of unfinished uploads a node holds, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

SECONDS = 1800.0
"""An upload whose next piece does not come within this time is forgotten. Clients that pause longer begin again."""

SWEEP_SECONDS = 60.0
"""How often a process looks for what waited too long."""

WHOLES_AT_ONCE = 4
"""Files that one process puts together at once: each is in memory until it has left."""

PARTS = 10_000
"""Pieces of one upload: what S3 allows at most."""

PER_PERSON = 16
"""Unfinished uploads of one person. Pages send a handful of files side by side."""

UPLOADS = 512
"""Unfinished uploads of a node."""

FILES_PER_PERSON = 4
"""Largest files that one person may have under way, in bytes."""

NODE_BYTES = 1024 * 1024 * 1024
"""Bytes of a node's unfinished uploads on its disk."""

TICKET_SECONDS = 900.0
"""How long an address that a tool handed out may be used. Vendors' addresses live from minutes to an hour; pages use them at once."""

TICKETS_PER_PERSON = 256
"""Addresses one person may hold; a page asks for one a file, and some for one a piece."""

TICKETS = 8192
"""Addresses of a node."""


FIELDS_PER_PERSON = 4096
"""Fields of forms that were handed out with addresses."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one node; tests set small ones."""

    whole: int
    """Bytes of one file."""
    seconds: float = SECONDS
    parts: int = PARTS
    per_person: int = PER_PERSON
    uploads: int = UPLOADS
    node_bytes: int = NODE_BYTES
    ticket_seconds: float = TICKET_SECONDS
    tickets_per_person: int = TICKETS_PER_PERSON
    tickets: int = TICKETS

    @property
    def person_bytes(self) -> int:
        """Bytes of one person's unfinished uploads."""
        return FILES_PER_PERSON * self.whole
