"""What formats with a JSON body share: reading it whole, segments of every leaf, and putting changed segments back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from gateway.extract import content_type, json_text
from gateway.extract.api import Body
from gateway.extract.budget import MAX_LEAVES, Budget
from gateway.extract.json_text import JsonText, Leaf, LeafKind
from gateway.extract.layers import Layer, open_text
from gateway.model import File, OpaqueBody, OpaqueReason, Place, Segment, SegmentKind, Speaker, Where

_STRING, _NUMBER, _TEXT, _KEY = LeafKind.STRING, LeafKind.NUMBER, SegmentKind.TEXT, SegmentKind.KEY

_segment: Callable[[tuple[Place, str, Speaker, SegmentKind, Where, tuple[()]]], Segment] = partial(tuple.__new__, Segment)
"""A segment of all its parts: a history has many hundreds."""

_PLAIN_NUMBER = 40
"""Digits of a number that is written out. A value with more is no identifier of a person and stays as sent."""

_LONG_WHOLE = 8
"""Digits from which the whole part of a number may be an identifier by itself (a Czech passport has eight)."""

_ASKED_DEPTH = 8
"""Parts of a place that a format may ask for. The deepest is the type of a part of a message, five."""


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
    """Leaves of the outermost text by place, literals included, not below _ASKED_DEPTH: what a format asks about the shape."""
    containers: Mapping[Place, bool] = field(repr=False)
    """Containers of the outermost text, as deep: True for an object, False for an array."""

    files: tuple[File, ...] = field(default=(), repr=False)
    """What strings carry that is no text."""
    cost: int = 0
    """What reading it took of the budget."""

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
        return self.said_by(speaker(leaf.place) for _, leaf in self.leaves)

    def said_by(self, speakers: Iterable[Speaker]) -> tuple[Segment, ...]:
        """One segment for each of ``leaves``, whose speakers are given in the same order."""
        return tuple(
            [
                _segment((place, text, speaker, _TEXT if kind is _STRING else _KEY, (), ()))
                if kind is not _NUMBER
                else Segment(place, plain_number(text), speaker, SegmentKind.NUMBER)
                for (_, (place, kind, text, _)), speaker in zip(self.leaves, speakers, strict=True)
            ]
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
    budget = Budget(MAX_LEAVES - body.spent)
    return of_text(json_text.read_bytes(body.content, budget), budget)


def of_text(json: JsonText, budget: Budget) -> JsonBody:
    """Opens a JSON text that was already read with this budget."""
    files: list[File] = []
    layer = open_text(json, budget, files)
    return JsonBody(
        layer,
        tuple([item for item in layer.leaves() if item[1][1] is not LeafKind.LITERAL]),
        {leaf[0]: leaf for leaf in json.leaves if len(leaf[0]) <= _ASKED_DEPTH},
        {place: is_object for place, is_object in json.nodes if len(place) <= _ASKED_DEPTH},
        tuple(files),
        MAX_LEAVES - budget.left,
    )


def plain_number(token: str) -> str:
    """A JSON number with its digits in the open: ``5.3e2`` and ``530.0`` are ``530``, however long they were written.

    A whole part long enough to be an identifier stands apart from its fraction (``7103192745 .5``): together they would look like
    neither. Linear in the token, whatever its exponent is.
    """
    if not any(mark in token for mark in ".eE"):
        return token
    mantissa, _, exponent = token.lower().removeprefix("-").partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(digits) - len(fraction)  # where the decimal point stands in the digits, from the left
    digits = digits.rstrip("0")
    if not digits:
        return "0"
    if len(exponent.lstrip("+-0")) > len(str(len(token) + _PLAIN_NUMBER)):
        return token  # more places than the token has digits to fill: a number without measure
    point += int(exponent or "0")
    sign = "-" if token.startswith("-") else ""
    if point >= len(digits):
        return sign + digits + "0" * (point - len(digits)) if point <= max(_PLAIN_NUMBER, len(digits)) else token
    if point <= 0:
        return sign + "0." + "0" * -point + digits if -point <= _PLAIN_NUMBER else token
    apart = " " if point >= _LONG_WHOLE else ""
    return f"{sign}{digits[:point]}{apart}.{digits[point:]}"
