"""Texts inside texts: JSON in a string (tool arguments), text in a data: URI, each opened so that its escapes hide nothing.

An opened string is scanned through its leaves, not as written; a change to such a leaf is written through every layer above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from gateway.extract import carried, json_text
from gateway.extract.json_text import JsonText, Leaf, LeafKind
from gateway.extract.place import INSIDE
from gateway.model import OpaqueBody, OpaqueReason, Place

MAX_LAYERS = 5
"""Texts inside one another. Escaping doubles the backslashes of each, so honest clients reach two; more is opaque (TOO_DEEP)."""


@dataclass(frozen=True, slots=True)
class Words:
    """A carried text that is not JSON: one leaf."""

    place: Place = field(repr=False)
    text: str = field(repr=False)

    def rewrite(self, changes: Mapping[Place, str]) -> str:
        """The text, changed or not."""
        return changes.get(self.place, self.text)


class Inner(NamedTuple):
    """What an opened string holds, and how its text goes back into the string."""

    layer: Layer
    carrier: carried.Carried | None  # None: the string is the text itself


@dataclass(frozen=True, slots=True)
class Layer:
    """One text and what its strings hold."""

    holds: JsonText | Words
    inside: Mapping[Place, Inner] = field(repr=False)

    def leaves(self) -> Iterator[tuple[Layer, Leaf]]:
        """Every leaf with the layer it stands in, in the order of the text, opened strings replaced by what they hold."""
        if isinstance(self.holds, Words):
            words = self.holds
            yield self, Leaf(words.place, LeafKind.STRING, words.text, 0, len(words.text), -1)
            return
        for leaf in self.holds.leaves:
            inner = self.inside.get(leaf.place) if self.inside else None
            if inner is None:
                yield self, leaf
            else:
                yield from inner.layer.leaves()

    def rewrite(self, changes: Mapping[Place, str]) -> str:
        """The text with the changes of this layer and of every layer inside it; everything else as it was."""
        own = dict(changes)
        for place, (layer, carrier) in self.inside.items():
            text = layer.rewrite(changes)
            if text != layer.holds.text:
                own[place] = carrier.wrap(text) if carrier else text
        return self.holds.rewrite(own)


def open_text(json: JsonText) -> Layer:
    """Opens every string of a text that holds a text of its own. Raises OpaqueBody like :mod:`json_text` and :mod:`carried`."""
    return _Opener(len(json.leaves) + len(json.nodes)).layer(json, 1)


class _Opener:
    """Counts what was read so far: the limit on leaves is one for the whole body."""

    def __init__(self, used: int) -> None:
        self.used = used

    def layer(self, json: JsonText, depth: int) -> Layer:
        declared = carried.media_of_base64(json)
        inside: dict[Place, Inner] = {}
        for leaf in json.leaves:
            if leaf.kind is LeafKind.STRING:
                carrier = carried.carried(leaf, json, declared)
                inner = self._inner(leaf, carrier, depth)
                if inner is not None:
                    inside[leaf.place] = Inner(inner, carrier)
        return Layer(json, inside)

    def _inner(self, leaf: Leaf, carrier: carried.Carried | None, depth: int) -> Layer | None:
        text = carrier.text if carrier else leaf.text
        place = (*leaf.place, INSIDE)
        json = self._json(text, place)
        if json is None:
            return Layer(Words(place, text), {}) if carrier else None
        if depth >= MAX_LAYERS:
            raise OpaqueBody(OpaqueReason.TOO_DEEP)
        return self.layer(json, depth + 1)

    def _json(self, text: str, place: Place) -> JsonText | None:
        """The text read as a JSON object or array; None when it is neither. A limit that is passed makes the whole body opaque."""
        if (text[:1] not in _OPENERS and text.lstrip()[:1] not in _OPENERS) or text.rstrip()[-1:] not in "}]":
            return None
        try:
            json = json_text.read(text, place, json_text.MAX_LEAVES - self.used)
        except OpaqueBody as opaque:
            if opaque.reason is OpaqueReason.INVALID_JSON:
                return None
            raise
        self.used += len(json.leaves) + len(json.nodes)
        return json


_OPENERS = frozenset("{[")
