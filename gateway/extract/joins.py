"""Which leaves are scanned together, because a value or its context may be split over them. Total size is linear in the body.

* *lines*: the scalars of one object as ``key: value`` lines, so that ``{"rodne_cislo": 530712345}`` has its context; those of one
  array side by side, so that a table row reads as one; before them the key that the object or array stands under;
* *pairs*: the keys and values of one object with nothing between, where a number may be cut between (``{"rc 710319": "2745"}``);
* *runs*: the text parts of one message, and of neighbouring messages of one role or where one goes on in the next; of a long run the
  neighbourhood of its seams (:mod:`gateway.extract.seams`).

A leaf is in one line, two pairs (a key, over a list) and twice in the windows of its run at most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from gateway.extract import seams
from gateway.extract.json_format import JsonBody
from gateway.extract.json_text import JsonText, Leaf, LeafKind, Node
from gateway.extract.layers import Layer
from gateway.extract.place import KEY
from gateway.model import Join, Place, Segment

LONG = 200
"""Characters from which a value is prose: it is scanned by itself and needs no key beside it, and scanning it twice would cost."""

_ENDS_IN_DIGIT = re.compile(r"\d[\W_]*\Z")
_BEGINS_WITH_DIGIT = re.compile(r"[\W_]*+\d")
_EDGE = 32
"""Characters at the end of a text in which its last digit is looked for: separators and invisible ones may follow it."""


def cuts_a_number(left: str, right: str) -> bool:
    """Whether a number may be cut between these texts: digits on both sides, and nothing but separators between."""
    return _BEGINS_WITH_DIGIT.match(right) is not None and _ENDS_IN_DIGIT.search(left[-_EDGE:]) is not None


def goes_on(left: str, right: str) -> bool:
    """Whether what one speaker began may go on in the next one's text: that begins with a number, whose first half or context
    stands on the left; or an address is cut at its ``@``.
    """
    if "@" in (left[-1:], right[:1]) or _BEGINS_WITH_DIGIT.match(right) is not None:
        return True
    return (left[-1:].isspace() and left.rstrip()[-1:] == "@") or (right[:1].isspace() and right.lstrip()[:1] == "@")


def lines(body: JsonBody, *, skip: Callable[[Place], bool] = lambda _: False) -> tuple[Join, ...]:
    """The line join of every object and array that has one, and its pairs. ``skip`` tells values that say nothing about a person
    (a role, a model).
    """
    values: dict[tuple[int, int], list[tuple[int, Leaf]]] = {}  # by layer and container
    layers: dict[int, Layer] = {}
    for at, (layer, leaf) in enumerate(body.leaves):
        place, kind, text, node = leaf
        if kind is not LeafKind.KEY and len(text) <= LONG and node >= 0 and not skip(place):
            layers[id(layer)] = layer
            values.setdefault((id(layer), node), []).append((at, leaf))
    if not values:
        return ()
    keys = {leaf.place: at for at, (_, leaf) in enumerate(body.leaves) if leaf.kind is LeafKind.KEY and len(leaf.text) <= LONG}
    found: list[Join] = []
    for (layer_id, node), members in values.items():
        holds = layers[layer_id].holds
        if isinstance(holds, JsonText):
            found += _container(body, holds.nodes[node], members, keys)
    return tuple(found)


def _container(body: JsonBody, container: Node, members: Sequence[tuple[int, Leaf]], keys: dict[Place, int]) -> Iterator[Join]:
    parts: list[int] = []
    separators: list[str] = []
    pairs: list[int] = []

    def add(separator: str, part: int) -> None:
        separators.append(separator if parts else "")
        parts.append(part)

    label = keys.get((*container.place, KEY))
    if label is not None:
        add("", label)
    for at, leaf in members:
        key = keys.get((*leaf.place, KEY)) if container.is_object else label if len(parts) == 1 else None
        if key is not None and container.is_object:
            add("\n", key)
        add(": " if container.is_object or key is not None else " ", at)
        if key is not None and cuts_a_number(body.leaves[key][1].text, leaf.text):
            pairs += (key, at)
    if pairs:
        yield Join(tuple(pairs), ("", "", *("\n", "") * (len(pairs) // 2 - 1)))
    if len(parts) > 1:
        yield Join(tuple(parts), tuple(separators))


def runs(segments: Sequence[Segment], groups: Iterable[Sequence[int]]) -> tuple[Join, ...]:
    """The joins of each group of two or more segments: one with nothing between, so that a value cut in two is whole again; and where
    a word would run into a number, one with a space there, so that ``"rodné číslo je"`` + ``"5307…"`` keeps its context.
    """
    found: list[Join] = []
    for group in groups:
        if len(group) > 1:
            for window in seams.windows([segments[part].text for part in group]):
                found += over(segments, [(group[at], start, end) for at, start, end in window])
    return tuple(found)


def over(segments: Sequence[Segment], window: Sequence[tuple[int, int, int]]) -> Iterator[Join]:
    """The joins of one window of a run: (segment, start, end) of each part."""
    parts = tuple(part for part, _, _ in window)
    taken = [segments[part].text[start:end] for part, start, end in window]
    whole = all(len(text) == len(segments[part].text) for part, text in zip(parts, taken, strict=True))
    cuts = () if whole else tuple((start, end) for _, start, end in window)
    yield Join(parts, ("",) * len(parts), cuts)
    loose = ("", *(_between(left, right) for left, right in pairwise(taken)))
    if any(loose):
        yield Join(parts, loose, cuts)


def _between(left: str, right: str) -> str:
    before, after = left[-1:], right[:1]
    return " " if (before.isalpha() and after.isdigit()) or (before.isdigit() and after.isalpha()) else ""
