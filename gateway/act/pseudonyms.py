"""Values become tokens: one value one token in a conversation, over all its turns. And which tokens stand for which values.

Numbers are given in the order of first mention. An API's client sends the whole history with each request, so the same history gives
the same tokens again and nothing has to be kept; for pages whose history stays with the provider the table is kept
(:mod:`gateway.store.vault`) and goes on from turn to turn.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from detectors.fingerprint import canonical
from gateway.act import surrogates
from gateway.act.same_person import Persons
from gateway.act.tokens import Token, find, name_of
from gateway.model import Place, Segment, SegmentKind

type Span = tuple[int, int, int, str]
"""(segment, start, end, entity), in characters."""


class CannotPseudonymise(Exception):
    """A value that no token can take the place of: ``reason`` says where it stands, never what it is."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Table:
    """The tokens of one conversation of one person. Holds values in clear: it lives in memory, or sealed in the store, nowhere else."""

    values: dict[Token, str] = field(default_factory=dict, repr=False)
    floor: int = 0
    """Numbers begin above it: those below were other tables' of the same conversation, and mean somebody else in its history."""
    surrogates: bool = False
    """Whether realistic values are written in place of tokens (:mod:`gateway.act.surrogates`)."""
    _by_value: dict[tuple[str, str], Token] = field(default_factory=dict, repr=False)
    _persons: Persons = field(default_factory=Persons, repr=False)
    _last: dict[str, int] = field(default_factory=dict, repr=False)

    def reserve(self, texts: Iterable[str]) -> None:
        """Keeps numbers free that somebody has typed himself: ``[OSOBA_1]`` in a text means what its author meant by it."""
        for text in texts:
            for _, _, token in find(text):
                if token not in self.values:
                    self._last[token.name] = max(self._last.get(token.name, self.floor), token.number)

    def token(self, entity: str, text: str) -> Token:
        """The token of a value; a new one for a value not seen before."""
        key = (entity, str(self._persons.number(text)) if entity == "PERSON" else canonical(entity, text))
        token = self._by_value.get(key)
        if token is None:
            word = name_of(entity)
            self._last[word] = self._last.get(word, self.floor) + 1
            token = self._by_value[key] = Token(word, self._last[word])
            self.values[token] = text
        if entity == "PERSON":
            self.values[token] = self._persons.name(int(key[1]))
        return token

    def written(self, entity: str, text: str) -> str:
        """What takes the place of a value."""
        token = self.token(entity, text)
        return surrogates.written(token, self.values[token], text) if self.surrogates else str(token)

    def normal_values(self) -> Iterable[tuple[str, str]]:
        """(entity, normalised value) of everything it holds: of a person the fullest form of the name."""
        return [(entity, canonical(entity, self.values[token])) for (entity, _), token in self._by_value.items()]

    def highest(self) -> int:
        """The highest number that any token of it has; numbers of a table that follows it begin above."""
        return max(self._last.values(), default=self.floor)

    def to_json(self) -> str:
        """What :meth:`from_json` goes on from. Holds values in clear: only to be sealed."""
        rows = [[entity, token.number, key, self.values[token]] for (entity, key), token in self._by_value.items()]
        return json.dumps({"v": 1, "rows": rows, "last": self._last, "floor": self.floor}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The table of :meth:`to_json`, to go on with."""
        said = json.loads(text)
        table = cls(floor=said["floor"])
        for entity, number, key, value in said["rows"]:
            known = str(table._persons.number(value)) if entity == "PERSON" else key
            token = table._by_value[entity, known] = Token(name_of(entity), number)
            table.values[token] = value
        table._last |= said["last"]
        return table


def replace(segments: Sequence[Segment], spans: Iterable[Span], table: Table) -> dict[Place, str]:
    """The changed texts by place, for ``WireFormat.rebuild``. ``table`` takes the tokens.

    Overlapping findings become one: the longest names the kind. Raises CannotPseudonymise for a value in a key, a number, an address or
    a header: what stands there is not a text that a token could stand in.
    """
    table.reserve(segment.text for segment in segments)
    changes: dict[Place, str] = {}
    for index, found in sorted(merged(spans).items()):
        segment = segments[index]
        if segment.kind is not SegmentKind.TEXT:
            raise CannotPseudonymise(segment.kind.value)
        text: list[str] = []
        at = 0
        for start, end, entity in found:
            text += (segment.text[at:start], table.written(entity, segment.text[start:end]))
            at = end
        changes[segment.place] = "".join((*text, segment.text[at:]))
    return changes


def merged_spans(spans: Iterable[Span]) -> Iterator[Span]:
    """From left to right, overlapping ones put together: the longest names the kind."""
    for index, found in sorted(merged(spans).items()):
        yield from ((index, start, end, entity) for start, end, entity in found)


def merged(spans: Iterable[Span]) -> Mapping[int, list[tuple[int, int, str]]]:
    """By segment, from left to right, with overlaps put together."""
    by_segment: dict[int, list[tuple[int, int, str]]] = {}
    for index, start, end, entity in sorted(set(spans)):
        row = by_segment.setdefault(index, [])
        if row and start < row[-1][1]:
            first, last, kind = row[-1]
            row[-1] = (first, max(last, end), entity if end - start > last - first else kind)
        else:
            row.append((start, end, entity))
    return by_segment
