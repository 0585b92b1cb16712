"""A lossless reader of JSON text (RFC 8259): every leaf with its place and offsets, and a way to change some and touch nothing else.

``json.loads`` will not do: it keeps the last of duplicate keys, reads 1e400 as infinity, rounds long numbers and forgets how the
text was written. Here duplicate keys all stay (:mod:`gateway.extract.place` says how they are told apart), and so do order, spaces
and escapes. The loop is flat, so depth costs no stack.

Ordinary texts are read the shorter way (:mod:`gateway.extract.json_quick`), all others here. Both see the same; where tokens stand is
looked up when a text is rewritten.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from json import decoder
from typing import NoReturn

from gateway.extract.budget import Budget
from gateway.extract.json_leaf import MAX_DEPTH, Leaf, LeafKind, Node
from gateway.extract.json_quick import Quick
from gateway.extract.place import KEY, again
from gateway.model import OpaqueBody, OpaqueReason, Place

__all__ = ["MAX_DEPTH", "JsonText", "Leaf", "LeafKind", "Node", "read", "read_bytes"]

_SCAN: Callable[[str, int, bool], tuple[str, int]] = decoder.scanstring  # type: ignore[attr-defined]
"""(text, offset after the quote, strict) → (value, offset after the closing quote). Strict: no control characters."""

_SPACE = re.compile(r"[ \t\n\r]*")
_COLON = re.compile(r"[ \t\n\r]*:[ \t\n\r]*")
_COMMA = re.compile(r"[ \t\n\r]*,[ \t\n\r]*")
_SCALAR = re.compile(r"(true|false|null)|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class JsonText:
    """A JSON text that was read: leaves in the order of the text, keys before their values; containers in the order they open."""

    text: str = field(repr=False)
    leaves: tuple[Leaf, ...] = field(repr=False)
    nodes: tuple[Node, ...] = field(repr=False)
    prefix: Place = field(default=(), repr=False)

    def rewrite(self, changes: Mapping[Place, str]) -> str:
        """The same text with these leaves changed, JSON-escaped, and every other character as it was.

        A changed number stays a number where the new text is one and becomes a string otherwise. Literals do not change. Places
        that are not in this text are ignored: the caller may hand over the changes of a whole body.
        """
        if not any(leaf.place in changes for leaf in self.leaves):
            return self.text
        pieces: list[str] = []
        at = 0
        ascii_only = self.text.isascii()
        careful = _Reader(self.text, self.prefix, Budget().left)  # the text was within the limit when it was read
        careful.run()
        for leaf, (start, end) in zip(careful.leaves, careful.spans, strict=True):
            new = changes.get(leaf.place)
            if new is None or leaf.kind is LeafKind.LITERAL:
                continue
            keeps = leaf.kind is LeafKind.NUMBER and _NUMBER.fullmatch(new)
            pieces += (self.text[at:start], new if keeps else json.dumps(new, ensure_ascii=ascii_only))
            at = end
        pieces.append(self.text[at:])
        return "".join(pieces)


def read_bytes(content: bytes, budget: Budget | None = None) -> JsonText:
    """Reads a body. Raises OpaqueBody: CHARSET (a byte order mark), INVALID_JSON (also invalid UTF-8), TOO_DEEP, TOO_MANY_LEAVES."""
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise OpaqueBody(OpaqueReason.CHARSET)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise OpaqueBody(OpaqueReason.INVALID_JSON) from None
    return read(text, budget=budget)


def read(text: str, prefix: Place = (), budget: Budget | None = None) -> JsonText:
    r"""Reads one JSON text; places begin with ``prefix``. Raises OpaqueBody: INVALID_JSON, TOO_DEEP, TOO_MANY_LEAVES.

    What was tried is taken from the budget, whether it succeeded or not.

    A lone surrogate (``"\ud800"``) is INVALID_JSON: receivers drop it, replace it or refuse, and what one of them drops could
    part a value for us alone.
    """
    budget = budget or Budget()
    quick = Quick(prefix, budget.left)
    reader: Quick | _Reader = quick
    try:
        if not quick.run(text):
            reader = careful = _Reader(text, prefix, budget.left)
            careful.run()
    except (json.JSONDecodeError, IndexError):
        _fail()
    finally:
        budget.left = reader.left
    if "\\" in text and _SURROGATE_ESCAPE.search(text) and any(_SURROGATE.search(leaf.text) for leaf in reader.leaves):
        _fail()
    return JsonText(text, tuple(reader.leaves), tuple(reader.nodes), prefix)


def _fail() -> NoReturn:
    raise OpaqueBody(OpaqueReason.INVALID_JSON) from None


class _Reader:
    """The state of one careful reading: the containers that are open, and the one we are in."""

    def __init__(self, text: str, prefix: Place, left: int) -> None:
        self.text = text
        self.left = left  # of the budget
        self.leaves: list[Leaf] = []
        self.spans: list[tuple[int, int]] = []  # of each leaf's token
        self.nodes: list[Node] = []
        self.place = prefix  # of the value that comes next
        self.node = -1
        self.base = prefix  # place of the container we are in
        self.seen: dict[str, int] | None = None  # names of the object we are in and how often; None in an array
        self.index = 0  # of the element we are at, in an array
        self.open: list[tuple[int, Place, dict[str, int] | None, int]] = []

    def run(self) -> None:
        at = self._value(_SPACE.match(self.text).end())  # type: ignore[union-attr]
        while self.open:
            comma = _COMMA.match(self.text, at)
            at = self._close(at) if comma is None else self._value(self._next(comma.end()))
        if _SPACE.match(self.text, at).end() != len(self.text):  # type: ignore[union-attr]
            _fail()

    def _value(self, at: int) -> int:
        """Reads the value at ``at``, opening containers down to the first leaf or empty container; returns the offset after it."""
        while True:
            self._charge()
            first = self.text[at]
            if first == '"':
                value, end = _SCAN(self.text, at + 1, True)
                self._add(self.place, LeafKind.STRING, value, at, end)
                return end
            if first not in "{[":
                return self._scalar(at)
            self._open(is_object=first == "{")
            at = _SPACE.match(self.text, at + 1).end()  # type: ignore[union-attr]
            if self.text[at] == ("}" if first == "{" else "]"):
                return at
            at = self._next(at)

    def _add(self, place: Place, kind: LeafKind, text: str, start: int, end: int) -> None:
        self.leaves.append(Leaf(place, kind, text, self.node))
        self.spans.append((start, end))

    def _charge(self) -> None:
        """The cost of what stands at ``self.place`` (as :func:`~gateway.extract.budget.weight` has it; a call of it would cost more)."""
        self.left -= 1 + (len(self.place) >> 3)
        if self.left < 0:
            raise OpaqueBody(OpaqueReason.TOO_MANY_LEAVES)

    def _scalar(self, at: int) -> int:
        token = _SCALAR.match(self.text, at)
        if token is None:
            _fail()
        kind = LeafKind.LITERAL if token[1] else LeafKind.NUMBER
        self._add(self.place, kind, token[0], at, token.end())
        return token.end()

    def _next(self, at: int) -> int:
        """Steps to the next member of the container we are in: reads its key, or counts; returns where its value begins."""
        if self.seen is None:
            self.place = (*self.base, self.index)
            self.index += 1
            return at
        if self.text[at] != '"':
            _fail()
        name, end = _SCAN(self.text, at + 1, True)
        repeated = self.seen.get(name, -1) + 1
        self.seen[name] = repeated
        self.place = (*self.base, name, again(repeated)) if repeated else (*self.base, name)
        self._charge()
        self._add((*self.place, KEY), LeafKind.KEY, name, at, end)
        colon = _COLON.match(self.text, end)
        return colon.end() if colon else _fail()

    def _open(self, *, is_object: bool) -> None:
        if len(self.place) >= MAX_DEPTH:
            raise OpaqueBody(OpaqueReason.TOO_DEEP)
        self.open.append((self.node, self.base, self.seen, self.index))
        self.node, self.base = len(self.nodes), self.place
        self.seen, self.index = ({} if is_object else None), 0
        self.nodes.append(Node(self.place, is_object))

    def _close(self, at: int) -> int:
        at = _SPACE.match(self.text, at).end()  # type: ignore[union-attr]
        if self.text[at] != ("]" if self.seen is None else "}"):
            _fail()
        self.node, self.base, self.seen, self.index = self.open.pop()
        return at + 1
