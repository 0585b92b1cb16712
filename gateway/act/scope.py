"""Whose tokens they are: one person in one conversation of one tool. What one scope holds is never restored in another."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from gateway.act.pseudonyms import Table


@dataclass(frozen=True, slots=True)
class Scope:
    """``person`` is a pseudonym, "" while nobody is known; ``conversation`` a key of :mod:`gateway.extract.named` or of how one began."""

    person: str = field(repr=False)
    tool: str
    conversation: str

    def digest(self) -> str:
        """Of all three."""
        return _digest(b"scope", self.person, self.tool, self.conversation)

    def shared(self) -> str:
        """Of the conversation, whoever takes part in it."""
        return _digest(b"conversation", self.tool, self.conversation)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one scope: the table to go on with, and the generation that a write must name."""

    table: Table = field(repr=False)
    generation: int = 0


class VaultUnavailable(Exception):
    """The tables that are kept cannot be had now."""


def _digest(what: bytes, *parts: str) -> str:
    made = hashlib.sha256(b"celnice pseudonyms 1 " + what)
    for part in parts:
        data = part.encode("utf-8")
        made.update(len(data).to_bytes(8, "big") + data)
    return made.hexdigest()
