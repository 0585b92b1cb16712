"""What a JSON text consists of, for both of its readers: leaves and containers."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from gateway.model import Place

MAX_DEPTH = 64
"""Containers inside one another, those around a text in a string included. Tool schemas reach about 12."""


class LeafKind(Enum):
    """What a leaf is. Literals (true, false, null) carry nothing to scan and stay for the formats' questions."""

    STRING = auto()
    NUMBER = auto()
    KEY = auto()
    LITERAL = auto()


class Leaf(NamedTuple):
    """One leaf. ``text`` is the value of a string or key, the digits of a number as written."""

    place: Place
    kind: LeafKind
    text: str
    node: int
    """Index of the container it stands in; -1 for a bare root."""

    def __repr__(self) -> str:
        """Says what it is, never what it holds."""
        return f"<Leaf {self.kind.name}>"


class Node(NamedTuple):
    """One container: an object or an array."""

    place: Place
    is_object: bool

    def __repr__(self) -> str:
        """Says what it is, never where: a place may hold a name."""
        return f"<Node {'object' if self.is_object else 'array'}>"
