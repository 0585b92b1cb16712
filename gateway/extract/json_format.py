"""What formats with a JSON body share: reading it whole, segments of every leaf, and putting changed segments back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gateway.extract import content_type, json_text
from gateway.extract.api import Body
from gateway.extract.json_text import JsonText, Leaf, LeafKind
from gateway.extract.layers import Layer, open_text
from gateway.model import OpaqueBody, OpaqueReason, Place, Segment, SegmentKind, Speaker

_KINDS = {LeafKind.STRING: SegmentKind.TEXT, LeafKind.NUMBER: SegmentKind.NUMBER, LeafKind.KEY: SegmentKind.KEY}

_PLAIN_NUMBER = 40
"""Characters of a number that is written out. Longer ones are no identifier of a person and stay as sent."""


class UnknownPlaceError(ValueError):
    """A change names a place that this body does not have. The place is not in the message: it may hold a name."""

    def __init__(self) -> None:
        super().__init__("a change names a place that is not in this body")


@dataclass(frozen=True, slots=True)
class JsonBody:
    """A JSON body, read whole. ``leaves`` are what is scanned, with the layer each stands in; literals are left out."""

    layer: Layer = field(repr=False)
    leaves: tuple[tuple[Layer, Leaf], ...] = field(repr=False)
    top: Mapping[Place, Leaf] = field(repr=False)
    """Leaves of the outermost text by place, literals included: what a format asks about the shape."""
    containers: Mapping[Place, bool] = field(repr=False)
    """Containers of the outermost text: True for an object, False for an array."""

    def string(self, *place: str | int) -> str | None:
        """The string at a place of the outermost text, or None."""
        leaf = self.top.get(place)
        return leaf.text if leaf is not None and leaf.kind is LeafKind.STRING else None

    def is_true(self, *place: str | int) -> bool:
        """Whether ``true`` stands at a place of the outermost text."""
        leaf = self.top.get(place)
        return leaf is not None and leaf.kind is LeafKind.LITERAL and leaf.text == "true"

    def segments(self, speaker: Callable[[Place], Speaker]) -> tuple[Segment, ...]:
        """One segment for each of ``leaves``, in their order."""
        return tuple(
            Segment(place, plain_number(text) if kind is LeafKind.NUMBER else text, speaker(place), _KINDS[kind])
            for _, (place, kind, text, *_) in self.leaves
        )

    def rebuild(self, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed and every other byte as it was. Raises UnknownPlaceError."""
        if changes and not changes.keys() <= {leaf.place for _, leaf in self.leaves}:
            raise UnknownPlaceError
        return self.layer.rewrite(changes).encode("utf-8")


def read(body: Body, *, suffix: str = "") -> JsonBody:
    """Reads a body whose Content-Type is ``application/json`` (or ends with ``suffix``, e.g. ``+json``).

    Raises OpaqueBody: CONTENT_TYPE (another one, or none), CHARSET, and what :mod:`json_text`, :mod:`layers` and :mod:`carried` raise.
    """
    kind = content_type.parse(body.content_type)
    content_type.require_utf8(kind)
    if kind.media != "application/json" and not (suffix and kind.media.endswith(suffix)):
        raise OpaqueBody(OpaqueReason.CONTENT_TYPE)
    return of_text(json_text.read_bytes(body.content))


def of_text(json: JsonText) -> JsonBody:
    """Opens a JSON text that was already read."""
    layer = open_text(json)
    return JsonBody(
        layer,
        tuple(item for item in layer.leaves() if item[1].kind is not LeafKind.LITERAL),
        {leaf.place: leaf for leaf in json.leaves},
        {node.place: node.is_object for node in json.nodes},
    )


def plain_number(token: str) -> str:
    """A JSON number with its digits in the open: ``5.3e2`` and ``530.0`` are ``530``, however they were written."""
    if len(token) > _PLAIN_NUMBER or not any(mark in token for mark in ".eE"):
        return token
    exponent = token.lower().partition("e")[2]
    if exponent and abs(int(exponent)) > _PLAIN_NUMBER:
        return token
    text = format(Decimal(token), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
