"""Texts inside texts: JSON in a string (tool arguments), text in a data: URI, each opened so that its escapes hide nothing.

An opened string is scanned through its leaves, not as written; a change to such a leaf is written through every layer above it.
A string that is no JSON but has escapes in it is scanned as written and, beside that, with its escapes decoded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import repeat
from typing import NamedTuple

from gateway.extract import carried, escapes, json_text
from gateway.extract.budget import Budget, weight
from gateway.extract.json_text import JsonText, Leaf, LeafKind
from gateway.extract.place import INSIDE
from gateway.model import File, OpaqueBody, OpaqueReason, Place

MAX_LAYERS = 5
"""Texts inside one another. Escaping doubles the backslashes of each, so honest clients reach two; more is opaque (TOO_DEEP)."""


@dataclass(frozen=True, slots=True)
class Words:
    """A carried text that is not JSON: one leaf."""

    place: Place = field(repr=False)
    text: str = field(repr=False)

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The one leaf."""
        return (Leaf(self.place, LeafKind.STRING, self.text, -1),)

    def rewrite(self, changes: Mapping[Place, str]) -> str:
        """The text, changed or not."""
        return changes.get(self.place, self.text)


class Inner(NamedTuple):
    """What an opened string holds, and how its text goes back into the string."""

    layer: Layer
    carrier: carried.Carried | None = None  # None: the string is the text itself
    beside: bool = False  # a second reading of the string, which is scanned as it stands, too; a change to it goes before one to the string


@dataclass(frozen=True, slots=True)
class Layer:
    """One text and what its strings hold."""

    holds: JsonText | Words
    inside: Mapping[Place, Inner] = field(repr=False)

    def leaves(self) -> Iterator[tuple[Layer, Leaf]]:
        """Every leaf with the layer it stands in, in the order of the text, opened strings replaced by what they hold."""
        if not self.inside:
            yield from zip(repeat(self), self.holds.leaves)
            return
        for leaf in self.holds.leaves:
            inner = self.inside.get(leaf.place)
            if inner is None:
                yield self, leaf
            elif inner.beside:
                yield self, leaf
                for _, reading in inner.layer.leaves():  # as if it stood where the string stands, so that it has the same key
                    yield self, reading._replace(node=leaf.node)
            else:
                yield from inner.layer.leaves()

    def rewrite(self, changes: Mapping[Place, str]) -> str:
        """The text with the changes of this layer and of every layer inside it; everything else as it was."""
        own = dict(changes)
        for place, (layer, carrier, _) in self.inside.items():
            text = layer.rewrite(changes)
            if text != layer.holds.text:
                own[place] = carrier.wrap(text) if carrier else text
        return self.holds.rewrite(own)


def open_text(json: JsonText, budget: Budget | None = None, files: list[File] | None = None) -> Layer:
    """Opens every string of a text that holds a text of its own. Raises OpaqueBody like :mod:`json_text` and :mod:`carried`.

    ``budget`` is that which the text was read with: the limit on leaves is one for the whole body, and attempts count. ``files`` takes
    the files that strings carry; their strings are no leaves with words.
    """
    return _Opener(budget or Budget(), files if files is not None else []).layer(json, 1)


class _Opener:
    def __init__(self, budget: Budget, files: list[File]) -> None:
        self.budget = budget
        self.files = files

    def layer(self, json: JsonText, depth: int) -> Layer:
        declared: Mapping[int, carried.Declaration] | None = None
        inside: dict[Place, Inner] = {}
        for leaf in json.leaves:
            place, kind, text, _ = leaf
            if kind is not LeafKind.STRING or (
                text[:1] not in _BEGINS_OTHERWISE and "\\" not in text and carried.is_words(text, place[-1] if place else INSIDE)
            ):
                continue  # nearly always, and a history has hundreds of them
            if declared is None:
                declared = carried.declarations(json)
            inner = self._inner(leaf, carried.carried(leaf, json, declared), depth)
            if inner is not None:
                inside[place] = inner
        return Layer(json, inside)

    def _inner(self, leaf: Leaf, carrier: carried.Carried | File | None, depth: int) -> Inner | None:
        if isinstance(carrier, File):
            self.files.append(carrier)
            return Inner(Layer(Words(carrier.place, ""), {}))
        text = carrier.text if carrier else leaf.text
        place = (*leaf.place, INSIDE)
        json = self._json(text, place)
        if json is not None:
            if depth >= MAX_LAYERS:
                raise OpaqueBody(OpaqueReason.TOO_DEEP)
            return Inner(self.layer(json, depth + 1), carrier)
        if carrier is None:
            return self._reading(text, place)
        reading = self._reading(text, (*place, INSIDE))
        return Inner(Layer(Words(place, text), {place: reading} if reading else {}), carrier)

    def _reading(self, text: str, place: Place) -> Inner | None:
        """The text with its escapes decoded, where it has any."""
        new = escapes.decoded(text)
        if new is None:
            return None
        self.budget.take(weight(place))
        return Inner(Layer(Words(place, new), {}), beside=True)

    def _json(self, text: str, place: Place) -> JsonText | None:
        """The text read as a JSON object or array; None when it is neither. A limit that is passed makes the whole body opaque."""
        if (text[:1] not in _OPENERS and text.lstrip()[:1] not in _OPENERS) or text.rstrip()[-1:] not in _CLOSERS:
            return None
        try:
            return json_text.read(text, place, self.budget)
        except OpaqueBody as opaque:
            if opaque.reason is OpaqueReason.INVALID_JSON:
                return None
            raise


_OPENERS = frozenset("{[")
_CLOSERS = frozenset("}]")
_BEGINS_OTHERWISE = frozenset({*_OPENERS, *map(chr, filter(lambda code: chr(code).isspace(), range(0x3001)))})
"""With what JSON in a string may begin: its own signs, or white space before them (Unicode has none behind U+3000)."""
