"""Which leaves are scanned together, because a value or its context may be split over them. Total size is linear in the body.

* *lines*: the scalars of one object as ``key: value`` lines, so that ``{"rodne_cislo": 530712345}`` has its context; those of one
  array side by side, so that a table row reads as one; before them the key that the object or array stands under;
* *runs*: the text parts of one message, and of neighbouring messages of one role.

A leaf is in one line join at most and in two runs at most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from gateway.extract.json_format import JsonBody
from gateway.extract.json_text import JsonText, Leaf, LeafKind
from gateway.extract.layers import Layer
from gateway.extract.place import KEY
from gateway.model import Join, Place, Segment

LONG = 200
"""Characters from which a value is prose: it is scanned by itself and needs no key beside it, and scanning it twice would cost."""


def lines(body: JsonBody, *, skip: Callable[[Place], bool] = lambda _: False) -> tuple[Join, ...]:
    """The line join of every object and array that has one. ``skip`` tells values that say nothing about a person (a role, a model)."""
    keys: dict[Place, int] = {}
    values: dict[tuple[int, int], list[tuple[int, Leaf]]] = {}  # by layer and container
    layers: dict[int, Layer] = {}
    for at, (layer, leaf) in enumerate(body.leaves):
        layers[id(layer)] = layer
        if leaf.kind is LeafKind.KEY:
            if len(leaf.text) <= LONG:
                keys[leaf.place] = at
        elif leaf.node >= 0 and len(leaf.text) <= LONG and not skip(leaf.place):
            values.setdefault((id(layer), leaf.node), []).append((at, leaf))
    joins = (_line(layers[layer].holds, node, members, keys) for (layer, node), members in values.items())
    return tuple(join for join in joins if len(join.parts) > 1)


def _line(holds: object, node: int, members: Sequence[tuple[int, Leaf]], keys: dict[Place, int]) -> Join:
    parts: list[int] = []
    separators: list[str] = []

    def add(separator: str, part: int) -> None:
        separators.append(separator if parts else "")
        parts.append(part)

    container = holds.nodes[node] if isinstance(holds, JsonText) else None
    label = keys.get((*container.place, KEY)) if container else None
    if label is not None:
        add("", label)
    for at, leaf in members:
        key = keys.get((*leaf.place, KEY))
        if container is not None and container.is_object:
            if key is not None:
                add("\n", key)
            add(": ", at)
        else:
            add(": " if label is not None and len(parts) == 1 else " ", at)
    return Join(tuple(parts), tuple(separators))


def runs(segments: Sequence[Segment], groups: Iterable[Sequence[int]]) -> tuple[Join, ...]:
    """The joins of each group of two or more segments: one with nothing between, so that a value cut in two is whole again; and where
    a word would run into a number, one with a space there, so that ``"rodné číslo je"`` + ``"5307…"`` keeps its context.
    """
    found: list[Join] = []
    for group in groups:
        if len(group) > 1:
            parts = tuple(group)
            found.append(Join(parts, ("",) * len(parts)))
            loose = ("", *(_between(segments[left].text, segments[right].text) for left, right in pairwise(parts)))
            if any(loose):
                found.append(Join(parts, loose))
    return tuple(found)


def _between(left: str, right: str) -> str:
    before, after = left[-1:], right[:1]
    return " " if (before.isalpha() and after.isdigit()) or (before.isdigit() and after.isalpha()) else ""
