"""The shorter way to read an ordinary JSON text: a chat sends its whole history again each turn, and reading it must cost little.

It is the scanner of ``json`` itself, told to keep numbers and members as written, and a walk over what it found. Where that is not plain
sailing (a repeated key, an error, a limit) it gives up, and the careful reader (:mod:`gateway.extract.json_text`) reads from the beginning.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

from gateway.extract.json_leaf import MAX_DEPTH, Leaf, LeafKind, Node
from gateway.extract.place import KEY
from gateway.model import Place

QUICK = 1024 * 1024
"""Characters of the longest text that is read the shorter way, which stops at no leaf: the longest histories have some hundred thousand."""


class _Digits(str):
    """A number as written."""

    __slots__ = ()


class _Unread(Exception):  # raised only here and caught below; not an error of anybody
    """The careful reader must read this."""


def _constant(_: str) -> NoReturn:
    raise _Unread  # NaN and Infinity


_LITERALS = {True: "true", False: "false", None: "null"}
_DECODER = json.JSONDecoder(object_pairs_hook=tuple, parse_int=_Digits, parse_float=_Digits, parse_constant=_constant)
_leaf: Callable[[tuple[Place, LeafKind, str, int]], Leaf] = partial(tuple.__new__, Leaf)
_node: Callable[[tuple[Place, bool]], Node] = partial(tuple.__new__, Node)
_STRING, _KEY, _OBJECT = LeafKind.STRING, LeafKind.KEY, tuple


class Quick:
    """The shorter way. ``run`` says whether it led to the end; if not, what it found means nothing and ``left`` may be anything."""

    def __init__(self, prefix: Place, left: int) -> None:
        self.prefix = prefix
        self.left = left
        self.leaves: list[Leaf] = []
        self.nodes: list[Node] = []

    def run(self, text: str) -> bool:
        """Reads one text."""
        if len(text) > QUICK:
            return False
        self.left -= 1 + (len(self.prefix) >> 3)
        try:
            self._value(_DECODER.decode(text), self.prefix, -1)
        except (ValueError, RecursionError, _Unread):
            return False
        return self.left >= 0

    def _value(self, value: Any, place: Place, node: int) -> None:
        """A value that stands alone: the root, or one that is not a string."""
        kind = type(value)
        if kind is _OBJECT or kind is list:
            self._container(value, place, is_object=kind is _OBJECT)
        elif kind is str:
            self.leaves.append(_leaf((place, _STRING, value, node)))
        elif kind is _Digits:
            self.leaves.append(_leaf((place, LeafKind.NUMBER, str(value), node)))
        else:
            self.leaves.append(_leaf((place, LeafKind.LITERAL, _LITERALS[value], node)))

    def _container(self, members: Any, base: Place, *, is_object: bool) -> None:
        if len(base) >= MAX_DEPTH:
            raise _Unread
        nodes, add = self.nodes, self.leaves.append
        node = len(nodes)
        nodes.append(_node((base, is_object)))
        count = len(members)
        self.left -= (2 * count if is_object else count) * (1 + (len(base) + 1 >> 3))  # as the careful reader charges, each by itself
        if self.left < 0:
            raise _Unread
        if not is_object:
            for at, value in enumerate(members):
                if type(value) is str:
                    add(_leaf(((*base, at), _STRING, value, node)))
                else:
                    self._value(value, (*base, at), node)
            return
        if count > 1 and len(dict(members)) < count:
            raise _Unread  # a repeated key
        for name, value in members:
            place = (*base, name)
            add(_leaf(((*place, KEY), _KEY, name, node)))
            if type(value) is str:
                add(_leaf((place, _STRING, value, node)))
            else:
                self._value(value, place, node)
