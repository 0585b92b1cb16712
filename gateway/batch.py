"""Of a file whose lines are requests: whether it is one, and what they ask for. Values that cross stages, as in :mod:`gateway.model`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Batch(StrEnum):
    """Whether the lines of a file may be requests, which its provider carries out later."""

    NO = "no"
    PERHAPS = "perhaps"  # nothing says what the file is for: each line tells by its shape
    YES = "yes"  # the upload says so


@dataclass(frozen=True, slots=True)
class Asked:
    """What the requests in a file have their provider read by itself: it is no text of the file, and nobody here scans it."""

    sources: frozenset[str] = field(default=frozenset(), repr=False)
    """As ``[[policy.sources]]`` names them."""
    nameless: bool = False
    """Whether there is one that can never be listed."""
    files: tuple[str, ...] = field(default=(), repr=False)
    """Ids, as :func:`gateway.extract.file_ids.referred` tells them."""


NOTHING = Asked()
