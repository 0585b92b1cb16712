"""A text with its right answers, and how one is composed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_SLOT = re.compile(r"\{\{|\}\}|\{([a-z_0-9]+)\}")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch that must be found. ``accepts`` are the entities that are right here."""

    start: int
    end: int
    kind: str
    spelling: str
    accepts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sample:
    """``must`` has to be found, ``ignore`` is never counted, everything else is nobody's data."""

    text: str
    group: str  # the row of the table it belongs to
    form: str  # sentence, form, table, csv, json, e-mail ...
    must: tuple[Span, ...] = ()
    ignore: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """What fills a place of a template: text, and what it is. Without ``kind`` it is ignored by the measures."""

    text: str
    kind: str = ""
    spelling: str = ""
    accepts: frozenset[str] = field(default_factory=frozenset)


def fill(template: str, slots: Mapping[str, Slot | str], *, group: str, form: str) -> Sample:
    """The template with its ``{slots}`` filled. A plain string fills without a trace; a Slot leaves its span. ``{{`` is a brace."""
    pieces: list[str] = []
    must: list[Span] = []
    ignore: list[tuple[int, int]] = []
    length = done = 0
    for match in _SLOT.finditer(template):
        literal = template[done : match.start()]
        slot = match[0][0] if match[1] is None else slots[match[1]]
        text = slot if isinstance(slot, str) else slot.text
        start = length + len(literal)
        if isinstance(slot, Slot):
            if slot.kind:
                must.append(Span(start, start + len(text), slot.kind, slot.spelling, slot.accepts))
            else:
                ignore.append((start, start + len(text)))
        pieces += [literal, text]
        length = start + len(text)
        done = match.end()
    pieces.append(template[done:])
    return Sample("".join(pieces), group, form, tuple(must), tuple(ignore))
