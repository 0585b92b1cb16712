"""What of a recorded prompt would be sealed beside its event. Pure: it describes, and seals nothing.

``none`` by default: kinds, counts and places stand in the event. ``excerpt``: the surroundings of each finding with every finding masked,
so that the officer sees what it was about and not whom. ``full``: the scanned texts, with passwords and keys masked. Addresses and headers
are never kept (they may hold tokens), nor texts in which a special category was found (the data protection directive, art. XI para. 1
and 4); the record says that these were withheld.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from gateway.model import Segment, SegmentKind
from gateway.record.breach.grouping import TIERS
from gateway.record.canonical import NotCanonical, canonical
from gateway.record.event import Event

AROUND = 60
"""Characters on each side of a finding: about a line, enough to tell a complaint from a payroll."""

EXCERPTS = 20
"""In one record; a pasted table says in its first lines what it is."""

LONGEST = 1_000_000
"""Characters of text in one record; above it excerpts are kept instead."""

SPECIAL = dict(TIERS)["special"]

PASSWORDS = "SECRET"
"""Passwords are recorded nowhere (the directive, art. VI para. 3 (l))."""

_TECHNICAL = frozenset({SegmentKind.URL, SegmentKind.HEADER})

type Level = str
"""``none``, ``excerpt`` or ``full`` (:class:`gateway.keeping_settings.Evidence`)."""


class EvidenceSink(Protocol):
    """Seals a record to its readers and makes it durable on this node. Blocking; call it off the event loop, after the event's own put.

    Raises :class:`~gateway.record.sink.SinkUnavailable`; the verdict stands all the same, the office is told by a metric.
    """

    def put(self, event: Event, segments: Sequence[Segment], marks: Sequence[Mark]) -> None:
        """Does nothing for an event whose tool keeps no evidence."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding and where it stands: ``(segment, start, end)``, several parts when it lies over a seam."""

    entity: str
    parts: tuple[tuple[int, int, int], ...]


class Withheld(StrEnum):
    """Why a record holds less than its level says."""

    SPECIAL_CATEGORY = "special_category"
    TOO_LONG = "too_long"
    MORE = "more"  # than EXCERPTS
    UNREADABLE = "unreadable"  # lone surrogates, which no file can hold


@dataclass(slots=True)
class _Record:
    withheld: set[str] = field(default_factory=set)


def sealable(level: Level, event: Event, segments: Sequence[Segment], marks: Sequence[Mark]) -> bytes | None:
    """The record to seal, as canonical JSON; None when nothing is kept."""
    if level == "none":
        return None
    record = _Record()
    technical = {index for index, segment in enumerate(segments) if segment.kind in _TECHNICAL}
    special = {index for mark in marks if mark.entity in SPECIAL for index, _, _ in mark.parts}
    if special:
        record.withheld.add(Withheld.SPECIAL_CATEGORY.value)
    facts: dict[str, Any] = {
        "v": 1,
        "event": event.id,
        "at": event.at.isoformat(timespec="milliseconds"),
        "tool": event.tool,
        "level": level,
        "kinds": dict(event.kinds),
    }
    if level == "full" and sum(len(segment.text) for segment in segments) > LONGEST:
        record.withheld.add(Withheld.TOO_LONG.value)
        level = "excerpt"
    if level == "full":
        secrets = _places(mark for mark in marks if mark.entity == PASSWORDS)
        named = {index for mark in marks for index, _, _ in mark.parts}
        # Names of fields say nothing, but where something was found in one.
        told = (index for index, segment in enumerate(segments) if segment.text and (segment.kind is not SegmentKind.KEY or index in named))
        kept = (index for index in told if index not in special | technical)
        facts["texts"] = [_said(segments[at], _masked(segments[at].text, secrets.get(at, []), 0, len(segments[at].text))) for at in kept]
    else:
        facts["excerpts"] = list(_excerpts(segments, marks, special | technical, record))
    return _written(facts, record)


def _written(facts: dict[str, Any], record: _Record) -> bytes:
    try:
        return canonical({**facts, "withheld": sorted(record.withheld)})
    except NotCanonical:
        record.withheld.add(Withheld.UNREADABLE.value)
        return canonical(
            {name: value for name, value in facts.items() if name not in {"texts", "excerpts"}} | {"withheld": sorted(record.withheld)}
        )


def _said(segment: Segment, text: str) -> dict[str, str]:
    return {"speaker": segment.speaker.value, "text": text}


def _places(marks: Iterable[Mark]) -> dict[int, list[tuple[int, int, str]]]:
    """Where findings stand, by segment, without overlaps: those that touch are masked as one, named by all of their entities."""
    places: dict[int, list[tuple[int, int, str]]] = {}
    for mark in marks:
        for index, start, end in mark.parts:
            places.setdefault(index, []).append((start, end, mark.entity))
    return {index: _merged(found) for index, found in places.items()}


def _excerpts(segments: Sequence[Segment], marks: Sequence[Mark], left_out: set[int], record: _Record) -> Iterable[dict[str, str]]:
    places = _places(marks)
    count = 0
    for index in sorted(places.keys() - left_out):
        segment, found = segments[index], places[index]
        for first, last in _windows(found, len(segment.text)):
            if count == EXCERPTS:
                record.withheld.add(Withheld.MORE.value)
                return
            count += 1
            yield _said(segment, _masked(segment.text, found, first, last))


def _merged(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    merged: list[tuple[int, int, str]] = []
    for start, end, entity in sorted(found):
        if merged and start < merged[-1][1]:
            before = merged[-1]
            names = before[2] if entity in before[2].split("/") else f"{before[2]}/{entity}"
            merged[-1] = (before[0], max(before[1], end), names)
        else:
            merged.append((start, end, entity))
    return merged


def _windows(found: list[tuple[int, int, str]], length: int) -> list[tuple[int, int]]:
    """The surroundings of the findings; those that meet are one."""
    windows: list[tuple[int, int]] = []
    for start, end, _ in found:
        first, last = max(0, start - AROUND), min(length, end + AROUND)
        if windows and first <= windows[-1][1]:
            windows[-1] = (windows[-1][0], last)
        else:
            windows.append((first, last))
    return windows


def _masked(text: str, found: list[tuple[int, int, str]], first: int, last: int) -> str:
    parts, place = ["…" if first else ""], first
    for start, end, entity in found:
        if end <= first or start >= last:
            continue
        parts += (text[place:start], f"[{entity}]")
        place = end
    parts += (text[place:last], "…" if last < len(text) else "")
    return "".join(parts)
