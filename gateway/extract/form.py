"""``application/x-www-form-urlencoded``, losslessly: every name and value with its place and offsets (WHATWG URL, section 5.1).

Values that are JSON are opened (``f.req`` of Google's pages, ``variables`` of GraphQL).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote_plus, unquote_to_bytes

from gateway.extract import escapes, json_format, json_text
from gateway.extract.budget import Budget, weight
from gateway.extract.joins import cuts_a_number, lines
from gateway.extract.json_format import JsonBody, UnknownPlaceError
from gateway.extract.place import INSIDE, KEY
from gateway.model import File, Join, OpaqueBody, OpaqueReason, Place, Segment, SegmentKind, Speaker

MAX_FIELDS = 10_000
"""Fields of one form. The largest forms of chat pages have some dozens."""

_FIELD = re.compile("[^&]+")
_BAD_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


class Field(NamedTuple):
    """One ``name=value``: its two texts, the offsets of both as sent, what a JSON value holds, and the reading of one with escapes."""

    name: str
    value: str
    start: int
    equals: int  # offset after the "=", or the end where there is none
    end: int
    inside: JsonBody | None
    reading: str | None

    def __repr__(self) -> str:
        """Never what it holds."""
        return f"<Field {self.start}:{self.end}>"


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was read."""

    text: str = field(repr=False)
    fields: tuple[Field, ...] = field(repr=False)

    @property
    def files(self) -> tuple[File, ...]:
        """The files that JSON values of fields carry."""
        return tuple(file for one in self.fields if one.inside is not None for file in one.inside.files)

    def segments(self) -> tuple[tuple[Segment, ...], tuple[Join, ...]]:
        """Every name and value (or the leaves of a JSON value), and for each field a join that gives the value its name as context."""
        segments: list[Segment] = []
        joins: list[Join] = []
        for at, one in enumerate(self.fields):
            segments.append(Segment(("form", at, KEY), one.name, Speaker.USER, SegmentKind.KEY))
            if one.inside is None:
                pair = (len(segments) - 1, len(segments))
                joins.append(Join(pair, ("", ": ")))
                if cuts_a_number(one.name, one.value):
                    joins.append(Join(pair, ("", "")))
                segments.append(Segment(("form", at), one.value, Speaker.USER))
                if one.reading is not None:
                    segments.append(Segment(("form", at, INSIDE), one.reading, Speaker.USER))
            else:
                base = len(segments)
                segments += one.inside.segments(lambda _: Speaker.USER)
                joins += [Join(tuple(part + base for part in join.parts), join.separators) for join in lines(one.inside)]
        return tuple(segments), tuple(joins)

    def rebuild(self, changes: Mapping[Place, str]) -> bytes:
        """The form with these texts changed and every other byte as it was. Raises UnknownPlaceError."""
        segments, _ = self.segments()
        if not changes.keys() <= {segment.place for segment in segments}:
            raise UnknownPlaceError
        pieces: list[str] = []
        at = 0
        for start, end, new in self._rewritten(changes):
            pieces += (self.text[at:start], quote_plus(new))
            at = end
        return "".join((*pieces, self.text[at:])).encode("utf-8")

    def _rewritten(self, changes: Mapping[Place, str]) -> Iterator[tuple[int, int, str]]:
        for at, one in enumerate(self.fields):
            name_end = one.equals - 1 if one.equals > one.start and self.text[one.equals - 1] == "=" else one.equals
            if ("form", at, KEY) in changes:
                yield one.start, name_end, changes["form", at, KEY]
            new = one.inside.layer.rewrite(changes) if one.inside else changes.get(("form", at), one.value)
            if one.reading is not None and changes.get(("form", at, INSIDE), one.reading) != one.reading:
                new = changes["form", at, INSIDE]
            if new != one.value:
                yield one.equals, one.end, new


def read(content: bytes) -> Form:
    """Reads a form. Raises OpaqueBody: UNDECODABLE (not ASCII, a broken escape), CHARSET (not UTF-8), TOO_MANY_LEAVES and JSON's limits."""
    try:
        text = content.decode("ascii")
    except UnicodeDecodeError:
        raise OpaqueBody(OpaqueReason.UNDECODABLE) from None
    if _BAD_PERCENT.search(text):
        raise OpaqueBody(OpaqueReason.UNDECODABLE)
    fields: list[Field] = []
    budget = Budget()
    for match in _FIELD.finditer(text):
        if len(fields) >= MAX_FIELDS:
            raise OpaqueBody(OpaqueReason.TOO_MANY_LEAVES)
        fields.append(_field(match, ("form", len(fields), INSIDE), budget))
    return Form(text, tuple(fields))


def _field(match: re.Match[str], place: Place, budget: Budget) -> Field:
    name, equals, value = match[0].partition("=")
    text = _decoded(value)
    inside = _json(text, place, budget)
    reading = escapes.decoded(text) if inside is None else None
    if reading is not None:
        budget.take(weight(place))
    return Field(_decoded(name), text, match.start(), match.start() + len(name) + len(equals), match.end(), inside, reading)


def _decoded(text: str) -> str:
    try:
        return unquote_to_bytes(text.replace("+", " ")).decode("utf-8")
    except UnicodeDecodeError:
        raise OpaqueBody(OpaqueReason.CHARSET) from None


def _json(text: str, place: Place, budget: Budget) -> JsonBody | None:
    if text.strip()[:1] not in {"{", "["}:
        return None
    try:
        return json_format.of_text(json_text.read(text, place, budget), budget)
    except OpaqueBody as opaque:
        if opaque.reason is OpaqueReason.INVALID_JSON:
            return None
        raise
