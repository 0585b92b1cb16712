"""From a method and a path to an operation of one service."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from allowlist.path import AmbiguousPath, PathFault, Reading
from allowlist.service import Operation

_LITERAL = re.compile(r"[A-Za-z0-9\-._~!$&'()*+,=:@]+")
_ONE = re.compile(r"\{[a-z][a-z_]*\}")
_REST = re.compile(r"\{[a-z][a-z_]*\.\.\.\}")
_ENDING = re.compile(r"\{[a-z][a-z_]*\}(:[A-Za-z]+)")


@dataclass(frozen=True, slots=True)
class Ending:
    """A segment of any text that ends so: ``{model}:generateContent``, as Google writes methods (AIP-136)."""

    text: str

    def takes(self, segment: str) -> bool:
        """Whether something stands before the ending."""
        return segment.endswith(self.text) and len(segment) > len(self.text)


type Want = str | Ending | None
"""What one segment of a pattern asks for: that text, a text with that ending, any text."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A path pattern: its segments, and whether one or more may follow."""

    segments: tuple[Want, ...]
    rest: bool = False

    @property
    def literal(self) -> bool:
        """Whether the pattern stands for one path only."""
        return not self.rest and all(isinstance(segment, str) for segment in self.segments)

    @property
    def order(self) -> tuple[int, ...]:
        """Sorts the more specific pattern first: literal before ending before wildcard, from the left, and ``{rest...}`` last."""
        return (*(2 if segment is None else int(isinstance(segment, Ending)) for segment in self.segments), 3 if self.rest else 0)

    def matches(self, path: tuple[str, ...]) -> bool:
        """Whether the whole path fits; a wildcard takes no empty segment."""
        known = len(self.segments)
        if not (len(path) > known if self.rest else len(path) == known):
            return False
        return "" not in path and all(_takes(want, have) for want, have in zip(self.segments, path, strict=False))

    def lenient(self) -> Pattern:
        """The pattern for a lenient reading."""
        segments = tuple(_lenient(segment) for segment in self.segments)
        return Pattern(segments[:-1] if segments[-1:] == ("",) else segments, self.rest)


def _takes(want: Want, have: str) -> bool:
    return want.takes(have) if isinstance(want, Ending) else want is None or want == have


def _lenient(want: Want) -> Want:
    if isinstance(want, Ending):
        return Ending(want.text.casefold())
    return None if want is None else want.casefold()


def pattern(text: str) -> Pattern:
    """Reads a pattern of the catalogue; ValueError says what is wrong with it."""
    if not text.startswith("/"):
        raise ValueError("a path pattern begins with a slash")
    if text == "/":
        return Pattern(("",))
    parts = text[1:].split("/")
    rest = _REST.fullmatch(parts[-1]) is not None
    slash = parts[-1] == "" and all(_LITERAL.fullmatch(part) for part in parts[:-1])
    segments: list[Want] = []
    for part in parts[:-1] if rest or slash else parts:
        if _ONE.fullmatch(part) is not None:
            segments.append(None)
        elif (ending := _ENDING.fullmatch(part)) is not None:
            segments.append(Ending(ending[1]))
        elif _LITERAL.fullmatch(part) is not None and not part.endswith("."):
            segments.append(part)
        else:
            raise ValueError("a segment is a literal, {name}, {name}:ending, or {name...} at the end")
    return Pattern((*segments, "") if slash else tuple(segments), rest)


type _Key = tuple[str, str, tuple[Want, ...]]  # group, method, segments


@dataclass(frozen=True, slots=True)
class _Side:
    """The patterns of one reading: those that stand for one path by dictionary, the others in order."""

    literals: Mapping[_Key, Operation] = field(repr=False)
    patterns: tuple[tuple[Pattern, Operation], ...] = field(repr=False)

    def find(self, group: str, method: str, path: tuple[str, ...]) -> Operation | None:
        found = self.literals.get((group, method, path))
        if found is not None:
            return found
        for shape, operation in self.patterns:
            if operation.group == group and method in operation.methods and shape.matches(path):
                return operation
        return None


@dataclass(frozen=True, slots=True)
class OperationIndex:
    """The operations of one service, by both readings of a path."""

    exact: _Side = field(repr=False)
    lenient: _Side = field(repr=False)

    def find(self, group: str, method: str, path: Reading) -> Operation | None:
        """The operation, or None when no operation has this method and path.

        Raises :class:`AmbiguousPath` when a forgiving server would come to another operation than a strict one.
        """
        found = self.exact.find(group, method, path.exact)
        if found is not self.lenient.find(group, method, path.lenient):
            raise AmbiguousPath(PathFault.READINGS_DIFFER)
        return found


def build(operations: Iterable[Operation]) -> OperationIndex:
    """The index of one service's operations. ValueError names the operation that repeats the method and path of another."""
    shaped = [(pattern(operation.path), operation) for operation in operations]
    return OperationIndex(_side(shaped), _side([(shape.lenient(), operation) for shape, operation in shaped]))


def _side(shaped: Iterable[tuple[Pattern, Operation]]) -> _Side:
    literals: dict[_Key, Operation] = {}
    patterns: list[tuple[Pattern, Operation]] = []
    seen: set[tuple[_Key, bool]] = set()
    for shape, operation in shaped:
        for method in operation.methods:
            key = (operation.group, method, shape.segments)
            if (key, shape.rest) in seen:
                raise ValueError(f"{operation.name} has the method and path of another operation")
            seen.add((key, shape.rest))
            if shape.literal:
                literals[key] = operation
        if not shape.literal:
            patterns.append((shape, operation))
    return _Side(literals, tuple(sorted(patterns, key=lambda item: item[0].order)))
